/** The response of a target. An adapter only sends it. */
export interface WebhookResponse {
  /** HTTP status. */
  status: number
  /** The text to send; undefined for a response without a body. */
  body?: string | undefined
  /** Names are in lower case. A response with a body has a `content-type`. */
  headers?: Readonly<Record<string, string>> | undefined
}

/** Returns a response with a value as JSON; `headers` may replace the content type `application/json`. */
export function jsonResponse(
  status: number,
  value: unknown,
  headers?: Readonly<Record<string, string>>,
): WebhookResponse {
  return { status, body: JSON.stringify(value), headers: { 'content-type': 'application/json', ...headers } }
}
