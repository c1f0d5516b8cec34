import type { WebhookResponse } from '../src/index.ts'

/** A response with a parsed body. */
export interface ReadResponse {
  status: number
  body?: unknown
  headers?: Readonly<Record<string, string>>
}

/**
 * Returns a response with its body parsed, and with the headers beside a content type of `application/json`.
 *
 * @throws Error when a body has no JSON content type, or a response without a body has one.
 */
export function readResponse({ status, body, headers = {} }: WebhookResponse): ReadResponse {
  const { 'content-type': type, ...others } = headers
  const isJson = type === 'application/json' || type === 'application/problem+json'
  if (isJson !== (body !== undefined)) throw new Error(`a content type of ${type} for the body ${body}`)
  const rest = type === 'application/json' ? others : headers
  return {
    status,
    ...(body !== undefined && { body: JSON.parse(body) as unknown }),
    ...(Object.keys(rest).length > 0 && { headers: rest }),
  }
}
