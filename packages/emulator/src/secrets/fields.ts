import { endpoints, marketplaceEndpoints, type Endpoint, type EndpointTree } from '@wazzup-kit/core/schemas'
import { HIDDEN, hideInAddress, isAddress } from './address.ts'

/** Maximum depth, more than any body of the API has, so that a hostile body cannot exhaust the stack. */
const DEEPEST = 64

/** Undocumented secret fields that some integrations send, in any case, also as a header. */
const sentAlong = ['apiKey', 'api_key', 'key', 'crmKey', 'token', 'access_token', 'authorization', 'webhooksAuthToken']

/** Returns whether a header contains only a secret, for example `x-api-key` or `x-auth-token`. */
export const isSecretHeader = (name: string): boolean =>
  /(?:^|[-_])(?:api)?(?:key|token|secret|authorization)$/i.test(name)

function secretsOf(tree: EndpointTree): string[] {
  return Object.values(tree).flatMap((verbs) => Object.values(verbs).flatMap(({ secrets = [] }) => secrets))
}

const allSecrets = [...secretsOf(endpoints), ...secretsOf(marketplaceEndpoints), ...sentAlong]

/** Returns the names of the secret fields of a request, as core lists them; for an unknown path, all of them. */
export function secretFieldsOf(endpoint: Endpoint | undefined): readonly string[] {
  return endpoint ? [...(endpoint.secrets ?? []), ...sentAlong] : allSecrets
}

const isOneOf = (fields: readonly string[], name: string): boolean =>
  fields.some((field) => field.toLowerCase() === name.toLowerCase())

function hideField(name: string, value: unknown): unknown {
  if (value === null || value === undefined) return value
  return name === 'webhooksUri' && typeof value === 'string' && isAddress(value) ? hideInAddress(value) : HIDDEN
}

/**
 * Returns a copy of a body that hides the values of these fields at any depth. In a text that is not JSON, hides what
 * follows their names.
 */
export function hideFields(body: unknown, fields: readonly string[], depth = 0): unknown {
  if (typeof body === 'string') return depth === 0 ? hideBehindNames(body, fields) : body
  if (typeof body !== 'object' || body === null) return body
  if (depth > DEEPEST) return HIDDEN
  if (Array.isArray(body)) return body.map((item) => hideFields(item, fields, depth + 1))
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      isOneOf(fields, name) ? hideField(name, value) : hideFields(value, fields, depth + 1),
    ]),
  )
}

/** Hides the value in `"secret": "..."` of truncated JSON and in `secret=...` of a form. */
function hideBehindNames(text: string, fields: readonly string[]): string {
  if (fields.length === 0) return text
  const names = fields.join('|')
  return text.replace(
    new RegExp(`(\\b(?:${names})["']?\\s*[:=]\\s*)("(?:[^"\\\\]|\\\\.)*"?|'[^']*'?|[^\\s&,}]+)`, 'gis'),
    `$1${HIDDEN}`,
  )
}

/** Returns a copy in which `hide` has replaced each text, including names of fields. */
export function mapTexts(value: unknown, hide: (text: string) => string, depth = 0): unknown {
  if (typeof value === 'string') return hide(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth > DEEPEST) return HIDDEN
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, hide, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [hide(name), mapTexts(item, hide, depth + 1)]))
}
