import type { Emulator } from '../emulator/emulator.ts'

/** An answer read to its end, for assertions. */
export interface Asked {
  status: number
  headers: Headers
  text: string
  json: unknown
}

/** How a test asks: which key, which door. */
export interface AskOptions {
  /** `none` sends no Authorization header. */
  key?: string | undefined
  /** Base address of a listening emulator; in process unless given. */
  url?: string | undefined
  signal?: AbortSignal | undefined
}

/** Asks an emulator with plain fetch, in process or over a socket; no part of the client is involved. */
export async function ask(
  emulator: Emulator,
  method: string,
  path: string,
  body?: unknown,
  options: AskOptions = {},
): Promise<Asked> {
  const { key = emulator.keys.apiKey, url, signal } = options
  const headers: Record<string, string> = {}
  if (key !== 'none') headers.authorization = `Bearer ${key}`
  if (body !== undefined) headers['content-type'] = 'application/json'
  const door = url === undefined ? emulator.fetch : globalThis.fetch
  const response = await door(`${url ?? 'https://api.wazzup24.com'}${path}`, {
    method,
    headers,
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
    redirect: 'manual',
    signal: signal ?? null,
  })
  const text = await response.text()
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    json = undefined
  }
  return { status: response.status, headers: response.headers, text, json }
}
