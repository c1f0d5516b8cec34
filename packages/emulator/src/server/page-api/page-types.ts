// Types of the data between page and emulator. The page imports this file too, so it contains only types.

import type { Explained, LogLine } from './log-types.ts'
import type { Settings } from '../../account/settings.ts'

/** A channel as the page shows it. */
export interface ChannelView {
  /** UUID of the channel. */
  channelId: string
  /** Kind of channel: `whatsapp`, `wapi` (WABA), `tgapi` ... */
  transport: string
  /** Phone number or user name of the channel. */
  plainId: string
  /** State of the channel, for example `active`. */
  state: string
  /** Name of the channel. */
  name?: string | undefined
  /** Usual chat type of the channel. */
  chatType: string
  /** Error of a send because of the channel's state; absent when the channel can send. */
  rejection?: Explained | undefined
}

/** Key of a chat: channel id, chat type and chat id, separated by `/`. */
export type ChatKey = string

/** A chat without its messages. */
export interface ChatHead {
  /** Key of the chat. */
  key: ChatKey
  /** UUID of the channel. */
  channelId: string
  /** The messenger, for example `whatsapp`. */
  chatType: string
  /** Id of the chat in this messenger. */
  chatId: string
  /** Name of the customer or of the group, or else the chat id. */
  name: string
  /** Present when the chat is a group. */
  group?: true | undefined
  /** Phone or username, if known. */
  account?: string | undefined
  /** Number of messages that the customer has not read. */
  unread: number
  /** Number of messages. */
  count: number
  /** Sort key; the chat with the newest message has the highest one. */
  order: number
  /** The newest message. */
  last: MessageView
}

/** A button as the customer sees it. A link opens a page; any other button sends a message. */
export interface ButtonView {
  /** Label of the button. */
  text: string
  /** Address that the button opens. */
  url?: string | undefined
}

/** A message as the customer sees it, with its author and its error. */
export interface MessageView {
  /** UUID of the message. */
  messageId: string
  /** Key of the chat. */
  chat: ChatKey
  /** Its own `dateTime`, in milliseconds since 1970. */
  at: number
  /** When the emulator received it, in milliseconds since 1970. */
  came?: number | undefined
  /** Number of messages before it in its chat. */
  place?: number | undefined
  /** Author: the customer, the app, or an operator by the place where they wrote. */
  from: 'customer' | 'app' | 'wazzup' | 'crm' | 'phone'
  /** Name of the operator, or of the member of a group who wrote. */
  author?: string | undefined
  /** Kind of content: `text`, `image` ... */
  type: string
  /** Text of the message; of a template, with its variables replaced. */
  text?: string | undefined
  /** File of the message. */
  file?: FileView | undefined
  /** `inbound`, `sent`, `delivered`, `read` or `error`. */
  status: string
  /** Why the message failed. */
  error?: Explained | undefined
  /** The quoted message. */
  quoted?: QuotedView | undefined
  /** Present when the message was edited. */
  edited?: true | undefined
  /** Present when the message was deleted. */
  deleted?: true | undefined
  /** Rows of buttons. */
  buttons?: ButtonView[][] | undefined
}

/** A file of a message. */
interface FileView {
  /** Address of the file. */
  url: string
  /** Name of the file. */
  name: string
}

/** The message that another one quotes. */
interface QuotedView {
  /** UUID of the quoted message. */
  messageId: string
  /** Its text. */
  text?: string | undefined
  /** Its kind of content. */
  type?: string | undefined
}

/** A WABA template. */
export interface TemplateView {
  /** UUID of the template. */
  templateGuid: string
  /** Name that the Wazzup account shows. */
  title: string
  /** Result of the moderation. */
  status: string
  /** Category of the template. */
  category: string
  /** Language code. */
  language: string
  /** Text of header, body and footer. */
  text: string
}

/** A fault that is switched on. */
export interface FaultView {
  /** Number of the fault, with which it can be switched off. */
  number: number
  /** Its kind, or the kinds that a mix draws from. */
  kinds: readonly string[]
  /** Routes or kinds of webhooks to which it is limited; absent when it strikes anything. */
  only?: readonly string[] | undefined
  /** Probability of a mix. */
  probability?: number | undefined
  /** How many calls or deliveries it has struck. */
  struck: number
  /** How many it may still strike; null for all. */
  left: number | null
}

/** Faults of one kind of target. */
interface FaultList {
  /** Faults that may still strike. */
  active: FaultView[]
  /** How many calls or deliveries were struck. */
  struck: number
}

/** The faults that are switched on. */
export interface FaultsView {
  /** Faults of the calls of the app. */
  calls: FaultList
  /** Faults of the deliveries to the app. */
  deliveries: FaultList
}

/** The subscription of the API key. */
export interface SubscriptionView {
  /** Address to which webhooks are posted, with its secrets hidden; null without a subscription. */
  webhooksUri: string | null
  /** The subscribed kinds of webhooks. */
  subscriptions: Readonly<Record<string, boolean>>
}

/** State of the emulator without messages and details of the log. */
export interface Snapshot {
  /** Id of the last event that it includes. */
  at: string
  /** Milliseconds since 1970, by the emulator's clock. */
  now: number
  /** Channels of the account. */
  channels: ChannelView[]
  /** States that a channel can have. */
  states: readonly string[]
  /** All chats, without their messages. */
  chats: ChatHead[]
  /** WABA templates of the account. */
  templates: TemplateView[]
  /** Faults that are switched on. */
  faults: FaultsView
  /** Webhook subscription of the API key. */
  subscription: SubscriptionView
  /** Settings of the account. */
  settings: Settings
  /** API key of the account if it is the public default key, otherwise null. */
  apiKey: string | null
  /** Lines of the log, newest first. */
  log: LogLine[]
}

/** Messages of a chat, oldest first. */
export interface MessagePage {
  /** Up to 50 messages. */
  messages: MessageView[]
  /** Position of the first message in the chat, which is the number of older messages. */
  first: number
}

/** A message that was written or changed, and its chat. */
interface MessageChange {
  /** The message. */
  message: MessageView
  /** Its chat. */
  chat: ChatHead
}

/** Why the state is out of date. */
interface ResetView {
  /** The emulator was reset, or the reader missed events. */
  why: 'reset' | 'missed'
}

/** The time of the emulator. */
interface ClockView {
  /** Milliseconds since 1970. */
  now: number
}

/** Data of the stream, by name of the event. */
export interface StreamEvents {
  /** A message was written or changed. */
  message: MessageChange
  /** A channel changed its state. */
  channel: ChannelView
  /** A template was moderated. */
  template: TemplateView
  /** A request or a delivery began or ended. */
  log: LogLine
  /** A fault was switched on, has struck or was switched off. */
  faults: FaultsView
  /** The clock was moved forward. */
  clock: ClockView
  /** The subscription was changed. */
  subscription: SubscriptionView
  /** The settings were changed. */
  settings: Settings
  /** The state of the page is out of date, so the page loads a snapshot. */
  reset: ResetView
}

export type { Done } from '../control-api/done.ts'
export type { Explained, LogDetail, LogLine } from './log-types.ts'
