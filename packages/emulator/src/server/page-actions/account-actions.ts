import * as v from 'valibot'
import { isWebhookAddress } from '../../api/subscription/subscription.ts'
import { settingFields } from '../../account/setting-fields.ts'
import { Reset } from '../../emulator/account-fields.ts'
import { id, outcomeSchemas } from '../../simulate/outcome-fields.ts'
import { action, type Action } from './action.ts'

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

const Settled = v.strictObject({
  timeout: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(600_000)), 30_000),
})

/** Rejects when the work is not done within milliseconds of real time. */
async function withDeadline(work: Promise<void>, ms: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    const fail = (): void => reject(new Error(`Deliveries are still pending after ${ms} ms`))
    timer = setTimeout(fail, ms)
  })
  await Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** Actions on the account and its clock. */
export const accountActions: Readonly<Record<string, Action>> = {
  'simulate.channel.setState': action(
    outcomeSchemas['channel.setState'],
    ({ emulator }, { channelId, state, ...more }) => emulator.simulate.channel.setState(channelId, state, more),
  ),
  'simulate.template.setStatus': action(
    outcomeSchemas['template.setStatus'],
    ({ emulator }, { templateGuid, status }) => emulator.simulate.template.setStatus(templateGuid, status),
  ),
  'simulate.contact.askFor': action(Wanted, ({ emulator }, wanted) => emulator.simulate.contact.askFor(wanted)),
  'simulate.deal.askFor': action(Wanted, ({ emulator }, wanted) => emulator.simulate.deal.askFor(wanted)),
  'clock.advance': action(
    v.strictObject({ ms: v.pipe(v.number(), v.minValue(0), v.maxValue(10 * 365 * 86_400_000)) }),
    ({ emulator }, { ms }) => {
      emulator.clock.advance(ms)
      return { now: emulator.clock.now() }
    },
  ),
  /** Subscribes without a ping, so the app may be started later. */
  'subscription.set': action(Subscription, ({ emulator, tell }, subscription) => {
    Object.assign(emulator.state.subscriptions.api, subscription)
    tell('subscription')
  }),
  /** Changes the given settings of the account. */
  'settings.set': action(v.strictObject(settingFields), ({ emulator, tell }, settings) => {
    Object.assign(emulator.state.settings, settings)
    tell('settings')
    return { ...emulator.state.settings }
  }),
  /** Posts any body to the subscriber. */
  deliver: action(v.strictObject({ body: v.unknown() }), ({ emulator }, { body }) => emulator.deliver(body)),
  /** Waits for all deliveries, and fails at the deadline. */
  settled: action(Settled, ({ emulator }, { timeout }) => withDeadline(emulator.settled(), timeout)),
  reset: action(Reset, ({ emulator }, options) => emulator.reset(options)),
}
