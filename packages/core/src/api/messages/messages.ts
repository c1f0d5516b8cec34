import * as v from 'valibot'
import { lazy } from '../../schema/lazy.ts'
import type { CallOptions } from '../../client/options.ts'
import { defineEndpoint, type Callable } from '../endpoint.ts'
import { pathId, readText, requiredText } from '../../schema/fields.ts'
import * as docUrls from '../doc-urls.ts'
import { buttonsObjectSchema } from './buttons.ts'
import type { SendInput } from './send-input.ts'

const optionalText = lazy(() => v.optional(v.string()))

/** Refuses only what is certain to fail; lengths and messenger rules are Wazzup's to judge. */
export const sendInputSchema = lazy(() =>
  v.pipe(
    v.strictObject({
      channelId: requiredText(),
      chatType: requiredText(),
      chatId: v.optional(requiredText()),
      text: v.optional(requiredText()),
      contentUri: v.optional(requiredText()),
      refMessageId: optionalText(),
      crmUserId: optionalText(),
      crmMessageId: v.optional(requiredText()),
      username: v.optional(requiredText()),
      phone: v.optional(requiredText()),
      clearUnanswered: v.optional(v.boolean()),
      templateId: v.optional(requiredText()),
      templateValues: v.optional(v.array(v.string())),
      buttonsObject: v.optional(buttonsObjectSchema()),
    }),
    v.check(
      ({ text, contentUri }) => text === undefined || contentUri === undefined,
      'either text or contentUri, not both: send a picture and its caption as two messages',
    ),
    v.check(
      ({ text, contentUri, templateId }) => (text ?? contentUri ?? templateId) !== undefined,
      'a message with one of text, contentUri or templateId',
    ),
    v.check(
      ({ chatId, phone, username }) => (chatId ?? phone ?? username) !== undefined,
      'addressed by chatId (or, on a personal Telegram or MAX, by phone or username)',
    ),
  ),
)

/** What Wazzup answers to an accepted send. */
export const sentSchema = lazy(() =>
  v.pipe(
    v.looseObject({ messageId: readText(), chatId: readText() }),
    // Only an id proves that Wazzup has the message; a repeat under the same id tells. A gateway hands on a repeated send.
    v.check(({ messageId, repeated }) => Boolean(messageId) || repeated === true, 'an acceptance with a messageId'),
  ),
)

/**
 * A send that Wazzup accepted. Accepted is not delivered: that, or an error, comes by webhook, or nothing ever comes, as
 * was observed in production. So set a deadline.
 */
export interface Sent {
  /** Null when the acceptance is known from a retry only: Wazzup then does not name the message. */
  messageId: string | null
  /** The chat it went to; new to you when you sent by phone or username. Null like `messageId`. */
  chatId: string | null
  /** Yours, or the generated one. */
  crmMessageId: string
  /** True when Wazzup knew the id: from an earlier attempt of this call, from an earlier call, or from another process. */
  repeated: boolean
}

/** Sends one message; see {@link SendInput}. Throws `WazzupError` with `effect` `none` (refused) or `unknown`. */
export type Send = <C extends string>(input: SendInput<C>, options?: CallOptions) => Promise<Sent>

const editInputSchema = lazy(() =>
  v.pipe(
    v.strictObject({
      messageId: pathId(),
      text: v.optional(requiredText()),
      contentUri: v.optional(requiredText()),
      crmUserId: optionalText(),
    }),
    v.check(
      ({ text, contentUri }) => (text === undefined) !== (contentUri === undefined),
      'an edit of either text or contentUri',
    ),
  ),
)

/** Input of `messages.edit`. */
export type EditInput = { messageId: string; crmUserId?: string | undefined } & (
  | { text: string; contentUri?: undefined }
  | { contentUri: string; text?: undefined }
)

/** Sending, editing and deleting messages. https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/ */
export const messages = {
  /**
   * Sends one message: exactly one of text, file and template. It resolves when Wazzup accepted it. A webhook reports
   * delivery or an error, or nothing ever comes: set a deadline after which you take the message for lost.
   *
   * Throws `WazzupError`: with `effect` `none` it was refused, with `unknown` it may have been sent. A repeat within the
   * call goes out under the same `crmMessageId`, and never later than Wazzup remembers it.
   */
  send: defineEndpoint({
    method: 'POST',
    path: '/v3/message',
    docUrl: docUrls.messages,
    input: sendInputSchema,
    output: sentSchema,
    success: 201,
    repeat: 'keyed',
    doneWhen: 'REPEATED_CRM_MESSAGE_ID',
    key: 'api',
    sidecar: true,
  }) as unknown as Callable<Send>,
  /**
   * Replaces the text or the file of a sent message, within a period that Wazzup does not publish.
   *
   * Messages with buttons cannot be edited, and not every messenger can: WABA was seen to refuse.
   */
  edit: defineEndpoint({
    method: 'PATCH',
    path: '/v3/message/{messageId}',
    docUrl: docUrls.messages,
    input: editInputSchema,
    repeat: 'always',
    key: 'api',
    sidecar: true,
  }) as unknown as Callable<(input: EditInput, options?: CallOptions) => Promise<void>>,
  /** Deletes a sent message, within a period that Wazzup does not publish. WABA was seen to refuse. */
  delete: defineEndpoint({
    method: 'DELETE',
    path: '/v3/message/{messageId}',
    docUrl: docUrls.messages,
    input: () => v.strictObject({ messageId: pathId() }),
    repeat: 'always',
    doneWhen: 'MESSAGES_NOT_FOUND',
    key: 'api',
    sidecar: true,
  }),
}
