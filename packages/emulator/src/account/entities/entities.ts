import type { channelStates, transports } from '@wazzup-kit/core/schemas'

/** Kind of a channel as Wazzup names it. */
export type Transport = (typeof transports)[number]

/** A channel of the emulated account. https://wazzup24.ru/help/api-ru/rabota-s-kanalami/ */
export interface EmulatedChannel {
  /** UUID of the channel. Use it as `channelId` in `messages.send`. */
  channelId: string
  /**
   * Kind of channel: `wapi` is WABA, `tgapi` a personal Telegram, `telegram` a Telegram bot. It decides which chat types
   * and which content the channel accepts.
   */
  transport: Transport | (string & {})
  /** Phone number, user name or messenger id of the account in the messenger. */
  plainId: string
  /**
   * State of the channel. The emulator accepts a send only through an `active` channel; with the setting
   * `blockedChannels: 'accept'` also through a `disabled` or `blocked` one.
   */
  state: (typeof channelStates)[number] | (string & {})
  /** Name that the Wazzup account shows. Undocumented; observed in production. */
  name?: string | undefined
  /**
   * WABA only: how many conversations a day the channel may begin, for example `TIER_1K`. The API does not return it.
   *
   * @default no limit
   */
  tier?: string | undefined
}

/** An employee of the CRM. https://wazzup24.ru/help/api-ru/rabota-s-sushhnostju-polzovatelya/ */
export interface EmulatedUser {
  /** Your own id of the employee. */
  id: string
  /** Name of the employee. */
  name: string
  /** Phone number with which the employee signs in to Wazzup's mobile app: digits with the country code. */
  phone?: string | undefined
}

/** Settings of a user that exist only in Wazzup's own pages: no route of v3 reads or writes them. */
export interface EmulatedOperator {
  /** Id of the user: {@link EmulatedUser.id}. */
  userId: string
  /**
   * Sales reps and managers see their own customers, a head and quality control see all; a user without a role sees
   * none.
   */
  role: 'sales rep' | 'manager' | 'head' | 'quality control' | 'none'
  /** Whether new customers may be assigned to this operator. */
  newCustomers: 'receives' | 'does not receive'
}

/** A customer in the CRM. https://wazzup24.ru/help/api-ru/rabota-s-kontaktami/ */
export interface EmulatedContact {
  /** Your own id of the contact. */
  id: string
  /** Your own id of the employee who is responsible. */
  responsibleUserId: string
  /** Name of the customer. */
  name: string
  /** The chats of the customer. */
  contactData: EmulatedContactChat[]
  /** Link to the contact in your CRM. */
  uri?: string | undefined
}

/** A chat of a contact. */
export interface EmulatedContactChat {
  /** The messenger. */
  chatType: string
  /** Id of the chat in this messenger. Absent when the contact was saved with a user name or a phone number only. */
  chatId?: string | undefined
}

/** A deal of the CRM. https://wazzup24.ru/help/api-ru/rabota-so-spiskom-sdelok/ */
export interface EmulatedDeal {
  /** Your own id of the deal. */
  id: string
  /** Your own id of the employee who is responsible. */
  responsibleUserId: string
  /** Name of the deal. */
  name: string
  /** Link to the deal in your CRM. */
  uri: string
  /** Your own ids of the contacts. */
  contacts: string[]
  /** Whether the deal is closed. */
  closed: boolean
}

/** A sales funnel of the CRM. https://wazzup24.ru/help/api-ru/zagruzka-voronok-prodazh/ */
export interface EmulatedPipeline {
  /** Your own id of the funnel. */
  id: string
  /** Name of the funnel. */
  name: string
  /** The stages of the funnel. Absent if it has none. */
  stages?: EmulatedStage[] | undefined
}

/** A stage of a sales funnel. */
export interface EmulatedStage {
  /** Your own id of the stage. */
  id: string
  /** Name of the stage. */
  name: string
}

/** A WABA message template. https://wazzup24.ru/help/api-ru/shablony-whatsapp-business-api/ */
export interface EmulatedTemplate {
  /** UUID of the template. Use it as `templateId` in `messages.send`. */
  templateGuid: string
  /** Name that the Wazzup account shows. */
  title: string
  /** Name at Meta. */
  name: string
  /**
   * Result of the moderation, for example `APPROVED`. Only an approved template can be sent. The API returns it in lower
   * case, as observed in production.
   */
  status: string
  /** Category, for example `UTILITY`. Its values are undocumented. */
  category: string
  /** Language code, for example `en`. */
  language: string
  /**
   * Code of the template, `@template: <guid> { [[var]]; [[var]] }`. `templateValues` has the same order as its
   * variables.
   */
  templateCode: string
  /** Parts of the template, in order. */
  components: EmulatedTemplateComponent[]
}

/** A part of a template. */
export interface EmulatedTemplateComponent {
  /** `HEADER`, `BODY`, `FOOTER` or `BUTTONS`. */
  type: string
  /** What a `HEADER` contains: `TEXT`, `IMAGE`, `DOCUMENT` or `VIDEO`. */
  format?: string | undefined
  /** Text of the part, with the variables `{{1}}`, `{{2}}` ... */
  text?: string | undefined
  /** Example for Meta's moderators; its form is undocumented. */
  example?: unknown
  /** The buttons of a part of the type `BUTTONS`. */
  buttons?: EmulatedTemplateButton[] | undefined
}

/** A button of a template. */
export interface EmulatedTemplateButton {
  /** Type of the button, for example `QUICK_REPLY` or `URL`. Its values are undocumented. */
  type: string
  /** Label of the button. */
  text: string
  /** Address that a button of the type `URL` opens. */
  url?: string | undefined
}
