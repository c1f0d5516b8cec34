/** Address and flags of a webhook subscription. https://wazzup24.ru/help/api-ru/webhooks-2/ */
export interface EmulatedSubscription {
  /** Address to which the emulator posts deliveries; null if there is no subscription. */
  webhooksUri: string | null
  /** The subscribed kinds of webhooks. */
  subscriptions: EmulatedFlags
}

/** Flags of a webhook subscription. */
export interface EmulatedFlags {
  /** Messages, and statuses of outgoing messages. */
  messagesAndStatuses: boolean
  /** The questions `createContact` and `createDeal`. */
  contactsAndDealsCreation: boolean
  /** Changes of a channel's state. */
  channelsUpdates: boolean
  /** Results of the moderation of WABA templates. */
  templateStatus: boolean
}

/** Subscriptions of the account, one for each key. */
export interface EmulatedSubscriptions {
  /** Subscription of the API key. */
  api: EmulatedSubscription
  /** Subscription of the sidecar key. */
  sidecar: EmulatedSubscription
}

/** The entry of a CRM in Wazzup's marketplace. https://wazzup24.ru/help/api-ru/wauth/ */
export interface MarketplaceEntry {
  /** Code of the CRM: Latin letters, digits, hyphen and underscore. */
  crmCode: string
  /** Secret that `POST /v3/connect` must repeat. */
  secret: string
  /** Where an installation sends the customer's browser; empty when each installation has its own `domain`. */
  authRedirectUri: string
  /** Name of the CRM in the marketplace, up to 50 characters. Absent until `PATCH /v3/marketplace` sets it. */
  crmName?: string | undefined
}

/** A marketplace installation that waits for `POST /v3/connect`. */
export interface Installation {
  /** Goes into `state` of the connect call. */
  state: string
  /** Code of the CRM that is installed: {@link MarketplaceEntry.crmCode}. */
  crmCode: string
  /** Where Wazzup would send the customer's browser. */
  redirectUri: string
}
