import { docUrls } from '@wazzup-kit/core/schemas'
import type { EmulatedChatWindow, WindowChat } from '../../account/entities/chat-windows.ts'
import type { State } from '../../account/state.ts'
import { rule } from '../../rules/rule.ts'
import type { World } from '../call.ts'
import { isFields, isText, type Fields } from '../field-checks.ts'

/** Windows of an account that are kept; the oldest one is forgotten. The logs hide the tokens of all of them. */
const MOST_WINDOWS = 100

function chatIn(given: unknown): WindowChat[] {
  if (!isFields(given) || !isText(given.chatType) || !isText(given.chatId)) return []
  const { chatType, chatId, channelId } = given
  return [{ chatType, chatId, ...(isText(channelId) && { channelId }) }]
}

/** Opens a window for the body of a valid request, and returns its address. */
export const openWindow = rule(
  [
    {
      id: 'chat-window/url',
      sentence: 'A chat window is an address with a host of eight digits and a token.',
      docUrl: docUrls.chatWindow,
      basis: 'documented',
    },
    {
      id: 'chat-window/local',
      sentence:
        'While the emulator listens on a port, a chat window is a page of the emulator instead, with buttons that post the events. Another page may show it in a frame.',
      docUrl: docUrls.chatWindow,
      basis: 'our assumption',
      option: 'listen',
    },
    {
      id: 'chat-window/lifetime',
      sentence: `How long a token is valid is undocumented. In the emulator the newest ${MOST_WINDOWS} windows stay open until a reset.`,
      docUrl: docUrls.chatWindow,
      basis: 'our assumption',
    },
  ],
  ({ state, tokens, address }: World, { user, scope, filter, activeChat, options }: Fields): string => {
    const host = `https://${tokens.digits(8)}.wazzup24.com`
    const id = tokens.uuid()
    const token = tokens.hex(32)
    const [active] = chatIn(activeChat)
    state.chatWindows.set(id, {
      token,
      userId: String((user as Fields).id),
      chats: scope === 'card' ? (filter as unknown[]).flatMap(chatIn) : null,
      ...(active && { activeChat: active }),
      useDealsEvents: isFields(options) && options.useDealsEvents === true,
    })
    if (state.chatWindows.size > MOST_WINDOWS) state.chatWindows.delete([...state.chatWindows.keys()][0]!)
    const path = `/chat/${id}?token=${token}`
    return address.linkTo(path) ?? `${host}${path}`
  },
)

/** Returns the window with an id and a token; undefined when there is none. */
export function findWindow({ chatWindows }: State, id: string, token: string | null): EmulatedChatWindow | undefined {
  const window = chatWindows.get(id)
  return window?.token === token ? window : undefined
}

/** Functions of this file that implement rules. */
export const windowRules = [openWindow]
