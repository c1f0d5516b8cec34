import { isUrl } from '../client/base-url.ts'
import type { ChatType } from '../api/values.ts'
import type { Open } from '../schema/fields.ts'

/** The chat that an employee has before them in a chat window. A field that is missing or has another type is undefined. */
export interface ChatInWindow {
  /** The messenger. */
  chatType: Open<ChatType> | undefined
  /** Id of the chat in this messenger. */
  chatId: string | undefined
  /** Wazzup's id of the channel. */
  channelId: string | undefined
  /** Your own id of the employee. */
  userId: string | undefined
  /** Wazzup's id of the integration. */
  integrationId: string | undefined
}

/** A deal that the employee wants to see. */
export interface OpenedEntity {
  /** Your own id of the deal. */
  id: string | undefined
  /** Name of the deal. */
  name: string | undefined
  /** Address of the deal in your CRM. Check it before you open it, like any text of another page. */
  link: string | undefined
  /** Whether the deal is closed. */
  closed: boolean | undefined
  /** Name of the employee who is responsible. */
  responsibleUserName: string | undefined
}

/**
 * What a chat window says to the page around it.
 *
 * - `WZ_CREATE_ENTITY`: the employee wants to create a deal.
 * - `WZ_OPEN_ENTITY`: the employee wants to see a deal.
 * - `unknown`: any other event; that of `useMessageEvents` has no documented name.
 */
export type ChatWindowEvent =
  | { type: 'WZ_CREATE_ENTITY'; data: ChatInWindow }
  | { type: 'WZ_OPEN_ENTITY'; data: ChatInWindow & { entity: OpenedEntity } }
  | { type: 'unknown'; name: string; data: unknown }

type Fields = Readonly<Record<string, unknown>>

/**
 * Returns what the chat window says in a `message` event of the browser; undefined for a message of another page. Any page can post
 * messages to yours, so the origin is compared with that of the address that Wazzup returned to your server, and `source`, if you
 * pass it, with that of your frame.
 *
 * @param message the event of the browser
 * @param frame the address that `chatWindow.get` returned, and `contentWindow` of your frame
 * @see https://wazzup24.ru/help/api-ru/okno-chatov-iframe/
 * @example
 * window.addEventListener('message', (message) => {
 *   const event = readChatWindowEvent(message, { url, source: iframe.contentWindow })
 *   if (event?.type === 'WZ_OPEN_ENTITY') openDeal(event.data.entity.id)
 * })
 */
export function readChatWindowEvent(
  message: { origin: string; data: unknown; source?: unknown },
  frame: { url: string; source?: unknown },
): ChatWindowEvent | undefined {
  if (!isOriginOf(frame.url, message.origin)) return undefined
  if (frame.source !== undefined && message.source !== frame.source) return undefined
  const posted = readFields(message.data)
  if (typeof posted.type !== 'string') return undefined
  const name = posted.type
  const data = readFields(posted.data)
  const chat: ChatInWindow = {
    chatType: readText(data.chatType),
    chatId: readText(data.chatId),
    channelId: readText(data.channelId),
    userId: readText(data.userId),
    integrationId: readText(data.integrationId),
  }
  if (name === 'WZ_CREATE_ENTITY') return { type: name, data: chat }
  if (name !== 'WZ_OPEN_ENTITY') return { type: 'unknown', name, data: posted.data }
  const { id, name: title, link, closed, responsibleUserName } = readFields(data.entity)
  const entity: OpenedEntity = {
    id: readText(id),
    name: readText(title),
    link: readText(link),
    closed: typeof closed === 'boolean' ? closed : undefined,
    responsibleUserName: readText(responsibleUserName),
  }
  return { type: name, data: { ...chat, entity } }
}

/** Whether an origin is that of an address. The origin `null` is that of every sandboxed page. */
function isOriginOf(url: string, origin: string): boolean {
  return isUrl(url) && origin !== 'null' && new URL(url).origin === origin
}

/** Returns the fields of an object, also of one that is written as JSON. */
function readFields(value: unknown): Fields {
  if (typeof value === 'string') {
    try {
      return readFields(JSON.parse(value) as unknown)
    } catch {
      return {}
    }
  }
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}

/** Returns a text; undefined for a number that has lost digits. The table of the documentation says that ids are numbers, and its sample has texts. */
function readText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : Number.isSafeInteger(value) ? String(value) : undefined
}
