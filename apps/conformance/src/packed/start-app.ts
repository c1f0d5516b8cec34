import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { CommandOptions } from './run-command.ts'

/** A running app, in another process or runtime. */
export interface RunningApp {
  url: string
  stop(): Promise<unknown>
}

/**
 * Starts a server that prints its URL: `listens at <url>` by default, or what `urlIn` matches. Rejects with its whole output if
 * it ends or takes too long.
 */
export function startApp(
  [command, ...args]: readonly [string, ...string[]],
  { folder, env, longest = 60_000 }: CommandOptions,
  urlIn = /^listens at (http\S+)\n/m,
): Promise<RunningApp> {
  const child = spawn(command, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const closed = once(child, 'close')
  const stop = (): Promise<unknown> => {
    child.kill()
    return closed
  }
  return new Promise((resolve, reject) => {
    let written = ''
    const fail = (reason: string): void => reject(new Error(`${[command, ...args].join(' ')} ${reason}\n${written}`))
    const timer = setTimeout(() => {
      fail(`did not listen within ${longest} ms`)
      child.kill('SIGKILL')
    }, longest)
    function read(text: string): void {
      written += text
      const url = urlIn.exec(written)?.[1]
      if (url === undefined) return
      clearTimeout(timer)
      resolve({ url, stop })
    }
    child.stdout.setEncoding('utf8').on('data', read)
    child.stderr.setEncoding('utf8').on('data', read)
    closed.then(
      ([code, signal]) => {
        clearTimeout(timer)
        fail(`ended with ${signal ?? code}`)
      },
      (error: Error) => {
        clearTimeout(timer)
        fail(String(error))
      },
    )
  })
}
