import type { RouteHandler } from './call.ts'
import type { RouteName } from './routes.ts'
import { channels } from './channels/channels.ts'
import { chatWindow } from './chat-window/chat-window.ts'
import { contacts } from './contacts/contacts.ts'
import { deals } from './deals/deals.ts'
import { marketplace } from './marketplace/marketplace.ts'
import { messages } from './messages/messages.ts'
import { pipelines } from './pipelines/pipelines.ts'
import { subscription } from './subscription/subscription.ts'
import { templates } from './templates/templates.ts'
import { unanswered } from './unanswered/unanswered.ts'
import { users } from './users/users.ts'

/** The handler of each route. When core gets a new route, this file does not compile until its handler is added. */
export const routeHandlers: Readonly<Record<RouteName, RouteHandler>> = {
  ...channels,
  ...messages,
  ...users,
  ...contacts,
  ...deals,
  ...pipelines,
  ...templates,
  ...chatWindow,
  ...unanswered,
  ...subscription,
  ...marketplace,
}
