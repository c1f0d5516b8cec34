import * as v from 'valibot'
import { errorUnderSuccess } from '../../errors/from-response/error-under-success.ts'
import { saysNothing } from '../../errors/from-response/says-nothing.ts'
import { lazy } from '../../schema/lazy.ts'
import { defineEndpoint } from '../endpoint.ts'
import { readFlag, requiredText } from '../../schema/fields.ts'
import * as docUrls from '../doc-urls.ts'

/** Kinds of webhooks that Wazzup can send. https://wazzup24.ru/help/api-ru/webhooks-2/ */
export const subscriptionFlags = [
  'messagesAndStatuses',
  'contactsAndDealsCreation',
  'channelsUpdates',
  'templateStatus',
] as const

/** Schema of {@link SubscriptionInput}. */
export const subscriptionInputSchema = lazy(() =>
  v.strictObject({
    webhooksUri: requiredText(),
    subscriptions: v.strictObject({
      messagesAndStatuses: v.boolean(),
      contactsAndDealsCreation: v.boolean(),
      channelsUpdates: v.boolean(),
      templateStatus: v.boolean(),
      wabaTemplatesStatus: v.optional(v.boolean()),
    }),
  }),
)

/** Names of the address in a response. The first one is documented; the others are read by public code. */
const addressNames = ['webhooksUri', 'webhooksUrl', 'webhookUri', 'webhookUrl'] as const

/** Schema of {@link Subscription}. */
export const subscriptionSchema = lazy(() =>
  v.pipe(
    v.looseObject({
      webhooksUri: v.nullish(v.string()),
      webhooksUrl: v.nullish(v.unknown()),
      webhookUri: v.nullish(v.unknown()),
      webhookUrl: v.nullish(v.unknown()),
      subscriptions: v.nullish(
        v.looseObject({
          messagesAndStatuses: readFlag(),
          contactsAndDealsCreation: readFlag(),
          channelsUpdates: readFlag(),
          templateStatus: readFlag(),
          /** Observed in production in place of the documented `templateStatus`. */
          wabaTemplatesStatus: readFlag(),
        }),
      ),
    }),
    // If an unreadable response counted as "no subscription", a caller would overwrite an address in use.
    v.check((wire) => saysWhere(wire), 'a response with one address, or one that shows that there is none'),
    v.transform(({ subscriptions: flags, ...rest }): Subscription => {
      const [address = ''] = addressesIn(rest) as string[]
      return {
        ...rest,
        webhooksUri: address === '' ? null : address,
        subscriptions: flagsFrom(
          (flag) => flags?.[flag] ?? (flag === 'templateStatus' && (flags?.wabaTemplatesStatus ?? false)),
        ),
      }
    }),
  ),
)

/** Creates the flags from the value of each. */
export function flagsFrom(valueOf: (flag: keyof SubscriptionFlags) => boolean): SubscriptionFlags {
  return Object.fromEntries(subscriptionFlags.map((flag) => [flag, valueOf(flag)])) as unknown as SubscriptionFlags
}

/** The one webhook subscription of the account and key. */
export interface Subscription {
  /** Address to which Wazzup posts webhooks; null if there is no subscription. */
  webhooksUri: string | null
  /** The subscribed kinds of webhooks. A flag that is missing in Wazzup's response is false. */
  subscriptions: SubscriptionFlags
}

/** The kinds of webhooks that Wazzup sends: true for those that are subscribed. */
export interface SubscriptionFlags {
  /** Messages, and statuses of outgoing messages. */
  messagesAndStatuses: boolean
  /** The questions `createContact` and `createDeal`. */
  contactsAndDealsCreation: boolean
  /** Changes of a channel's state. */
  channelsUpdates: boolean
  /** Results of the moderation of WABA templates. In Wazzup's response, the flag may also have the name `wabaTemplatesStatus`. */
  templateStatus: boolean
}

/** Input of `subscription.set`. */
export interface SubscriptionInput {
  /** Public address of your receiver, up to 200 characters. It may have a query. */
  webhooksUri: string
  /** The kinds of webhooks that Wazzup sends to the address. */
  subscriptions: SubscriptionFlagsInput
}

/** The kinds of webhooks in the input of `subscription.set`. */
export interface SubscriptionFlagsInput extends SubscriptionFlags {
  /**
   * Undocumented name of `templateStatus`, observed in Wazzup's responses in production. Which of the two names Wazzup
   * accepts in a request is not known. Not sent by default.
   */
  wabaTemplatesStatus?: boolean | undefined
}

type Wire = Readonly<Record<string, unknown>>

function addressesIn(wire: Wire): unknown[] {
  return addressNames.flatMap((name) => (wire[name] === undefined || wire[name] === null ? [] : [wire[name]]))
}

/**
 * Returns whether a response shows which address is subscribed. It must have exactly one address, or show that there is
 * none: by an empty address, or by having nothing except flags that are off.
 */
function saysWhere(wire: Wire): boolean {
  const addresses = addressesIn(wire)
  if (addresses.some((address) => typeof address !== 'string') || new Set(addresses).size > 1) return false
  if (addresses.some((address) => address !== '')) return true
  if (addressNames.some((name) => name in wire)) return isSilentBeside(wire)
  // A flag that cannot be read became undefined.
  const flags = Object.entries(wire.subscriptions ?? {})
  const isOff = flags.every(([name, flag]) => isFlag(name) && (flag === false || flag === null))
  return isOff && Object.keys(wire).every((field) => field === 'subscriptions')
}

function isFlag(name: string): boolean {
  return name === 'wabaTemplatesStatus' || (subscriptionFlags as readonly string[]).includes(name)
}

/** Fields that a server may add to each response, as JSON. Other fields may have an address, or say why it is missing. */
const harmless =
  /^\["((success|ok|status)","?(true|ok|success|1|200)|((request|trace)_?id|timestamp)","?[\w:.+-]*)"?\]$/i

/**
 * Returns whether a response with an empty address has nothing else to say: no error, and no field in which the address or
 * the reason for its absence could be.
 */
function isSilentBeside({ subscriptions, ...wire }: Wire): boolean {
  return (
    // Kinds of webhooks that this version does not know may be on or off; a flag that cannot be read became undefined.
    Object.values(subscriptions ?? {}).every((flag) => /^"?([01]|true|false|null)"?$/i.test(JSON.stringify(flag))) &&
    Object.entries(wire).every((entry) => saysNothing(entry[1]) || harmless.test(JSON.stringify(entry))) &&
    !errorUnderSuccess(wire, 'receipt')
  )
}

/** The webhook subscription of the account. https://wazzup24.ru/help/api-ru/webhooks-2/ */
export const subscription = {
  /** Returns the address to which Wazzup posts webhooks, and the kinds of webhooks. */
  get: defineEndpoint({
    method: 'GET',
    path: '/v3/webhooks',
    docUrl: docUrls.webhooks,
    input: () => v.strictObject({}),
    output: (): v.GenericSchema<unknown, Subscription> => subscriptionSchema(),
    repeat: 'always',
    key: 'api',
    sidecar: true,
    // The secret of the receiver is in its query.
    secretOutput: addressNames,
  }),
  /**
   * Replaces the subscription. During the call, Wazzup posts `{ "test": true }` to the address, and your receiver must respond
   * with 200 within 30 seconds. All four flags are required, because a missing flag means false to Wazzup. There is one
   * address per account and key.
   */
  set: defineEndpoint({
    method: 'PATCH',
    path: '/v3/webhooks',
    docUrl: docUrls.webhooks,
    input: (): v.GenericSchema<SubscriptionInput> => subscriptionInputSchema(),
    repeat: 'always',
    key: 'api',
    sidecar: true,
    // The secret of the receiver is in its query.
    secrets: ['webhooksUri'],
  }),
}
