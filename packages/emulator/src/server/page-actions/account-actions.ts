import * as v from 'valibot'
import { channelStates, templateStatuses } from '@wazzup-kit/core/schemas'
import { isWebhookAddress } from '../../api/subscription/subscription.ts'
import { settingChoices } from '../../account/settings.ts'
import { headerValue, action, type Action } from './action.ts'

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

const period = v.optional(
  v.union([v.literal('unlimited'), v.pipe(v.number(), v.minValue(0))], '"unlimited" or milliseconds'),
)

const Settings = v.strictObject({
  blockedChannels: v.optional(v.picklist(settingChoices.blockedChannels)),
  closedWindows: v.optional(v.picklist(settingChoices.closedWindows)),
  firstContact: v.optional(v.picklist(settingChoices.firstContact)),
  tariff: v.optional(v.picklist(settingChoices.tariff)),
  newCustomers: v.optional(v.picklist(settingChoices.newCustomers)),
  wabaBalance: v.optional(v.picklist(settingChoices.wabaBalance)),
  spamFilter: v.optional(v.picklist(settingChoices.spamFilter)),
  editingTime: period,
  deletionTime: period,
  webhookContentType: v.optional(headerValue),
  usersPage: v.optional(v.picklist(settingChoices.usersPage)),
  subscriptionForm: v.optional(v.picklist(settingChoices.subscriptionForm)),
})

const Settled = v.strictObject({
  timeout: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(600_000)), 30_000),
})

const Reset = v.strictObject({
  ids: v.optional(v.picklist(['new', 'again'])),
  keepSubscription: v.optional(v.boolean()),
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
    v.strictObject({
      channelId: id,
      state: v.picklist(channelStates),
      tier: v.optional(id),
      qr: v.optional(v.string()),
    }),
    ({ emulator }, { channelId, state, ...more }) => emulator.simulate.channel.setState(channelId, state, more),
  ),
  'simulate.template.setStatus': action(
    v.strictObject({ templateGuid: id, status: v.picklist(templateStatuses) }),
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
  'settings.set': action(Settings, ({ emulator, tell }, settings) => {
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
