import { holderOf, type KeyHolder, type Keys } from './authorize.ts'
import type { RequestRecord } from './requests.ts'
import type { Route } from './routes.ts'

/** A request as a behaviour needs it, and as the log may keep it. */
export interface ReadRequest {
  holder: KeyHolder
  /** The key that was found to be known, for counting. */
  key: string | undefined
  params: Readonly<Record<string, string>>
  query: URLSearchParams
  body: unknown
  forLog: Pick<RequestRecord, 'method' | 'path' | 'query' | 'headers' | 'body' | 'key'>
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The fields that the endpoint calls secret are replaced, the rest stays as it came. */
function withoutSecrets(body: unknown, secrets: readonly string[] = []): unknown {
  if (secrets.length === 0 || typeof body !== 'object' || body === null) return body
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, secrets.includes(name) ? '[secret]' : value]),
  )
}

/** An answer for the log: `connect` hands a key out, a chat window opens with a token. */
export function withoutKeys(text: string, keys: Keys): string {
  const known = Object.values(keys).filter((key) => key !== '')
  const shown = known.reduce((rest, key) => rest.replaceAll(key, '[secret]'), text)
  return shown.replace(/([?&]token=)[^"&]+/g, '$1[secret]')
}

/** Reads a request to its end. */
export async function readRequest(
  request: Request,
  route: Route | undefined,
  params: Readonly<Record<string, string>>,
  keys: Keys,
): Promise<ReadRequest> {
  const url = new URL(request.url)
  const text = await request.text()
  const body = text === '' ? undefined : parse(text)
  const { authorization, ...headers } = Object.fromEntries(request.headers)
  const holder = holderOf(authorization ?? null, keys)
  const known = {
    api: keys.apiKey,
    sidecar: keys.sidecarKey,
    partner: keys.partnerKey,
    missing: undefined,
    wrong: undefined,
  }
  return {
    holder,
    key: known[holder],
    params,
    query: url.searchParams,
    body,
    forLog: {
      method: request.method,
      path: route?.endpoint.key === 'path' ? route.endpoint.path : url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers,
      body: withoutSecrets(body ?? (text === '' ? undefined : text), route?.endpoint.secrets),
      key: holder,
    },
  }
}
