// Types of the data between page and emulator. The page imports this file too, so it contains only types.

import type { Settings } from '../../account/settings.ts'
import type { PostFailure } from '../../webhooks/post-failure.ts'

/** A channel as the page shows it. */
export interface ChannelView {
  channelId: string
  transport: string
  plainId: string
  state: string
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
  key: ChatKey
  channelId: string
  chatType: string
  chatId: string
  name: string
  /** Phone or username, if known. */
  account?: string | undefined
  /** Number of messages that the customer has not read. */
  unread: number
  count: number
  /** Sort key; the chat with the newest message has the highest one. */
  order: number
  last: MessageView
}

/** A button as the customer sees it. A link opens a page; any other button sends a message. */
export interface ButtonView {
  text: string
  url?: string | undefined
}

/** A message as the customer sees it, with its author and its error. */
export interface MessageView {
  messageId: string
  chat: ChatKey
  /** Its own `dateTime`, in milliseconds since 1970. */
  at: number
  /** When the emulator received it, in milliseconds since 1970. */
  came?: number | undefined
  /** Author: the customer, the app, or an operator by the place where they wrote. */
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

/** Explanation of an error. */
export interface Explained {
  code: string
  meaning?: string | undefined
  remedy?: string | undefined
  /** Who must act. */
  actor?: string | undefined
  docUrl?: string | undefined
  /** Table and name of the code, for a translation. */
  entry?: { table: 'api' | 'delivery' | 'status'; name: string } | undefined
  /** Set for a send whose outcome is unknown, which has its own remedy. */
  effect?: 'unknown' | undefined
}

/** One line of the log. */
export interface LogLine {
  kind: 'request' | 'delivery'
  /** Number of the line; 1 for the first one of its kind. */
  number: number
  at: number
  /** `GET`, `POST` ... */
  method: string
  /** Path of a request, address of a delivery. */
  path: string
  /** Route of a request, kinds of a delivery. */
  about: string
  /** Status of the response; null when there is none, absent while it is pending. */
  status?: number | null | undefined
  milliseconds?: number | undefined
  fault?: string | undefined
  /** Why the address of a delivery did not respond. */
  failure?: PostFailure | undefined
  error?: Explained | undefined
  /** Summary of the content. */
  says?: string | undefined
  /** Chat of a send. */
  chat?: ChatKey | undefined
  /** Messages that a delivery is about. */
  messageIds?: string[] | undefined
}

/** Details of one line. */
export interface LogDetail {
  line: LogLine
  query: Readonly<Record<string, string>>
  headers: Readonly<Record<string, string>>
  /** Body of the request or delivery. */
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
  /** Text of header, body and footer. */
  text: string
}

/** A fault that is switched on. */
export interface FaultView {
  number: number
  kinds: readonly string[]
  only?: readonly string[] | undefined
  probability?: number | undefined
  struck: number
  /** How many it may still strike; null for all. */
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

/** State of the emulator without messages and details of the log. */
export interface Snapshot {
  /** Id of the last event that it includes. */
  at: string
  now: number
  channels: ChannelView[]
  /** States that a channel can have. */
  states: readonly string[]
  chats: ChatHead[]
  templates: TemplateView[]
  faults: FaultsView
  subscription: SubscriptionView
  settings: Settings
  /** API key of the account if it is the public default key, otherwise null. */
  apiKey: string | null
  /** Lines of the log, newest first. */
  log: LogLine[]
}

/** Messages of a chat, oldest first. */
export interface MessagePage {
  messages: MessageView[]
  /** Position of the first message in the chat, which is the number of older messages. */
  first: number
}

/** Data of the stream, by name of the event. */
export interface StreamEvents {
  message: { message: MessageView; chat: ChatHead }
  channel: ChannelView
  template: TemplateView
  log: LogLine
  faults: FaultsView
  clock: { now: number }
  subscription: SubscriptionView
  settings: Settings
  /** The state of the page is out of date, so the page loads a snapshot. */
  reset: { why: 'reset' | 'missed' }
}

/** Response to an action. */
export type Done = { result: unknown } | { problem: string }
