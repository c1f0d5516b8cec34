/** A command; it gets the words after its name, and rejects with a message for the user. */
export type Command = (args: readonly string[]) => Promise<void>

/** Lines that nothing reads are kept up to this size; all further ones are dropped. */
const MOST_WAITING_BYTES = 8 * 1024 * 1024

let output: 'open' | 'unread' | 'broken' = 'open'

/** Prints a line. */
export function say(line: string): void {
  if (output === 'broken') return
  if (process.stdout.writableLength < MOST_WAITING_BYTES) {
    output = 'open'
    process.stdout.write(`${line}\n`)
    return
  }
  if (output === 'open') complain('Nothing reads the output, so lines are dropped')
  output = 'unread'
}

/** Prints a line about a problem on stderr. */
export function complain(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** Ends the running command cleanly; undefined for commands that end on their own. */
let stopCommand: (() => void) | undefined

/**
 * Handles errors of the output. When its reader has closed it, for example `head`, the command is stopped as if by a
 * signal. On any other error, for example a full disk, the command goes on without output, and ends with code 1.
 */
export function watchOutput(): void {
  process.stderr.on('error', () => {})
  process.stdout.on('error', (error: { code?: string | undefined; message: string }) => {
    if (output === 'broken') return
    output = 'broken'
    if (error.code === 'EPIPE') return stopCommand ? stopCommand() : process.exit()
    process.exitCode = 1
    complain(`The output cannot be written, so nothing more is printed: ${error.message}`)
  })
}

/** Resolves when everything is printed, or after a second when nothing reads it. */
export async function whenPrinted(): Promise<void> {
  if (output === 'broken' || process.stdout.writableLength === 0) return
  await new Promise<void>((resolve) => {
    setTimeout(resolve, 1_000)
    process.stdout.write('', () => resolve())
  })
}

/**
 * Calls back once when the command must stop: on a signal, when nothing can read its output any more, or when npx has
 * ended. A second signal ends the process immediately.
 */
export function whenStopped(stop: () => void): void {
  let isStopping = false
  const stopOnce = (): void => {
    if (!isStopping) stop()
    isStopping = true
  }
  stopCommand = stopOnce
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      for (const again of ['SIGINT', 'SIGTERM'] as const) process.once(again, () => process.exit(130))
      stopOnce()
    })
  whenAbandoned(stopOnce)
}

/**
 * Calls back when npx has ended. It passes a signal to its shell only. The shell ends without a word to this process,
 * which gets another parent then.
 */
function whenAbandoned(stop: () => void): void {
  if (process.env.npm_command !== 'exec') return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    stop()
  }, 250)
  timer.unref()
}
