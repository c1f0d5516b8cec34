import type { ApiErrorCode, DeliveryErrorCode } from '@wazzup-kit/core/schemas'

/** Every code of the catalogue; those of webhooks may be commanded too. */
export type Code = ApiErrorCode | DeliveryErrorCode

/** What Wazzup says to one request, before it is known how the bytes travel. */
export interface ApiResponse {
  status: number
  /** Value that is sent as JSON. */
  json?: unknown
  /** Text that is sent as it is, where there is no `json`. Neither: an empty body. */
  text?: string | undefined
  headers?: Readonly<Record<string, string>> | undefined
}

/** Returns the body of a response as text, and the headers that go with it. */
export function toText(response: ApiResponse): { text: string; headers: Record<string, string> } {
  const json = response.json === undefined ? undefined : JSON.stringify(response.json)
  const text = json ?? response.text ?? ''
  const type: Record<string, string> = json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }
  return { text, headers: { ...type, ...response.headers } }
}
