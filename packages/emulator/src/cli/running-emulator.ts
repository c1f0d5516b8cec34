import type { Done, Happened } from '../server/control-api/done.ts'

/** A running emulator: its address, and its token if it has one. */
export interface RunningEmulator {
  url: string
  token?: string | undefined
}

/** Calls an action of a running emulator and returns its response. Rejects with the reason when it fails. */
export async function askRunning(running: RunningEmulator, verb: string, input: unknown): Promise<Happened> {
  const { url, token = process.env.WAZZUP_EMULATOR_TOKEN } = running
  const response = await fetch(`${url.replace(/\/$/, '')}/_emulator/do`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ verb, input }),
  }).catch(() => {
    throw new Error(`No emulator responds at ${url}: start one with wazzup-emulator, or give its address with --url`)
  })
  if (response.status === 401) throw new Error(`The emulator at ${url} needs its token: use --token`)
  const done = (await response.json().catch(() => undefined)) as Done | undefined
  if (!done) throw new Error(`The server at ${url} is not an emulator (status ${response.status})`)
  if ('problem' in done) throw new Error(done.problem)
  return done
}
