import { getTransportFacts } from '@wazzup-kit/core/messengers'
import { docUrls } from '@wazzup-kit/core/schemas'
import { crmContactOf } from '../../account/chats.ts'
import type { EmulatedChatWindow, WindowChat } from '../../account/entities/chat-windows.ts'
import type { EmulatedDeal } from '../../account/entities/entities.ts'
import type { State } from '../../account/state.ts'
import { rule } from '../../rules/rule.ts'

const { chatWindow: docUrl } = docUrls

/** An event of a chat window, as the page around it receives it: `event.origin` and `event.data`. */
export interface ChatWindowEvent {
  /** Origin of the window. A page must compare it with the origin of the address that Wazzup returned. */
  origin: string
  /** The message. */
  data: ChatWindowMessage
}

/** What a chat window says to the page around it. */
export interface ChatWindowMessage {
  /** `WZ_CREATE_ENTITY`: the employee wants to create a deal. `WZ_OPEN_ENTITY`: they want to see one. */
  type: 'WZ_CREATE_ENTITY' | 'WZ_OPEN_ENTITY'
  /** The chat, and the deal to open. */
  data: ChatWindowData
}

/** The chat of an event, and the deal to open. */
export interface ChatWindowData {
  /** The messenger. */
  chatType: string
  /** Id of the chat in this messenger. */
  chatId: string
  /** UUID of the channel. */
  channelId: string
  /** Your own id of the employee. */
  userId: string
  /** Id of the integration in Wazzup. */
  integrationId: string
  /** The deal to open; absent in `WZ_CREATE_ENTITY`. */
  entity?: WindowEntity | undefined
}

/** A deal that the employee wants to see. */
export interface WindowEntity {
  /** Your own id of the deal. */
  id: string
  /** Name of the deal. */
  name: string
  /** Link to the deal in your CRM. */
  link: string
  /** Whether the deal is closed. */
  closed: boolean
  /** Name of the employee who is responsible. */
  responsibleUserName: string
}

const INTEGRATION_ID = 'e0000000-0000-4000-8000-000000000001'

/** Throws when a window posts no events. */
const checkPosts = rule(
  [
    {
      id: 'chat-window/events',
      sentence:
        'With `options.useDealsEvents`, the window posts `{ type, data }` to the page around it: `WZ_CREATE_ENTITY` when the employee creates a deal, `WZ_OPEN_ENTITY` when they open one.',
      docUrl,
      basis: 'documented',
      option: 'simulate.chatWindow',
    },
    {
      id: 'chat-window/message-events',
      sentence: 'The event of `options.useMessageEvents` has no documented name, so the emulator does not post it.',
      docUrl,
      basis: 'our assumption',
    },
  ],
  ({ useDealsEvents }: EmulatedChatWindow): void => {
    if (!useDealsEvents)
      throw new Error('The chat window was opened without "options.useDealsEvents": it posts no events')
  },
)

/** Returns the channel of a chat; undefined when the account has none for it. */
export const channelOfChat = rule(
  {
    id: 'chat-window/event-channel',
    sentence:
      'The channel of an event is that of the chat, or else the one in which the chat had its last message, or else the first one of this messenger.',
    docUrl,
    basis: 'our assumption',
  },
  ({ channels, dialogs }: State, { chatType, chatId, channelId }: WindowChat): string | undefined => {
    if (channelId !== undefined) return channelId
    const [last] = [...dialogs.values()]
      .filter((dialog) => dialog.chatType === chatType && dialog.chatId === chatId)
      .map((dialog) => ({ ...dialog, at: Math.max(dialog.customerWroteAt ?? 0, dialog.writtenToAt ?? 0) }))
      .sort((one, other) => other.at - one.at)
    const hasType = (transport: string): boolean =>
      (getTransportFacts(transport)?.chatTypes.value as readonly string[] | undefined)?.includes(chatType) ?? false
    return last?.channelId ?? [...channels.values()].find(({ transport }) => hasType(transport))?.channelId
  },
)

/** Returns the deals that the window shows beside a chat. */
export const dealsOfChat = rule(
  {
    id: 'chat-window/deals',
    sentence: 'The deals of a chat are those of the uploaded contact that has it.',
    docUrl,
    basis: 'our assumption',
    option: 'state.deals',
  },
  (state: State, chat: WindowChat): EmulatedDeal[] => {
    const contact = crmContactOf(state, chat)
    return [...state.deals.values()].filter(({ contacts }) => contact !== undefined && contacts.includes(contact.id))
  },
)

function entityOf({ users }: State, { id, name, uri, closed, responsibleUserId }: EmulatedDeal): WindowEntity {
  return { id, name, link: uri, closed, responsibleUserName: users.get(responsibleUserId)?.name ?? '' }
}

/** Returns what a window says about a chat: with a deal to open it, without one to create it. */
export const buildMessage = rule(
  [
    {
      id: 'chat-window/event-fields',
      sentence:
        'An event has `chatType`, `chatId`, `channelId`, `userId` and `integrationId`. `WZ_OPEN_ENTITY` also has `entity` with `id`, `name`, `link`, `closed` and `responsibleUserName`.',
      docUrl,
      basis: 'documented',
    },
    {
      id: 'chat-window/event-user',
      sentence:
        '`userId` is a text, as in the sample, although the table says that it is a number. `integrationId` is one value for the account.',
      docUrl,
      basis: 'our assumption',
    },
  ],
  (state: State, window: EmulatedChatWindow, chat: WindowChat, deal?: EmulatedDeal): ChatWindowMessage => {
    checkPosts(window)
    const channelId = channelOfChat(state, chat)
    if (channelId === undefined) throw new Error(`The emulated account has no channel for ${chat.chatType}`)
    const { chatType, chatId } = chat
    const data = { chatType, chatId, channelId, userId: window.userId, integrationId: INTEGRATION_ID }
    if (!deal) return { type: 'WZ_CREATE_ENTITY', data }
    return { type: 'WZ_OPEN_ENTITY', data: { ...data, entity: entityOf(state, deal) } }
  },
)

/** Functions of this file that implement rules. */
export const windowEventRules = [checkPosts, buildMessage, channelOfChat, dealsOfChat]
