import { docUrls } from '@wazzup-kit/core/schemas'
import type { Code } from '../api/responses.ts'
import { rule } from '../rules/rule.ts'
import type { WebhookError } from '../webhooks/message-items.ts'

/** Outcome of an accepted message. */
export type SendOutcome =
  /**
   * It arrives, with the statuses that its messenger reports. Its echo has the status `sent`, or a later one, as
   * observed in production.
   */
  | { end: 'arrives'; echoes?: 'delivered' | 'read' | undefined }
  /** 201, then neither an echo nor a status, as observed in production. */
  | { end: 'dropped' }
  /** A webhook reports the error: in `statuses`, as documented, or in the message itself, as observed in production. */
  | ({ end: 'fails'; inside: 'statuses' | 'messages' } & Failure)

/** Why a message does not arrive. */
export interface Failure {
  /** Any known code: a webhook may have the code of a response, for example `BALANCE_IS_EMPTY`. */
  code: Code
  /**
   * Description of the error.
   *
   * @default the code
   */
  description?: string | undefined
  /** Documented for `statuses` only. */
  data?: unknown
}

const { webhooks } = docUrls

/** Returns a failure as webhooks report it. */
export const toWebhookError = rule(
  [
    {
      id: 'echo/failure-words',
      sentence: 'The description of a failure repeats its code, and a failure has no `data`.',
      docUrl: webhooks,
      basis: 'our assumption',
      option: 'simulate.message.failNext(code, { description, data })',
    },
    {
      id: 'echo/failure-of-response',
      sentence:
        'A webhook may have a code that is documented for a response, for example `BALANCE_IS_EMPTY` or `CHANNEL_NO_MONEY`.',
      docUrl: webhooks,
      basis: 'found in public code',
      option: 'simulate.message.failNext',
    },
    {
      id: 'echo/on-command',
      sentence:
        'The causes of these failures are undocumented or cannot occur in the emulator, so they occur on command only.',
      docUrl: webhooks,
      basis: 'our assumption',
      codes: [
        'BAD_LINK',
        'WRONG_CONTENT',
        'CONTENT_CONVERSION_ERROR',
        'MENTION_FORBIDDEN',
        'MESSAGE_CANCELLED',
        'MESSAGE_DELETED',
        'CHANNEL_REJECTED',
        'GENERAL_ERROR',
        'UNKNOWN_ERROR',
        'NOT_ENOUGH_MONEY',
        'NOTENOUGHMONEY',
        'TEMPLATE_NOT_FOUND',
      ],
      codesCome: 'on command',
      option: 'simulate.message.failNext',
    },
  ],
  ({ code, description = code, data }: Failure): WebhookError => ({
    error: code,
    description,
    ...(data === undefined ? {} : { data }),
  }),
)
