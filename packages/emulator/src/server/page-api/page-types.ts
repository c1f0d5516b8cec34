// What the page and the emulator exchange. Types only: the page imports them too.

import type { Settings } from '../../account/settings.ts'

/** A channel as the page shows it. */
export interface ChannelView {
  channelId: string
  transport: string
  plainId: string
  state: string
  name?: string | undefined
  /** The type of chat it has mostly. */
  chatType: string
  /** What a send through it gets for its state; absent: it goes out. */
  rejection?: Explained | undefined
}

/** Names a chat: the channel, the type and the id of the chat, with `/` between them. */
export type ChatKey = string

/** A chat without its messages. */
export interface ChatHead {
  key: ChatKey
  channelId: string
  chatType: string
  chatId: string
  name: string
  /** Phone or username, where one is known. */
  account?: string | undefined
  /** What the customer has not read. */
  unread: number
  count: number
  /** The chat with the newest message has the highest one. */
  order: number
  last: MessageView
}

/** A button as the customer sees it. A link only opens; everything else makes the customer say something. */
export interface ButtonView {
  text: string
  url?: string | undefined
}

/** A message as the customer sees it, with what they do not see: who wrote it, and what went wrong. */
export interface MessageView {
  messageId: string
  chat: ChatKey
  /** When it was written, as it says itself: milliseconds since 1970. */
  at: number
  /** When the emulator got it. */
  came?: number | undefined
  /** `customer`, or what stood on the other side. */
  from: 'customer' | 'app' | 'wazzup' | 'crm' | 'phone'
  author?: string | undefined
  type: string
  text?: string | undefined
  file?: { url: string; name: string } | undefined
  status: string
  error?: Explained | undefined
  quoted?: { messageId: string; text?: string | undefined; type?: string | undefined } | undefined
  edited?: true | undefined
  deleted?: true | undefined
  /** Rows of buttons. */
  buttons?: ButtonView[][] | undefined
}

/** What an error means, out of the catalogue. */
export interface Explained {
  code: string
  meaning?: string | undefined
  remedy?: string | undefined
  /** Who has to do something. */
  actor?: string | undefined
  docUrl?: string | undefined
  /** Its place in the catalogue, for who says it in another language. */
  entry?: { table: 'api' | 'delivery' | 'status'; name: string } | undefined
  /** Set for a send that may have gone out all the same, which has a remedy of its own. */
  effect?: 'unknown' | undefined
}

/** One line of the log. */
export interface LogLine {
  kind: 'request' | 'delivery'
  /** 1 for the first of its kind. */
  number: number
  at: number
  /** `GET`, `POST` ... */
  method: string
  /** Path of a request, address of a delivery. */
  path: string
  /** Route of a request, kinds of a delivery. */
  about: string
  /** Null when there is none, absent while it is on its way. */
  status?: number | null | undefined
  milliseconds?: number | undefined
  fault?: string | undefined
  error?: Explained | undefined
  /** What it says, in a few words. */
  says?: string | undefined
  /** The chat that a send goes to. */
  chat?: ChatKey | undefined
  /** Messages that a delivery is about. */
  messageIds?: string[] | undefined
}

/** All there is to say about one line. */
export interface LogDetail {
  line: LogLine
  query: Readonly<Record<string, string>>
  headers: Readonly<Record<string, string>>
  /** What was sent. */
  body?: unknown
  /** The response: parsed JSON, or the text. */
  response?: unknown
}

export interface TemplateView {
  templateGuid: string
  title: string
  status: string
  category: string
  language: string
  /** Header, body and footer, one after the other. */
  text: string
}

/** A fault that is switched on. */
export interface FaultView {
  number: number
  kinds: readonly string[]
  only?: readonly string[] | undefined
  probability?: number | undefined
  struck: number
  /** Null for as many as come. */
  left: number | null
}

export interface FaultsView {
  calls: { active: FaultView[]; struck: number }
  deliveries: { active: FaultView[]; struck: number }
}

export interface SubscriptionView {
  webhooksUri: string | null
  subscriptions: Readonly<Record<string, boolean>>
}

/** Everything but messages and details of the log. */
export interface Snapshot {
  /** The last change that is in it. */
  at: string
  now: number
  channels: ChannelView[]
  /** Those that a channel can be put into. */
  states: readonly string[]
  chats: ChatHead[]
  templates: TemplateView[]
  faults: FaultsView
  subscription: SubscriptionView
  settings: Settings
  /** The customer's key, where everybody knows it anyway; null when it was set by hand. */
  apiKey: string | null
  /** Newest first. */
  log: LogLine[]
}

/** Messages of a chat, oldest first. */
export interface MessagePage {
  messages: MessageView[]
  /** Position of the first one in the chat: so many are older. */
  first: number
}

/** What the stream says, by the name of its event. */
export interface StreamEvents {
  message: { message: MessageView; chat: ChatHead }
  channel: ChannelView
  template: TemplateView
  log: LogLine
  faults: FaultsView
  clock: { now: number }
  subscription: SubscriptionView
  settings: Settings
  /** What the page holds is worth nothing any more: it asks for a snapshot. */
  reset: { why: 'reset' | 'missed' }
}

/** Response to a verb. */
export type Done = { result: unknown } | { problem: string }
