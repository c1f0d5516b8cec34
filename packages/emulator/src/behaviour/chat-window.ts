import type { Behaviour } from '../call.ts'
import { invalid, isFields, isText, optional, wrongFields } from './field-checks.ts'

// https://wazzup24.com/help/api-en/chat-window-iframe/ (documented, where nothing else is said).

const isChat = (value: unknown): boolean => isFields(value) && isText(value.chatType)

const checks = {
  user: (value: unknown) =>
    isFields(value) && isText(value.id) && optional((name) => typeof name === 'string')(value.name),
  scope: (value: unknown) => value === 'global' || value === 'card',
  activeChat: optional(isFields),
  options: optional(isFields),
}

/** `NO_SUCH_ACCOUNT` and `INVALID_USER` come by command; whether an unknown user is refused, no page says. */
const get: Behaviour = (call) => {
  const { body, world } = call
  if (!isFields(body) || wrongFields(body, checks).length > 0) return invalid(call)
  const card = Array.isArray(body.filter) && body.filter.length > 0 && body.filter.every(isChat)
  if (body.scope === 'card' && !card) return invalid(call)
  const { tokens } = world
  const url = `https://${tokens.digits(8)}.wazzup24.com/chat/${tokens.uuid()}?token=${tokens.hex(32)}`
  return { status: 200, json: { url } }
}

export const chatWindow = { 'chatWindow.get': get } satisfies Record<string, Behaviour>
