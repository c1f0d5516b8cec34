import { apiErrors, deliveryErrors, type ApiErrorCode, type DeliveryErrorCode } from '@wazzup-kit/core/schemas'
import type { PostFailure } from '../webhooks/post-failure.ts'

/** Every known code; those of webhooks can be returned on command too. */
export type Code = ApiErrorCode | DeliveryErrorCode

/** All codes of {@link Code}. */
export const allCodes = Object.keys({ ...apiErrors, ...deliveryErrors }) as readonly Code[]

/** Response to one request, before a fault may change its transfer. */
export interface ApiResponse {
  status: number
  /** Value that is sent as JSON. */
  json?: unknown
  /** Text that is sent unchanged when there is no `json`. Without both, the body is empty. */
  text?: string | undefined
  headers?: Readonly<Record<string, string>> | undefined
  /** Why a test ping failed, for the log only. */
  pingFailure?: PostFailure | undefined
}

/** Returns the body of a response as text, and the headers that go with it. */
export function toText(response: ApiResponse): { text: string; headers: Record<string, string> } {
  const json = response.json === undefined ? undefined : JSON.stringify(response.json)
  const text = json ?? response.text ?? ''
  const type: Record<string, string> = json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }
  return { text, headers: { ...type, ...response.headers } }
}
