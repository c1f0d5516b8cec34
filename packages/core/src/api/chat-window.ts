import * as v from 'valibot'
import { lazy } from '../schema/lazy.ts'
import { defineEndpoint } from './endpoint.ts'
import { requiredText } from '../schema/fields.ts'
import * as docUrls from './doc-urls.ts'

const userSchema = lazy(() =>
  v.strictObject({
    /** Your own id of the employee who opens the window. */
    id: requiredText(),
    /**
     * Name of the employee. Always send it if you know it. According to the newest documentation, the default is the
     * name of the uploaded user. In production, the error `INVALID_USER` was observed when the name was missing.
     */
    name: v.optional(v.string()),
  }),
)

const activeChatSchema = lazy(() =>
  v.strictObject({
    channelId: v.optional(v.string()),
    chatType: v.optional(v.string()),
    chatId: v.optional(v.string()),
    /** In older documentation only. */
    username: v.optional(v.string()),
    /** In older documentation only. */
    phone: v.optional(v.string()),
  }),
)

const filterSchema = lazy(() =>
  v.strictObject({
    chatType: requiredText(),
    chatId: v.optional(v.string()),
    name: v.optional(v.string()),
    /** In older documentation only. */
    username: v.optional(v.string()),
    /** In older documentation only. */
    phone: v.optional(v.string()),
  }),
)

const optionsSchema = lazy(() =>
  v.strictObject({
    /** Kind of the CRM. It may be left out. */
    clientType: v.optional(v.string()),
    /** Whether the iframe reports that an employee creates or opens a deal. */
    useDealsEvents: v.optional(v.boolean()),
    /** Whether the iframe asks for a new contact when an employee answers in a chat. */
    useMessageEvents: v.optional(v.boolean()),
  }),
)

export const chatWindowInputSchema = lazy(() =>
  v.variant('scope', [
    /** A window with all chats that the employee may see. */
    v.strictObject({
      user: userSchema(),
      scope: v.literal('global'),
      activeChat: v.optional(activeChatSchema()),
      options: v.optional(optionsSchema()),
    }),
    /** A window with the chats of one card in your CRM. */
    v.strictObject({
      user: userSchema(),
      scope: v.literal('card'),
      filter: v.pipe(v.array(filterSchema()), v.minLength(1, 'at least 1 chat when scope is "card"')),
      activeChat: v.optional(activeChatSchema()),
      options: v.optional(optionsSchema()),
    }),
  ]),
)

const chatWindowSchema = lazy(() => v.looseObject({ url: v.string() }))
/** A chat window for an iframe. */
export interface ChatWindow {
  /**
   * Address for the `src` of the iframe. **It is a credential**: until its token expires, the address gives access to the
   * chats and messages of the account. Send it only to the browser of the employee for whom you requested it, and keep it
   * out of logs and errors.
   */
  url: string
}

/** The chat window for an iframe. https://wazzup24.ru/help/api-ru/okno-chatov-iframe/ */
export const chatWindow = {
  /**
   * Returns the address of a chat window for an iframe. The address is a credential, because it gives access to the chats.
   * How long it is valid is undocumented, so request a new one each time you open the window.
   *
   * Set `allow="microphone; clipboard-write"` on the iframe. Otherwise voice messages and copying fail in it.
   */
  get: defineEndpoint({
    method: 'POST',
    path: '/v3/iframe',
    docUrl: docUrls.chatWindow,
    input: chatWindowInputSchema,
    output: chatWindowSchema as () => v.GenericSchema<unknown, ChatWindow>,
    repeat: 'always',
    key: 'api',
    sidecar: false,
    // It contains a token that gives access to the chats of the account.
    secretOutput: ['url'],
  }),
}
