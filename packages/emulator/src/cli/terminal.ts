/** A command; it gets the words after its name, and rejects with a message for the user. */
export type Command = (args: readonly string[]) => Promise<void>

/** Prints a line. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Calls back once on a signal to stop; a second signal ends the process immediately. */
export function whenStopped(stop: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      for (const again of ['SIGINT', 'SIGTERM'] as const) process.once(again, () => process.exit(130))
      stop()
    })
}
