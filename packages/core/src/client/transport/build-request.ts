import type { Endpoint } from '../../api/endpoint.ts'
import type { HttpRequest } from './transport.ts'

/** Name of the path parameter for the key, in endpoints that take the key in their path. */
const keyInPath = 'apiKey'

/** Builds a request from valid input. Fields of the path go into the path, the others into the query or the body. */
export function buildRequest(
  endpoint: Endpoint,
  input: Record<string, unknown>,
  base: string,
  key: string | undefined,
): HttpRequest {
  const { method } = endpoint
  const headers: Record<string, string> = { accept: 'application/json' }
  if (key !== undefined && endpoint.key !== 'none' && endpoint.key !== 'path') headers.authorization = `Bearer ${key}`
  const [path, rest] = endpoint.path.includes('{') ? fillPath(endpoint.path, input, key) : [endpoint.path, input]
  if (method === 'GET' || method === 'DELETE') {
    return { method, url: base + path + queryOf(rest), headers, body: undefined }
  }
  headers['content-type'] = 'application/json'
  const body = JSON.stringify(endpoint.body === undefined ? rest : rest[endpoint.body])
  return { method, url: base + path, headers, body }
}

/** Returns the path with the values of its fields, and the fields that are not in the path. */
function fillPath(
  pattern: string,
  input: Record<string, unknown>,
  key: string | undefined,
): [string, Record<string, unknown>] {
  const rest = { ...input }
  const path = pattern.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = name === keyInPath ? key : rest[name]
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  return [path, rest]
}

function queryOf(fields: Record<string, unknown>): string {
  const pairs = Object.entries(fields).filter(([, value]) => value !== undefined)
  if (pairs.length === 0) return ''
  return `?${pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`).join('&')}`
}
