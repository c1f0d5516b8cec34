import { readBodyText } from './body-text.ts'
import { holderOf, type KeyHolder, type Keys } from './authorize.ts'
import type { RequestRecord } from './request-log.ts'
import type { Route } from './routes.ts'
import { HIDDEN } from '../secrets/address.ts'
import { isSecretHeader, secretFieldsOf } from '../secrets/fields.ts'
import type { Secrets } from '../secrets/secrets.ts'
import { parsed } from '../webhooks/delivery-log.ts'

/** A request in the form for its handler and in the form for the log. */
export interface ReadRequest {
  holder: KeyHolder
  params: Readonly<Record<string, string>>
  query: URLSearchParams
  /** Parsed JSON; undefined when there is none. */
  body: unknown
  /** Number of characters of the body; `too large` when it was not read. */
  size: number | 'too large'
  forLog: Pick<RequestRecord, 'method' | 'path' | 'query' | 'headers' | 'body' | 'key'>
}

/** Headers that every client sends, and that contain only secrets. */
const secretHeaders = ['authorization', 'proxy-authorization', 'cookie']

function headersForLog(headers: Headers, secrets: Secrets): Record<string, string> {
  const kept = [...headers].filter(([name]) => !secretHeaders.includes(name))
  return Object.fromEntries(
    kept.map(([name, value]) => [name, isSecretHeader(name) ? HIDDEN : secrets.hideInText(value)]),
  )
}

/** Returns whether a parameter is one of the API's; any other may be the secret of a webhook address. */
const isPaging = (name: string, value: string): boolean =>
  ['offset', 'limit'].includes(name) && /^-?\d{1,9}$/.test(value)

function queryForLog(query: URLSearchParams, secrets: Secrets): Record<string, string> {
  const shown = [...query].map(([name, value]) => {
    // `?secret`, without a name.
    if (value === '') return [HIDDEN, '']
    return [secrets.hideInText(name), isPaging(name, value) ? value : HIDDEN]
  })
  return Object.fromEntries(shown)
}

/** Returns the path for the log. A key may be part of it, even when no such route exists. */
function pathForLog(path: string, route: Route | undefined, secrets: Secrets): string {
  if (route?.endpoint.key === 'path') return route.endpoint.path
  return secrets.hideInText(path).replace(/(\/api_v3\/)[^/]+/gi, `$1${HIDDEN}`)
}

/** Returns the text of a response for the log. */
export function answerForLog(text: string, secrets: Secrets): string {
  const json = parsed(text, undefined)
  if (typeof json !== 'object' || json === null) return secrets.hideInText(text)
  const shown = JSON.stringify(secrets.hideInBody(json, ['webhooksUri']))
  // Keep the original text when it has no secret fields.
  return secrets.hideInText(shown === JSON.stringify(json) ? text : shown)
}

/** Reads a request with its body, unless the body is too large. */
export async function readRequest(
  request: Request,
  route: Route | undefined,
  params: Readonly<Record<string, string>>,
  { keys, secrets }: { keys: Keys; secrets: Secrets },
): Promise<ReadRequest> {
  const url = new URL(request.url)
  const given = await readBodyText(request)
  const text = given ?? ''
  const body = text === '' ? undefined : parsed(text, undefined)
  const holder = holderOf(request.headers.get('authorization'), keys)
  return {
    holder,
    params,
    query: url.searchParams,
    body,
    size: given?.length ?? 'too large',
    forLog: {
      method: request.method,
      path: pathForLog(url.pathname, route, secrets),
      query: queryForLog(url.searchParams, secrets),
      headers: headersForLog(request.headers, secrets),
      body: secrets.hideInBody(body ?? (text === '' ? undefined : text), secretFieldsOf(route?.endpoint)),
      key: holder,
    },
  }
}
