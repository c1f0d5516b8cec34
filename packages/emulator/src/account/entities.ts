import type { channelStates, transports } from '@wazzup-kit/core/schemas'

/** Kind of a channel as Wazzup names it. */
export type Transport = (typeof transports)[number]

export interface EmulatedChannel {
  channelId: string
  transport: Transport | (string & {})
  plainId: string
  state: (typeof channelStates)[number] | (string & {})
  /** Undocumented; observed in production. */
  name?: string | undefined
  /**
   * WABA only: how many conversations a day the channel may begin, for example `TIER_1K`. Without a tier there is no
   * limit. Not listed by the API.
   */
  tier?: string | undefined
}

export interface EmulatedUser {
  id: string
  name: string
  phone?: string | undefined
}

/** Settings of a user that exist only in Wazzup's own pages: no route of v3 reads or writes them. */
export interface EmulatedOperator {
  userId: string
  /**
   * Sales reps and managers see their own customers, a head and quality control see all; a user without a role sees
   * none.
   */
  role: 'sales rep' | 'manager' | 'head' | 'quality control' | 'none'
  /** Whether new customers may be assigned to this operator. */
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
  /** Returned in lower case, as observed in production. Only an approved template can be sent. */
  status: string
  category: string
  language: string
  templateCode: string
  components: {
    type: string
    format?: string | undefined
    text?: string | undefined
    /** Example for Meta's moderators; its form is undocumented. */
    example?: unknown
    buttons?: { type: string; text: string; url?: string | undefined }[] | undefined
  }[]
}

/** A message that a customer wrote; it can be quoted. */
export interface EmulatedIncoming {
  messageId: string
  channelId: string
  chatType: string
  chatId: string
  /**
   * When it arrived, in milliseconds since 1970.
   *
   * @default the start of the emulator
   */
  at?: number | undefined
}

/** History of a chat on one channel. */
export interface Dialog {
  channelId: string
  chatType: string
  chatId: string
  /** When the customer last wrote, in milliseconds since 1970; absent when never. */
  customerWroteAt?: number | undefined
  /**
   * When the account last wrote, in milliseconds since 1970; absent when never. Counts for the tariff until its month
   * ends.
   */
  writtenToAt?: number | undefined
  /** When a WABA template last began a conversation here. */
  begunAt?: number | undefined
  /** Operator to whom this customer was assigned; the CRM is not asked again. */
  givenTo?: string | undefined
}

/** A dialog in which the customer waits for a reply. */
export interface WaitingChat {
  channelId: string
  chatType: string
  chatId: string
  /**
   * Operator who must reply: their counter is red.
   *
   * @default the one who is responsible for the contact, if any
   */
  responsibleUserId?: string | undefined
  /** Operators who only see the dialog: their counter is grey. */
  supervisorIds?: string[] | undefined
  /** When the customer last wrote, in milliseconds since 1970. */
  since: number
  /**
   * When each message that waits was written, in milliseconds since 1970.
   *
   * @default one message, written at `since`
   */
  writtenAt?: number[] | undefined
}

/** Address and flags of a webhook subscription. */
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

/** Contents of the account at the start. Fields that are left out are taken from a small default set. */
export interface Seed {
  channels: readonly EmulatedChannel[]
  users: readonly EmulatedUser[]
  /** Roles of users. A user who is not listed is a sales rep and receives new customers. */
  operators: readonly EmulatedOperator[]
  contacts: readonly EmulatedContact[]
  deals: readonly EmulatedDeal[]
  pipelines: readonly EmulatedPipeline[]
  templates: readonly EmulatedTemplate[]
  incoming: readonly EmulatedIncoming[]
  waiting: readonly WaitingChat[]
  /** Chat ids, phones and usernames that the messengers do not know: a send to them fails by webhook. */
  unreachable: readonly string[]
}
