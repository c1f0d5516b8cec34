import type { Done } from '../server/page-api/page-types.ts'

/** Port on which `wazzup-emulator` listens by default. */
export const DEFAULT_PORT = 4324

/** Option with the address of a running emulator. */
export const urlOption = { url: { type: 'string', default: `http://127.0.0.1:${DEFAULT_PORT}` } } as const

/** Calls an action of a running emulator and returns the result. Rejects with the reason when it fails. */
export async function askRunning(url: string, verb: string, input: unknown): Promise<unknown> {
  const response = await fetch(`${url.replace(/\/$/, '')}/_emulator/do`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ verb, input }),
  }).catch(() => {
    throw new Error(`No emulator responds at ${url}: start one with wazzup-emulator, or give its address with --url`)
  })
  const done = (await response.json().catch(() => undefined)) as Done | undefined
  if (!done) throw new Error(`The server at ${url} is not an emulator (status ${response.status})`)
  if ('problem' in done) throw new Error(done.problem)
  return done.result
}
