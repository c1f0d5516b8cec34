import type {
  EmulatedChannel,
  EmulatedContact,
  EmulatedDeal,
  EmulatedOperator,
  EmulatedPipeline,
  EmulatedTemplate,
  EmulatedUser,
} from './entities.ts'
import type { EmulatedIncoming, WaitingChat } from './conversations.ts'

/** Contents of the account at the start. Fields that are left out are taken from a small default set. */
export interface Seed {
  /**
   * Channels of the account. The ids of the default ones are in {@link channelIds}.
   *
   * @default one active channel of each documented transport
   */
  channels: readonly EmulatedChannel[]
  /**
   * Employees of the CRM.
   *
   * @default `user-1` (Ann) and `user-2` (Boris)
   */
  users: readonly EmulatedUser[]
  /**
   * Roles of users. A user who is not listed is a sales rep and receives new customers.
   *
   * @default []
   */
  operators: readonly EmulatedOperator[]
  /**
   * Customers that the CRM uploaded.
   *
   * @default `contact-1` (Clara), with one WhatsApp chat
   */
  contacts: readonly EmulatedContact[]
  /**
   * Deals that the CRM uploaded.
   *
   * @default `deal-1`, an open deal of `contact-1`
   */
  deals: readonly EmulatedDeal[]
  /**
   * Sales funnels that the CRM uploaded. Without a funnel that has stages, no contact or deal is requested
   * automatically.
   *
   * @default `pipeline-1`, with one stage
   */
  pipelines: readonly EmulatedPipeline[]
  /**
   * WABA templates of the account. The ids of the default ones are in {@link templateIds}.
   *
   * @default two approved templates and a rejected one
   */
  templates: readonly EmulatedTemplate[]
  /**
   * Messages that customers wrote before the start. Each opens the window in which the account may reply.
   *
   * @default one message for each default channel, in the chats of `chatIds`
   */
  incoming: readonly EmulatedIncoming[]
  /**
   * Dialogs in which a customer waits for a reply: the unanswered counters count them.
   *
   * @default []
   */
  waiting: readonly WaitingChat[]
  /**
   * Chat ids, phones and usernames that the messengers do not know: a send to them fails by webhook.
   *
   * @default ['79000000404', 'unknown', '500000404']
   */
  unreachable: readonly string[]
}
