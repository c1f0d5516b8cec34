import { ADDRESS_LIMIT, docUrls } from '@wazzup-kit/core/schemas'
import type { EmulatedSubscription } from '../../account/entities/connections.ts'
import { rule } from '../../rules/rule.ts'
import type { Call, RouteHandler } from '../call.ts'
import { invalid, isFields, isLink, isText, type Fields } from '../field-checks.ts'
import type { ApiResponse } from '../responses.ts'

const { webhooks: docUrl } = docUrls

type Flags = EmulatedSubscription['subscriptions']

const subscriptionOf = rule(
  [
    {
      id: 'subscription/one-each',
      sentence: 'Each integration has its own webhook address: one for the API key, another for the sidecar key.',
      docUrl,
      basis: 'documented',
    },
    {
      id: 'subscription/overwritten',
      sentence: 'Another integration of the account can replace the webhook address without notice.',
      docUrl,
      basis: 'observed in production',
      option: 'state.subscriptions',
    },
  ],
  ({ key, world }: Call): EmulatedSubscription =>
    key === 'sidecar' ? world.state.subscriptions.sidecar : world.state.subscriptions.api,
)

const writePrinted = rule(
  [
    {
      id: 'subscription/printed',
      sentence: 'The documented subscription has texts such as "true", and `templateStatus`.',
      docUrl,
      basis: 'documented',
      option: "subscriptionForm: 'printed'",
    },
    {
      id: 'subscription/printed-off',
      sentence: 'In the documented form, a flag that is off is "false". The sample has no such flag.',
      docUrl,
      basis: 'our assumption',
      option: "subscriptionForm: 'printed'",
    },
  ],
  (flags: Flags): Record<string, string> =>
    Object.fromEntries(Object.entries(flags).map(([name, isOn]) => [name, String(isOn)])),
)

const get = rule(
  {
    id: 'subscription/read',
    sentence: 'A subscription is returned with booleans. The flag of templates is called `wabaTemplatesStatus`.',
    docUrl,
    basis: 'observed in production',
  },
  (call: Call): ApiResponse => {
    const { webhooksUri, subscriptions } = subscriptionOf(call)
    if (call.world.state.settings.subscriptionForm === 'printed')
      return { status: 200, json: { webhooksUri, subscriptions: writePrinted(subscriptions) } }
    const { templateStatus, ...rest } = subscriptions
    return { status: 200, json: { webhooksUri, subscriptions: { ...rest, wabaTemplatesStatus: templateStatus } } }
  },
)

export const isWebhookAddress = rule(
  {
    id: 'subscription/address',
    sentence: `A webhook address has up to ${ADDRESS_LIMIT} characters, and may have a query.`,
    docUrl,
    basis: 'documented',
    codes: ['uriNotValid'],
  },
  (value: unknown): value is string => isText(value, ADDRESS_LIMIT) && isLink(value),
)

const templateFlagOf = rule(
  {
    id: 'subscription/template-flag',
    sentence: 'The flag of templates is accepted under both names. It is undocumented which one Wazzup reads.',
    docUrl,
    basis: 'our assumption',
  },
  ({ templateStatus, wabaTemplatesStatus }: Fields): unknown => templateStatus ?? wabaTemplatesStatus,
)

/** Returns the flags of a subscription; `wrong` when one of them is not a boolean. */
export const readFlags = rule(
  [
    {
      id: 'subscription/replaces',
      sentence: 'A missing flag of a subscription is false: the call replaces the whole subscription.',
      docUrl,
      basis: 'documented',
    },
    {
      id: 'subscription/off',
      sentence:
        'When all flags are false, Wazzup posts no deliveries, and the address remains. No route deletes a subscription.',
      docUrl,
      basis: 'our assumption',
    },
  ],
  (flags: Fields): Flags | 'wrong' => {
    const read = {
      messagesAndStatuses: flags.messagesAndStatuses ?? false,
      contactsAndDealsCreation: flags.contactsAndDealsCreation ?? false,
      channelsUpdates: flags.channelsUpdates ?? false,
      templateStatus: templateFlagOf(flags) ?? false,
    }
    return Object.values(read).every((isOn) => typeof isOn === 'boolean') ? (read as Flags) : 'wrong'
  },
)

const rejectFailedPing = rule(
  [
    {
      id: 'subscription/ping-status',
      sentence:
        'Wazzup rejects an address that responds to the ping with any status other than 200. `data` has that status.',
      docUrl,
      basis: 'documented',
      codes: ['testPostNotPassed'],
    },
    {
      id: 'subscription/ping-data',
      sentence:
        '`data` of a failed ping is the status as text: its type is undocumented. When the address does not respond in time, there is no `data`.',
      docUrl,
      basis: 'our assumption',
      codes: ['testPostNotPassed'],
    },
  ],
  (call: Call, answered: number | 'nothing'): ApiResponse | undefined => {
    if (answered === 200) return undefined
    return call.reject('testPostNotPassed', answered === 'nothing' ? {} : { data: String(answered) })
  },
)

const answerSet = rule(
  {
    id: 'subscription/response',
    sentence: 'The response to a change of the subscription is the text `{ ok }`, which is not JSON.',
    docUrl,
    basis: 'documented',
  },
  (): ApiResponse => ({ status: 200, text: '{ ok }' }),
)

const set = rule(
  [
    {
      id: 'subscription/ping',
      sentence: 'Before Wazzup sets an address, it posts `{ "test": true }` to it. The address must respond with 200.',
      docUrl,
      basis: 'documented',
      codes: ['testPostNotPassed'],
    },
    {
      id: 'subscription/foreign-fields',
      sentence: 'Wazzup ignores `crmKey` and `webhooksAuthToken` in a subscription, which some public code sends.',
      docUrl,
      basis: 'our assumption',
    },
  ],
  async (call: Call): Promise<ApiResponse> => {
    const body = isFields(call.body) ? call.body : {}
    if (!isWebhookAddress(body.webhooksUri)) return call.reject('uriNotValid')
    const flags = readFlags(isFields(body.subscriptions) ? body.subscriptions : {})
    if (flags === 'wrong') return invalid(call)
    const ping = await call.world.ping(body.webhooksUri)
    const rejection = rejectFailedPing(call, ping.answered)
    if (rejection) return { ...rejection, ...('failure' in ping && { pingFailure: ping.failure }) }
    Object.assign(subscriptionOf(call), { webhooksUri: body.webhooksUri, subscriptions: flags })
    return answerSet()
  },
)

export const subscription = { 'subscription.get': get, 'subscription.set': set } satisfies Record<string, RouteHandler>

/** Functions of this file that implement rules. */
export const subscriptionRules = [
  set,
  rejectFailedPing,
  isWebhookAddress,
  readFlags,
  templateFlagOf,
  answerSet,
  get,
  writePrinted,
  subscriptionOf,
]
