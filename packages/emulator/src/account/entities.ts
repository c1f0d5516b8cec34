import type { channelStates, transports } from '@wazzup-kit/core/schemas'

/** Kind of a channel as Wazzup names it. */
export type Transport = (typeof transports)[number]

export interface EmulatedChannel {
  channelId: string
  transport: Transport | (string & {})
  plainId: string
  state: (typeof channelStates)[number] | (string & {})
  /** Undocumented, seen live. */
  name?: string | undefined
  /** WABA: how many conversations a day it may begin, `TIER_1K` ...; as many as it likes while none is set. Not listed. */
  tier?: string | undefined
}

export interface EmulatedUser {
  id: string
  name: string
  phone?: string | undefined
}

/** What only the cabinet sets about a user: no route of v3 reads or writes it. */
export interface EmulatedOperator {
  userId: string
  /** Sales reps and managers see their own customers, a head and quality control all; without a role, nothing counts. */
  role: 'sales rep' | 'manager' | 'head' | 'quality control' | 'none'
  /** Whether new customers may become theirs. */
  newCustomers: 'receives' | 'does not receive'
}

export interface EmulatedContact {
  id: string
  responsibleUserId: string
  name: string
  contactData: { chatType: string; chatId?: string | undefined }[]
  uri?: string | undefined
}

export interface EmulatedDeal {
  id: string
  responsibleUserId: string
  name: string
  uri: string
  contacts: string[]
  closed: boolean
}

export interface EmulatedPipeline {
  id: string
  name: string
  stages?: { id: string; name: string }[] | undefined
}

export interface EmulatedTemplate {
  templateGuid: string
  title: string
  name: string
  /** Answered in lower case, as seen live. Only an approved one goes out. */
  status: string
  category: string
  language: string
  templateCode: string
  components: {
    type: string
    format?: string | undefined
    text?: string | undefined
    /** What Meta's moderators were shown; its form is on no page. */
    example?: unknown
    buttons?: { type: string; text: string; url?: string | undefined }[] | undefined
  }[]
}

/** A message that a customer of the account wrote; it can be quoted. */
export interface EmulatedIncoming {
  messageId: string
  channelId: string
  chatType: string
  chatId: string
  /** When it came, milliseconds since 1970; just before the start unless told otherwise. */
  at?: number | undefined
}

/** What a channel and somebody on its other side have had to do with each other. */
export interface Dialog {
  channelId: string
  chatType: string
  chatId: string
  /** When the customer last wrote, milliseconds since 1970; absent: never. */
  customerWroteAt?: number | undefined
  /** When the account last wrote, milliseconds since 1970; absent: never. Counts for the tariff until its month ends. */
  writtenToAt?: number | undefined
  /** When a WABA template last began a conversation here. */
  begunAt?: number | undefined
  /** Set once an operator, or the turn, has got this customer: nobody is asked for it again. */
  givenTo?: string | undefined
}

/** A dialog that waits for an answer. */
export interface WaitingChat {
  channelId: string
  chatType: string
  chatId: string
  /** The operator who must answer: their counter is red. Whoever has the contact unless told otherwise, or nobody. */
  responsibleUserId?: string | undefined
  /** Operators who only see it: their counter is grey. */
  supervisorIds?: string[] | undefined
  /** When the customer last wrote, milliseconds since 1970. */
  since: number
  /** When each message that waits was written, milliseconds since 1970. One message, written at `since`, by default. */
  writtenAt?: number[] | undefined
}

/** Where and what Wazzup posts. */
export interface EmulatedSubscription {
  webhooksUri: string | null
  subscriptions: Record<
    'messagesAndStatuses' | 'contactsAndDealsCreation' | 'channelsUpdates' | 'templateStatus',
    boolean
  >
}

/** A marketplace installation that waits for `POST /v3/connect`. */
export interface Installation {
  /** Goes into `state` of the connect call. */
  state: string
  crmCode: string
  /** Where Wazzup would send the customer's browser. */
  redirectUri: string
}

/** What a test may put in before the first request. What is left out comes from a small default set. */
export interface Seed {
  channels: readonly EmulatedChannel[]
  users: readonly EmulatedUser[]
  /** A user who is not in it is a sales rep and receives new customers. */
  operators: readonly EmulatedOperator[]
  contacts: readonly EmulatedContact[]
  deals: readonly EmulatedDeal[]
  pipelines: readonly EmulatedPipeline[]
  templates: readonly EmulatedTemplate[]
  incoming: readonly EmulatedIncoming[]
  waiting: readonly WaitingChat[]
  /** Chat ids, phones and usernames that the messengers do not know: a send fails by webhook. */
  unreachable: readonly string[]
}
