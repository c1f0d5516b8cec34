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
     * Send it whenever you know it. The newest page says that it defaults to the name of the uploaded user; observed in
     * production was the error `INVALID_USER`.
     */
    name: v.optional(v.string()),
  }),
)

const activeChatSchema = lazy(() =>
  v.strictObject({
    channelId: v.optional(v.string()),
    chatType: v.optional(v.string()),
    chatId: v.optional(v.string()),
    /** Older pages only. */
    username: v.optional(v.string()),
    /** Older pages only. */
    phone: v.optional(v.string()),
  }),
)

const filterSchema = lazy(() =>
  v.strictObject({
    chatType: requiredText(),
    chatId: v.optional(v.string()),
    name: v.optional(v.string()),
    /** Older pages only. */
    username: v.optional(v.string()),
    /** Older pages only. */
    phone: v.optional(v.string()),
  }),
)

const optionsSchema = lazy(() =>
  v.strictObject({
    clientType: v.optional(v.string()),
    /** The frame reports the creation and opening of deals. */
    useDealsEvents: v.optional(v.boolean()),
    /** The frame asks to create a contact when an employee answers. */
    useMessageEvents: v.optional(v.boolean()),
  }),
)

export const chatWindowInputSchema = lazy(() =>
  v.variant('scope', [
    /** Every chat that the user may see. */
    v.strictObject({
      user: userSchema(),
      scope: v.literal('global'),
      activeChat: v.optional(activeChatSchema()),
      options: v.optional(optionsSchema()),
    }),
    /** The chats of one card of the CRM. */
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
/** A chat window that is ready to be opened. */
export interface ChatWindow {
  /**
   * The address for the iframe. **It is a credential**: the token in it opens the chats and messages of the account until
   * it expires. Give it to the browser of the user it was made for, and keep it out of logs and errors.
   */
  url: string
}

/** The chat window for an iframe. https://wazzup24.ru/help/api-ru/okno-chatov-iframe/ */
export const chatWindow = {
  /**
   * Returns the address of a chat window for an iframe. It is a credential: it opens the chats. Request a new
   * one each time you open the window: how long it is valid is undocumented.
   *
   * Allow `microphone` and `clipboard-write` for the iframe, or voice messages and copying fail in it.
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
    // A token in it opens the chats of the account.
    secretOutput: ['url'],
  }),
}
