import type { Emulator } from '../emulator/emulator.ts'

/** A response with its whole body, for assertions. */
export interface Asked {
  status: number
  headers: Headers
  text: string
  json: unknown
}

/** Key and address of a request. */
export interface AskOptions {
  /** `none` sends no Authorization header. */
  key?: string | undefined
  /** Base address of a listening emulator; by default the request is made in process. */
  url?: string | undefined
  signal?: AbortSignal | undefined
}

/** Sends a request to an emulator with plain fetch, in process or over a socket, without the client. */
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
