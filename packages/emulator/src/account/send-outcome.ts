import type { Code } from '../api/responses.ts'
import type { WebhookError } from '../webhooks/bodies.ts'

/** What becomes of a message that was accepted. */
export type SendOutcome =
  /** It comes as far as its messenger tells. Its echo says `sent`, or may be ahead of the statuses, seen live. */
  | { end: 'arrives'; echoes?: 'delivered' | 'read' | undefined }
  /** 201, and nothing ever after: seen live. */
  | { end: 'vanishes' }
  /** A webhook tells why: in `statuses`, as documented, or in the message itself, as seen live. */
  | ({ end: 'fails'; inside: 'statuses' | 'messages' } & Failure)

/** Why a message does not arrive. */
export interface Failure {
  /** Any code of the catalogue: a webhook may carry the code of a response, such as `BALANCE_IS_EMPTY`. */
  code: Code
  /** The code unless told otherwise. */
  description?: string | undefined
  /** Documented for `statuses` only. */
  data?: unknown
}

/** A failure as webhooks tell it. */
export function toWebhookError({ code, description = code, data }: Failure): WebhookError {
  return { error: code, description, ...(data === undefined ? {} : { data }) }
}
