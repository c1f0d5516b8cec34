import { channels } from './resources/channels.ts'
import { chatWindow } from './resources/chat-window.ts'
import { contacts } from './resources/contacts.ts'
import { deals } from './resources/deals.ts'
import { messages } from './resources/messages.ts'
import { pipelines } from './resources/pipelines.ts'
import { subscription } from './resources/subscription.ts'
import { templates } from './resources/templates.ts'
import { unanswered } from './resources/unanswered.ts'
import { users } from './resources/users.ts'

/** The whole user API v3: each noun with its verbs. */
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
