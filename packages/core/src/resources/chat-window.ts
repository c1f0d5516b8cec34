import * as v from 'valibot'
import { endpoint } from '../endpoint.ts'
import { requiredText } from '../fields.ts'
import * as pages from '../pages.ts'

const UserSchema = v.strictObject({
  /** The employee who opens the window. */
  id: requiredText,
  /** Defaults to the name of the uploaded user. */
  name: v.optional(v.string()),
})

const ActiveChatSchema = v.strictObject({
  channelId: v.optional(v.string()),
  chatType: v.optional(v.string()),
  chatId: v.optional(v.string()),
  /** Older pages only. */
  username: v.optional(v.string()),
  /** Older pages only. */
  phone: v.optional(v.string()),
})

const FilterSchema = v.strictObject({
  chatType: requiredText,
  chatId: v.optional(v.string()),
  name: v.optional(v.string()),
  /** Older pages only. */
  username: v.optional(v.string()),
  /** Older pages only. */
  phone: v.optional(v.string()),
})

const OptionsSchema = v.strictObject({
  clientType: v.optional(v.string()),
  /** The frame reports the creation and opening of deals. */
  useDealsEvents: v.optional(v.boolean()),
  /** The frame asks to create a contact when an employee answers. */
  useMessageEvents: v.optional(v.boolean()),
})

export const ChatWindowInputSchema = v.variant('scope', [
  /** Every chat that the user may see. */
  v.strictObject({
    user: UserSchema,
    scope: v.literal('global'),
    activeChat: v.optional(ActiveChatSchema),
    options: v.optional(OptionsSchema),
  }),
  /** The chats of one card of the CRM. */
  v.strictObject({
    user: UserSchema,
    scope: v.literal('card'),
    filter: v.pipe(v.array(FilterSchema), v.minLength(1, 'at least 1 chat when scope is "card"')),
    activeChat: v.optional(ActiveChatSchema),
    options: v.optional(OptionsSchema),
  }),
])

/** The chat window for an iframe. https://wazzup24.ru/help/api-ru/okno-chatov-iframe/ */
export const chatWindow = {
  /**
   * Gets a link to the chat window for an iframe. Ask for a new one at each opening: how long it lives is not documented.
   *
   * Allow the iframe microphone and clipboard-write, or voice messages and copying fail in it.
   */
  get: endpoint({
    method: 'POST',
    path: '/v3/iframe',
    page: pages.chatWindow,
    input: ChatWindowInputSchema,
    output: v.looseObject({ url: v.string() }),
    repeat: 'always',
    key: 'api',
    sidecar: false,
  }),
}
