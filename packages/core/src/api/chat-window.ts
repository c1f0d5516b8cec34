import * as v from 'valibot'
import { lazy } from '../schema/lazy.ts'
import { defineEndpoint } from './endpoint.ts'
import { requiredText } from '../schema/fields.ts'
import * as docUrls from './doc-urls.ts'

/** Input of `chatWindow.get`: a window with all chats, or with the chats of one card in your CRM. */
export type ChatWindowInput = GlobalWindowInput | CardWindowInput

/** A window with all chats that the employee may see. */
export interface GlobalWindowInput extends WindowFields {
  /** `global`: the window has all chats that the employee may see. */
  scope: 'global'
}

/** A window with the chats of one card in your CRM. */
export interface CardWindowInput extends WindowFields {
  /** `card`: the window has the chats in `filter`. */
  scope: 'card'
  /** The chats of the card, at least one. Wazzup creates a contact for a chat that it does not know. */
  filter: WindowChat[]
}

/** The fields that both kinds of windows have. */
interface WindowFields {
  /** The employee who opens the window. */
  user: WindowUser
  /** The chat that is open in the window. */
  activeChat?: ActiveChat | undefined
  /** Settings of the window. */
  options?: WindowOptions | undefined
}

interface WindowUser {
  /** Your own id of the employee who opens the window. */
  id: string
  /**
   * Name of the employee. Always send it if you know it. According to the newest documentation, the default is the
   * name of the uploaded user. In production, the error `INVALID_USER` was observed when the name was missing.
   */
  name?: string | undefined
}

interface ActiveChat {
  /** UUID of the channel; `channels.list` returns it. */
  channelId?: string | undefined
  /** The messenger. */
  chatType?: string | undefined
  /** Id of the chat in this messenger. */
  chatId?: string | undefined
  /** In older documentation only. */
  username?: string | undefined
  /** In older documentation only. */
  phone?: string | undefined
}

interface WindowChat {
  /** The messenger. */
  chatType: string
  /**
   * Id of the chat in this messenger. On Telegram and MAX, a phone number cannot start a chat here: send a message by
   * `phone` first, and use the `chatId` that the send returns.
   */
  chatId?: string | undefined
  /** Name of the contact if Wazzup creates it. By default, the `chatId`. */
  name?: string | undefined
  /** In older documentation only. */
  username?: string | undefined
  /** In older documentation only. */
  phone?: string | undefined
}

interface WindowOptions {
  /** Kind of the CRM. It may be left out. */
  clientType?: string | undefined
  /** Whether the iframe reports that an employee creates or opens a deal. */
  useDealsEvents?: boolean | undefined
  /** Whether the iframe asks for a new contact when an employee answers in a chat. */
  useMessageEvents?: boolean | undefined
}

const userSchema = lazy(() => v.strictObject({ id: requiredText(), name: v.optional(v.string()) }))

const activeChatSchema = lazy(() =>
  v.strictObject({
    channelId: v.optional(v.string()),
    chatType: v.optional(v.string()),
    chatId: v.optional(v.string()),
    username: v.optional(v.string()),
    phone: v.optional(v.string()),
  }),
)

const filterSchema = lazy(() =>
  v.strictObject({
    chatType: requiredText(),
    chatId: v.optional(v.string()),
    name: v.optional(v.string()),
    username: v.optional(v.string()),
    phone: v.optional(v.string()),
  }),
)

const optionsSchema = lazy(() =>
  v.strictObject({
    clientType: v.optional(v.string()),
    useDealsEvents: v.optional(v.boolean()),
    useMessageEvents: v.optional(v.boolean()),
  }),
)

/** Schema of {@link ChatWindowInput}. */
export const chatWindowInputSchema = lazy(() =>
  v.variant('scope', [
    v.strictObject({
      user: userSchema(),
      scope: v.literal('global'),
      activeChat: v.optional(activeChatSchema()),
      options: v.optional(optionsSchema()),
    }),
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
    input: (): v.GenericSchema<ChatWindowInput> => chatWindowInputSchema(),
    output: (): v.GenericSchema<unknown, ChatWindow> => chatWindowSchema(),
    repeat: 'always',
    key: 'api',
    sidecar: false,
    // The address contains a token that gives access to the chats of the account.
    secretOutput: ['url', 'token'],
  }),
}
