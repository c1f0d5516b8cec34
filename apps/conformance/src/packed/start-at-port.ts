import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../runtimes/free-port.ts'
import type { CommandOptions } from './run-command.ts'
import type { RunningApp } from './start-app.ts'

/** Starts a server that listens at the variable PORT. Rejects with its output if it ends or takes longer than 30 seconds. */
export async function startAtPort(
  [command, ...args]: readonly [string, ...string[]],
  { folder, env }: CommandOptions,
): Promise<RunningApp> {
  const url = `http://127.0.0.1:${await freePort()}`
  const { port } = new URL(url)
  const child = spawn(command, args, { cwd: folder, env: { ...env, PORT: port }, stdio: ['ignore', 'pipe', 'pipe'] })
  let written = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (written += text))
  const closed = once(child, 'close')
  const stop = (): Promise<unknown> => {
    child.kill('SIGKILL')
    return closed
  }
  for (let tries = 0; tries < 600 && child.exitCode === null; tries++) {
    if (await responds(url)) return { url, stop }
    await wait(50)
  }
  await stop()
  throw new Error(`${[command, ...args].join(' ')} does not listen at PORT\n${written}`)
}

function responds(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  )
}
