import type { Done } from '../server/page-api/page-types.ts'

/** Where an emulator listens unless told otherwise. */
export const DEFAULT_PORT = 4324

/** The option that names a running emulator. */
export const urlOption = { url: { type: 'string', default: `http://127.0.0.1:${DEFAULT_PORT}` } } as const

/** Asks a running emulator to do something and gets what came of it. Rejects with the reason when it does not. */
export async function askRunning(url: string, verb: string, input: unknown): Promise<unknown> {
  const answer = await fetch(`${url.replace(/\/$/, '')}/_emulator/do`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ verb, input }),
  }).catch(() => {
    throw new Error(`No emulator answers at ${url}: start one with wazzup-emulator, or name it with --url`)
  })
  const done = (await answer.json().catch(() => undefined)) as Done | undefined
  if (!done) throw new Error(`What answers at ${url} is no emulator (status ${answer.status})`)
  if ('problem' in done) throw new Error(done.problem)
  return done.result
}
