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

/** All endpoints of the user API v3, by noun and verb. Written out, so that an editor shows the texts of each endpoint. */
export type Endpoints = {
  /** Accounts in messengers that are connected to Wazzup. https://wazzup24.ru/help/api-ru/rabota-s-kanalami/ */
  readonly channels: typeof channels
  /** Messages: send, edit and delete. https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/ */
  readonly messages: typeof messages
  /** Employees of the CRM. https://wazzup24.ru/help/api-ru/rabota-s-sushhnostju-polzovatelya/ */
  readonly users: typeof users
  /** Customers in your CRM. https://wazzup24.ru/help/api-ru/rabota-s-kontaktami/ */
  readonly contacts: typeof contacts
  /** Deals of your CRM. https://wazzup24.ru/help/api-ru/rabota-so-spiskom-sdelok/ */
  readonly deals: typeof deals
  /** Sales funnels of your CRM. https://wazzup24.ru/help/api-ru/zagruzka-voronok-prodazh/ */
  readonly pipelines: typeof pipelines
  /** WABA message templates. https://wazzup24.ru/help/api-ru/shablony-whatsapp-business-api/ */
  readonly templates: typeof templates
  /** The chat window for an iframe. https://wazzup24.ru/help/api-ru/okno-chatov-iframe/ */
  readonly chatWindow: typeof chatWindow
  /** Counters of unanswered messages. https://wazzup24.ru/help/api-ru/schetchik-neotvechennyh/ */
  readonly unanswered: typeof unanswered
  /** The webhook subscription of the account. https://wazzup24.ru/help/api-ru/webhooks-2/ */
  readonly subscription: typeof subscription
}

/** All endpoints of the user API v3, by noun and verb. */
export const endpoints: Endpoints = {
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
