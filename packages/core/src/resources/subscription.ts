import * as v from 'valibot'
import { once } from '../once.ts'
import { endpoint } from '../endpoint.ts'
import { readFlag, readText, requiredText } from '../fields.ts'
import * as pages from '../pages.ts'

/** What one can subscribe to. https://wazzup24.ru/help/api-ru/webhooks-2/ */
export const subscriptionFlags = [
  'messagesAndStatuses',
  'contactsAndDealsCreation',
  'channelsUpdates',
  'templateStatus',
] as const

/** Names under which the address was documented or seen in code. */
export const addressNames = ['webhooksUri', 'webhooksUrl', 'webhookUri', 'webhookUrl'] as const

const subscriptionsInputSchema = once(() =>
  v.strictObject({
    messagesAndStatuses: v.boolean(),
    contactsAndDealsCreation: v.boolean(),
    channelsUpdates: v.boolean(),
    templateStatus: v.boolean(),
  }),
)

export const subscriptionSchema = once(() =>
  v.pipe(
    v.looseObject({
      webhooksUri: readText(),
      subscriptions: v.fallback(
        v.nullish(
          v.looseObject({
            messagesAndStatuses: readFlag(),
            contactsAndDealsCreation: readFlag(),
            channelsUpdates: readFlag(),
            templateStatus: readFlag(),
            /** The name under which the service answers what the pages call `templateStatus`. */
            wabaTemplatesStatus: readFlag(),
          }),
        ),
        undefined,
      ),
    }),
    v.transform(({ subscriptions: flags, ...rest }) => ({
      ...rest,
      /** Where Wazzup posts, null when nobody subscribed. */
      webhooksUri: rest.webhooksUri ?? null,
      /** All four flags; one that Wazzup left out is off. */
      subscriptions: {
        messagesAndStatuses: flags?.messagesAndStatuses ?? false,
        contactsAndDealsCreation: flags?.contactsAndDealsCreation ?? false,
        channelsUpdates: flags?.channelsUpdates ?? false,
        templateStatus: flags?.templateStatus ?? flags?.wabaTemplatesStatus ?? false,
      },
    })),
  ),
)
/** The one webhook subscription of the account and key. */
export interface Subscription extends v.InferOutput<ReturnType<typeof subscriptionSchema>> {}

/** The webhook subscription of the account. https://wazzup24.ru/help/api-ru/webhooks-2/ */
export const subscription = {
  /** Gets where Wazzup posts webhooks, and which ones. */
  get: endpoint({
    method: 'GET',
    path: '/v3/webhooks',
    page: pages.webhooks,
    input: () => v.strictObject({}),
    output: subscriptionSchema,
    repeat: 'always',
    key: 'api',
    sidecar: true,
    // The secret of the receiver is in its query.
    secretOutput: [...addressNames],
  }),
  /**
   * Replaces the subscription. Wazzup posts `{ "test": true }` to the address meanwhile and needs a 200 within 30 seconds.
   * A flag that is missing would mean false, so all four are asked for. There is one address per account and key.
   */
  set: endpoint({
    method: 'PATCH',
    path: '/v3/webhooks',
    page: pages.webhooks,
    input: () =>
      v.strictObject({
        /** Public address, up to 200 characters, query string allowed. */
        webhooksUri: requiredText(),
        subscriptions: subscriptionsInputSchema(),
      }),
    repeat: 'always',
    key: 'api',
    sidecar: true,
    // The secret of the receiver is in its query.
    secrets: ['webhooksUri'],
  }),
}
