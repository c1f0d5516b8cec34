import * as v from 'valibot'
import { lazy } from '../../schema/lazy.ts'
import type { CallOptions } from '../../client/options.ts'
import { defineEndpoint } from '../endpoint.ts'
import { pathId, requiredText } from '../../schema/fields.ts'
import * as docUrls from '../doc-urls.ts'
import { buttonsObjectSchema } from './buttons.ts'
import { createMessageId } from './message-id.ts'
import { createOwnSendsWrap } from './own-sends.ts'
import type { OneEdit } from './send-hints.ts'
import type { Checked, MessageToSend, SendChatType } from './send-input.ts'
import { sentSchema, toSent, type Sent } from './sent.ts'

const optionalText = lazy(() => v.optional(v.string()))

/** Schema of the input of `messages.send`. It rejects only what certainly fails; Wazzup checks lengths and rules of messengers. */
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

/** Type of `messages.send`. The fields of its input depend on the messenger; see `SendInput`. */
export type Send = <C extends SendChatType>(input: MessageToSend<C>, options?: CallOptions) => Promise<Sent>

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
export type EditInput = FileEdit | TextEdit

interface EditedMessageId {
  /** Wazzup's id of the message, from the result of the send or from its echo. */
  messageId: string
  /** Id of an uploaded user. */
  crmUserId?: string | undefined
}

interface FileEdit extends EditedMessageId {
  /** Public address of the file that replaces the present one. */
  contentUri: string
  text?: OneEdit | undefined
}

interface TextEdit extends EditedMessageId {
  /** The text that replaces the present one. */
  text: string
  contentUri?: OneEdit | undefined
}

/** Type of `messages.edit`. */
export interface Edit extends EditMethod {}

// Parameters of a method are compared in both directions, so a function of an `EditInput`, such as a fake in a test, fits.
type EditMethod = { edit(input: Checked<EditInput>, options?: CallOptions): Promise<void> }['edit']

/** Messages: send, edit and delete. https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/ */
export const messages = {
  /**
   * Sends one message with a text, a file or a template. Resolves when Wazzup has accepted the message. A webhook later
   * reports that it was delivered or that it failed. Sometimes no webhook comes, so set a deadline of your own.
   *
   * Retries use the same `crmMessageId`, and end within the 60 seconds in which Wazzup rejects duplicates. So a retry
   * never sends a message twice.
   *
   * @throws WazzupError with `effect: 'none'` when nothing was sent, with `effect: 'unknown'` when the message may have
   * been sent.
   * @example
   * await wazzup.messages.send({ channelId, chatType: 'whatsapp', chatId: '79011112233', text: 'Your order is ready.' })
   * @see https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/
   */
  send: defineEndpoint<ReturnType<typeof sendInputSchema>, ReturnType<typeof sentSchema>, never, Send>({
    method: 'POST',
    path: '/v3/message',
    docUrl: docUrls.messages,
    input: sendInputSchema,
    output: sentSchema,
    success: 201,
    repeat: 'keyed',
    keyed: { field: 'crmMessageId', createId: createMessageId, toResult: toSent, createWrap: createOwnSendsWrap },
    doneWhen: 'REPEATED_CRM_MESSAGE_ID',
    key: 'api',
    sidecar: true,
  }),
  /**
   * Replaces the text or the file of a sent message. How long after the send this works is undocumented.
   *
   * Messages with buttons cannot be edited. Not every messenger supports edits: WABA rejects them (observed in production).
   *
   * @throws WazzupError when Wazzup rejects the edit or does not respond.
   */
  edit: defineEndpoint<ReturnType<typeof editInputSchema>, undefined, never, Edit>({
    method: 'PATCH',
    path: '/v3/message/{messageId}',
    docUrl: docUrls.messages,
    input: editInputSchema,
    repeat: 'always',
    key: 'api',
    sidecar: true,
  }),
  /**
   * Deletes a sent message. How long after the send this works is undocumented. WABA rejects it (observed in production).
   *
   * @throws WazzupError when Wazzup rejects the deletion or does not respond.
   */
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
