import type { EmulatedChatWindow, WindowChat } from '../account/entities/chat-windows.ts'
import { buildMessage, dealsOfChat, type ChatWindowEvent } from '../api/chat-window/events.ts'
import { findWindow } from '../api/chat-window/windows.ts'
import { chatTypeOf, channelOf, type SimulatedWorld } from './simulated-world.ts'

/** An employee in a chat of a chat window. */
export interface ChatInWindow {
  /** Address of the window, as Wazzup returned it. */
  window: string
  /**
   * Id of the chat.
   *
   * @default the active chat, or else the first one of the card
   */
  chatId?: string | undefined
  /**
   * The messenger.
   *
   * @default the usual one of the channel
   */
  chatType?: string | undefined
  /**
   * Channel of the chat.
   *
   * @default the one in which the chat had its last message, or else the first one of the messenger
   */
  channelId?: string | undefined
}

/** Acts as an employee in a chat window. */
export interface ChatWindow {
  /**
   * Creates a deal in the window. Returns the event that the window posts to the page around it.
   *
   * @example
   *   const { url } = await wazzup.chatWindow.get({ user, scope: 'card', filter, options: { useDealsEvents: true } })
   *   onMessage(emulator.simulate.chatWindow.createEntity({ window: url })) // the listener of the page around it
   *
   * @throws When there is no such window, when the chat is not in it, and when it was opened without `useDealsEvents`.
   */
  createEntity(chat: ChatInWindow): ChatWindowEvent
  /**
   * Opens a deal in the window. Returns the event that the window posts to the page around it.
   *
   * @throws As `createEntity`, and when the deal is not one of the contact that has this chat.
   */
  openEntity(deal: DealInWindow): ChatWindowEvent
}

/** A deal beside a chat of a chat window. */
export interface DealInWindow extends ChatInWindow {
  /** Your own id of the deal. */
  dealId: string
}

/** Creates {@link Simulate.chatWindow}. */
export function createChatWindow(simulated: SimulatedWorld): ChatWindow {
  const { state } = simulated.world

  function windowAt(url: string): EmulatedChatWindow {
    const { pathname, searchParams } = URL.canParse(url) ? new URL(url) : new URL('http://localhost')
    const window = findWindow(state, pathname.split('/').at(-1)!, searchParams.get('token'))
    // The address is a credential, so the error does not have it.
    if (!window) throw new Error('The emulated account has no chat window at this address')
    return window
  }

  function chatIn({ chats, activeChat }: EmulatedChatWindow, given: ChatInWindow): WindowChat {
    const { chatId, channelId } = given
    const known = [...(activeChat ? [activeChat] : []), ...(chats ?? [])]
    if (chatId === undefined) {
      if (!known[0]) throw new Error('chatId is missing: the chat window has all chats, and none of them is active')
      return known[0]
    }
    const chatType = given.chatType ?? chatTypeOf(channelOf(simulated, channelId))
    const found = known.find((chat) => chat.chatType === chatType && chat.chatId === chatId)
    if (!found && chats !== null) throw new Error(`The chat window has no chat ${chatType}/${chatId}`)
    return { ...found, chatType, chatId, ...(channelId !== undefined && { channelId }) }
  }

  return {
    createEntity(given) {
      const window = windowAt(given.window)
      return { origin: new URL(given.window).origin, data: buildMessage(state, window, chatIn(window, given)) }
    },
    openEntity({ dealId, ...given }) {
      const window = windowAt(given.window)
      const chat = chatIn(window, given)
      const deal = dealsOfChat(state, chat).find(({ id }) => id === dealId)
      if (!deal) throw new Error(`The contact of chat ${chat.chatType}/${chat.chatId} has no deal ${dealId}`)
      return { origin: new URL(given.window).origin, data: buildMessage(state, window, chat, deal) }
    },
  }
}
