import * as v from 'valibot'
import { channelStates, templateStatuses } from '@wazzup-kit/core/schemas'
import { isWebhookAddress } from '../behaviour/subscription.ts'
import { verb, type Verb } from './verb.ts'

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200))

const Wanted = v.strictObject({
  chatType: id,
  chatId: id,
  name: v.optional(id),
  responsibleUserId: v.optional(id),
  source: v.optional(v.picklist(['auto', 'byUser'])),
})

const Subscription = v.strictObject({
  webhooksUri: v.nullable(
    v.pipe(
      v.string(),
      v.check((text) => isWebhookAddress(text), 'An http address of up to 200 characters'),
    ),
  ),
  subscriptions: v.optional(
    v.strictObject({
      messagesAndStatuses: v.boolean(),
      contactsAndDealsCreation: v.boolean(),
      channelsUpdates: v.boolean(),
      templateStatus: v.boolean(),
    }),
    { messagesAndStatuses: true, contactsAndDealsCreation: true, channelsUpdates: true, templateStatus: true },
  ),
})

/** What happens to the account and its time. */
export const worldVerbs: Readonly<Record<string, Verb>> = {
  'simulate.channel.becomes': verb(
    v.strictObject({ channelId: id, state: v.picklist(channelStates) }),
    ({ emulator }, { channelId, state }) => emulator.simulate.channel.becomes(channelId, state),
  ),
  'simulate.template.becomes': verb(
    v.strictObject({ templateGuid: id, status: v.picklist(templateStatuses) }),
    ({ emulator }, { templateGuid, status }) => emulator.simulate.template.becomes(templateGuid, status),
  ),
  'simulate.contact.isAskedFor': verb(Wanted, ({ emulator }, wanted) => emulator.simulate.contact.isAskedFor(wanted)),
  'simulate.deal.isAskedFor': verb(Wanted, ({ emulator }, wanted) => emulator.simulate.deal.isAskedFor(wanted)),
  'clock.advance': verb(
    v.strictObject({ ms: v.pipe(v.number(), v.minValue(0), v.maxValue(10 * 365 * 86_400_000)) }),
    ({ emulator }, { ms }) => {
      emulator.clock.advance(ms)
      return { now: emulator.clock.now() }
    },
  ),
  /** Subscribes by hand: nobody is asked for a 200, so the address may still be down. */
  'subscription.set': verb(Subscription, ({ emulator, tellSubscription }, subscription) => {
    Object.assign(emulator.state.subscriptions.api, subscription)
    tellSubscription()
  }),
  /** Posts any body to the subscriber. */
  deliver: verb(v.strictObject({ body: v.unknown() }), ({ emulator }, { body }) => emulator.deliver(body)),
  reset: verb(v.strictObject({}), ({ emulator, files }) => {
    emulator.reset()
    files.reset()
  }),
}
