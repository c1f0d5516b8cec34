/** What a command gets: what stands behind its name. It rejects with a message for the user. */
export type Command = (args: readonly string[]) => Promise<void>

/** Prints a line. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Calls back when the user or the system wants this process to stop, once; the second time it stops at once. */
export function whenStopped(stop: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      for (const again of ['SIGINT', 'SIGTERM'] as const) process.once(again, () => process.exit(130))
      stop()
    })
}
