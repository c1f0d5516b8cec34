import type { Agent } from 'node:http'
import { addressOf } from './address.ts'

/** The options of `http.request`. */
interface OutgoingOptions {
  protocol: string
  hostname: string
  port: string
  path: string
  method: string
  headers: Record<string, string>
  agent: Agent | undefined
}

/** One request, ready to be written. */
export interface Outgoing {
  url: string
  options: OutgoingOptions
  body: string | Uint8Array | undefined
  /** With `error`, a redirect rejects; otherwise the response is returned. */
  redirect: RequestRedirect | undefined
}

/** Reads the arguments of fetch. Throws a `TypeError` for arguments that fetch rejects or that this fetch cannot send. */
export function outgoingOf(input: string | URL, init: RequestInit): Outgoing {
  const { href, protocol, hostname, port, path } = addressOf(input)
  const method = methodOf(init.method)
  const body = bodyOf(init.body)
  if (body !== undefined && (method === 'GET' || method === 'HEAD')) throw new TypeError(`${method} cannot have a body`)
  const headers = headersOf(init.headers)
  headers.accept ??= '*/*'
  headers['user-agent'] ??= 'node'
  if (typeof body === 'string') headers['content-type'] ??= 'text/plain;charset=UTF-8'
  const options = { protocol, hostname, port, path, method, headers, agent: undefined }
  return { url: href, options, body, redirect: init.redirect }
}

/** Returns the method in the case that fetch uses: it corrects only the methods in this list. */
function methodOf(method = 'GET'): string {
  const upper = method.toUpperCase()
  return /^(GET|HEAD|POST|PUT|DELETE|OPTIONS)$/.test(upper) ? upper : method
}

function bodyOf(body: RequestInit['body']): string | Uint8Array | undefined {
  if (body === undefined || body === null) return undefined
  if (typeof body === 'string' || body instanceof Uint8Array) return body
  throw new TypeError('the body must be a string or a Uint8Array')
}

/** Headers that Node derives from the body. */
const framing = new Set(['content-length', 'transfer-encoding'])

function headersOf(given: RequestInit['headers']): Record<string, string> {
  const headers: Record<string, string> = {}
  if (!given) return headers
  const entries = Symbol.iterator in given ? (given as Iterable<readonly [string, string]>) : Object.entries(given)
  for (const [name, value] of entries) {
    const key = name.toLowerCase()
    if (framing.has(key)) continue
    headers[key] = headers[key] === undefined ? `${value}`.trim() : `${headers[key]}, ${value}`
  }
  return headers
}
