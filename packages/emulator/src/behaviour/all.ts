import type { Behaviour } from '../call.ts'
import type { RouteName } from '../routes.ts'
import { channels } from './channels.ts'
import { chatWindow } from './chat-window.ts'
import { contacts } from './contacts.ts'
import { deals } from './deals.ts'
import { marketplace } from './marketplace.ts'
import { messages } from './messages.ts'
import { pipelines } from './pipelines.ts'
import { subscription } from './subscription.ts'
import { templates } from './templates.ts'
import { unanswered } from './unanswered.ts'
import { users } from './users.ts'

/** One behaviour for each route; a route that core gains and nobody wrote here does not compile. */
export const behaviours: Readonly<Record<RouteName, Behaviour>> = {
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
