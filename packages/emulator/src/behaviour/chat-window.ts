import type { Behaviour } from '../call.ts'
import { chatKey } from '../chats.ts'
import type { State } from '../state.ts'
import { invalid, isFields, isText, optional, wrongFields, type Fields } from './field-checks.ts'

// https://wazzup24.com/help/api-en/chat-window-iframe/ (documented, where nothing else is said).

const isChat = (value: unknown): boolean => isFields(value) && isText(value.chatType)

const checks = {
  user: (value: unknown) =>
    isFields(value) && isText(value.id) && optional((name) => typeof name === 'string')(value.name),
  scope: (value: unknown) => value === 'global' || value === 'card',
  activeChat: optional(isFields),
  options: optional(isFields),
}

/** A dialog that is opened gets a contact: called as given, else by its chat id. In Wazzup, not in the CRM. */
function nameClients({ clients }: State, chats: readonly unknown[]): void {
  for (const chat of chats) {
    if (!isFields(chat) || !isText(chat.chatType) || !isText(chat.chatId)) continue
    const key = chatKey({ chatType: chat.chatType, chatId: chat.chatId })
    if (!clients.has(key)) clients.set(key, { name: isText(chat.name) ? chat.name : chat.chatId })
  }
}

/**
 * Whether an unknown user is refused, no page says. In somebody's code they get `INVALID_USER`; here only those without
 * a name, as there is none to use. `NO_SUCH_ACCOUNT` comes by command.
 */
const get: Behaviour = (call) => {
  const { body, world } = call
  if (!isFields(body) || wrongFields(body, checks).length > 0) return invalid(call)
  const card = Array.isArray(body.filter) && body.filter.length > 0 && body.filter.every(isChat)
  if (body.scope === 'card' && !card) return invalid(call)
  const user = body.user as Fields
  if (!isText(user.name) && !world.state.users.has(String(user.id))) return call.refuse('INVALID_USER')
  nameClients(world.state, body.scope === 'card' ? (body.filter as unknown[]) : [body.activeChat])
  const { tokens } = world
  const url = `https://${tokens.digits(8)}.wazzup24.com/chat/${tokens.uuid()}?token=${tokens.hex(32)}`
  return { status: 200, json: { url } }
}

export const chatWindow = { 'chatWindow.get': get } satisfies Record<string, Behaviour>
