import { channels } from './channels.ts'
import { chatWindow } from './chat-window.ts'
import { contacts } from './entities/contacts.ts'
import { deals } from './entities/deals.ts'
import { messages } from './messages/messages.ts'
import { pipelines } from './entities/pipelines.ts'
import { subscription } from './subscription/subscription.ts'
import { templates } from './templates.ts'
import { unanswered } from './unanswered.ts'
import { users } from './entities/users.ts'

/** All endpoints of the user API v3, by noun and verb. */
export const endpoints = {
  channels,
  messages,
  users,
  contacts,
  deals,
  pipelines,
  templates,
  chatWindow,
  unanswered,
  subscription,
}
