import type { ApiResponse } from '../responses.ts'
import type { RouteHandler, Call } from '../call.ts'
import { chatKey } from '../../account/chats.ts'
import type { State } from '../../account/state.ts'
import { isFields, isText, optional, wrongFields, type Fields } from '../field-checks.ts'

// https://wazzup24.com/help/api-en/chat-window-iframe/ (documented, where nothing else is said).

type Checks = Readonly<Record<string, (value: unknown) => boolean>>

const fits =
  (checks: Checks) =>
  (value: unknown): boolean =>
    isFields(value) && wrongFields(value, checks).length === 0

const text = optional((value) => typeof value === 'string')
const flag = optional((value) => typeof value === 'boolean')

/** Which parts of a chat must be there, no page says. */
const isChat = fits({ chatType: (value) => isText(value) })

const checks: Checks = {
  user: fits({ id: (value) => isText(value), name: text }),
  scope: (value) => value === 'global' || value === 'card',
  activeChat: optional(isFields),
  options: optional(fits({ clientType: text, useDealsEvents: flag, useMessageEvents: flag })),
}

/** The page names no code for a wrong body, and a shape for all of its errors. */
const wrong = (call: Call): ApiResponse => call.reject('VALIDATION_ERROR', { shape: 'nested' })

/**
 * A dialog that is opened gets a contact: called as given, else by its chat id. In Wazzup, not in the CRM. A phone opens
 * none.
 */
function nameClients({ clients }: State, chats: readonly unknown[]): void {
  for (const chat of chats) {
    if (!isFields(chat) || !isText(chat.chatType) || !isText(chat.chatId)) continue
    const key = chatKey({ chatType: chat.chatType, chatId: chat.chatId })
    if (!clients.has(key)) clients.set(key, { name: isText(chat.name) ? chat.name : chat.chatId })
  }
}

/**
 * Without `user.name` it answers `INVALID_USER`, also for an uploaded user: observed in production, although the newest
 * page calls the name an option. `NO_SUCH_ACCOUNT` comes on command.
 */
const get: RouteHandler = (call) => {
  const { body, world } = call
  if (!isFields(body) || wrongFields(body, checks).length > 0) return wrong(call)
  const card: unknown = body.scope === 'card' ? body.filter : []
  if (!Array.isArray(card) || !card.every(isChat)) return wrong(call)
  if (body.scope === 'card' && card.length === 0) return wrong(call)
  if (!isText((body.user as Fields).name)) return call.reject('INVALID_USER')
  nameClients(world.state, [...card, body.activeChat])
  const { tokens } = world
  const url = `https://${tokens.digits(8)}.wazzup24.com/chat/${tokens.uuid()}?token=${tokens.hex(32)}`
  world.learnSecrets(url)
  return { status: 200, json: { url } }
}

export const chatWindow = { 'chatWindow.get': get } satisfies Record<string, RouteHandler>
