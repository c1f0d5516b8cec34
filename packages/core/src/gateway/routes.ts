import type { Endpoint } from '../api/endpoint.ts'
import { endpoints } from '../api/user-api.ts'
import { createOptionError } from '../errors/validation-error.ts'

/** The name of a method of the client, for example `messages.send`. */
export type EndpointName = {
  [Noun in keyof typeof endpoints & string]: `${Noun}.${keyof (typeof endpoints)[Noun] & string}`
}[keyof typeof endpoints & string]

/** A call that was found by its method and address. */
export interface Match {
  call: EndpointName
  noun: string
  verb: string
  endpoint: Endpoint
  takesBody: boolean
  /** Returns the input of the call from path, query and body. */
  inputOf(body: unknown): unknown
}

/** The methods that an address has, when the method of a request is not one of them. */
interface WrongMethod {
  allowedMethods: readonly string[]
}

/**
 * Returns the call for a method and an address. Returns the methods of the address when it has no call for this method, and
 * undefined when it has no calls. `path` is where the gateway is mounted, if the address begins with it.
 */
export type FindRoute = (method: string, url: string, path: string | undefined) => Match | WrongMethod | undefined

interface Route extends Omit<Match, 'inputOf'> {
  pattern: RegExp
  names: readonly string[]
}

/**
 * Returns the function that finds one of these calls by its method and address.
 *
 * @throws WazzupValidationError when one of the names is not a call that can be served.
 */
export function createRouteFinder(allow: readonly EndpointName[]): FindRoute {
  if (!Array.isArray(allow)) throw wrong('must be a list of calls, for example ["messages.send"]')
  const routes = allow.map(routeOf)
  return (method, url, path) => {
    const address = addressOf(url, path)
    if (!address) return undefined
    const allowedMethods: string[] = []
    for (const route of routes) {
      const found = route.pattern.exec(address.path)
      const fields = found && fieldsOf(route, found)
      if (!fields) continue
      if (method.toUpperCase() === route.endpoint.method) {
        return { ...route, inputOf: (body) => inputOf(route, fields, address.query, body) }
      }
      if (!allowedMethods.includes(route.endpoint.method)) allowedMethods.push(route.endpoint.method)
    }
    return allowedMethods.length > 0 ? { allowedMethods } : undefined
  }
}

function routeOf(call: EndpointName): Route {
  const [noun = '', verb = ''] = String(call).split('.')
  const endpoint = (endpoints as Record<string, Record<string, Endpoint> | undefined>)[noun]?.[verb]
  // These calls have the key in their address, and the browser has no key.
  if (endpoint?.key === 'path')
    throw wrong(`names ${call}, which cannot be served because its address contains the key`)
  if (endpoint?.key !== 'api') throw wrong(`names ${call}, which is not a call`)
  const names = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
  const pattern = new RegExp(`^${endpoint.path.replaceAll(/\{\w+\}/g, '([^/]+)')}$`)
  return { call, noun, verb, endpoint, names, pattern, takesBody: ['POST', 'PATCH'].includes(endpoint.method) }
}

function wrong(message: string): Error {
  return createOptionError('allow', message)
}

/**
 * Returns the path below the mount point, and the query. The path is not decoded or normalized: each call has exactly one
 * spelling of its address, so another spelling cannot bypass a guard on that path.
 */
function addressOf(url: string, mount = ''): { path: string; query: URLSearchParams } | undefined {
  const [whole = '', query = ''] = url.replace(/^https?:\/\/[^/?#]*/i, '').split('?', 2)
  const prefix = mount.replace(/^\/*(.*?)\/*$/, '/$1').replace(/^\/$/, '')
  if (!whole.startsWith(prefix)) return undefined
  return { path: whole.slice(prefix.length), query: new URLSearchParams(query) }
}

function fieldsOf({ names }: Route, [, ...values]: RegExpExecArray): Record<string, unknown> | undefined {
  try {
    const decoded = values.map((value) => decodeURIComponent(value))
    if (decoded.some((value, index) => encodeURIComponent(value) !== values[index])) return undefined
    return Object.fromEntries(names.map((name, index) => [name, decoded[index]]))
  } catch {
    return undefined
  }
}

function inputOf(
  { endpoint, takesBody }: Route,
  fields: Record<string, unknown>,
  query: URLSearchParams,
  body: unknown,
): unknown {
  // All query parameters of Wazzup are numbers.
  if (!takesBody)
    return { ...Object.fromEntries([...query].map(([name, value]) => [name, numberIn(value)])), ...fields }
  if (endpoint.body !== undefined) return { ...fields, [endpoint.body]: body }
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body, ...fields } : body
}

function numberIn(value: string): string | number {
  return /^\d+$/.test(value) ? Number(value) : value
}
