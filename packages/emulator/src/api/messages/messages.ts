import type { RouteHandler } from '../call.ts'
import { remove } from './delete.ts'
import { edit } from './edit.ts'
import { send } from './send/send.ts'

export const messages = {
  'messages.send': send,
  'messages.edit': edit,
  'messages.delete': remove,
} satisfies Record<string, RouteHandler>
