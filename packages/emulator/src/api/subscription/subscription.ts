import { ADDRESS_LIMIT } from '@wazzup-kit/core/schemas'
import type { RouteHandler, Call } from '../call.ts'
import type { EmulatedSubscription } from '../../account/entities.ts'
import { invalid, isFields, isLink, isText, type Fields } from '../field-checks.ts'

// https://wazzup24.com/help/api-en/webhooks/ (documented, where nothing else is said).

/** One address for each integration, that is account plus key. */
function subscriptionOf({ key, world }: Call): EmulatedSubscription {
  return key === 'sidecar' ? world.state.subscriptions.sidecar : world.state.subscriptions.api
}

/** Real booleans and the name `wabaTemplatesStatus`: seen live; the page prints "true" and `templateStatus`. */
const get: RouteHandler = (call) => {
  const { webhooksUri, subscriptions } = subscriptionOf(call)
  if (call.world.state.settings.subscriptionForm === 'printed') {
    const flags = Object.entries(subscriptions).map(([name, flag]) => [name, String(flag)])
    return { status: 200, json: { webhooksUri, subscriptions: Object.fromEntries(flags) } }
  }
  const { templateStatus, ...rest } = subscriptions
  return { status: 200, json: { webhooksUri, subscriptions: { ...rest, wabaTemplatesStatus: templateStatus } } }
}

export function isWebhookAddress(value: unknown): value is string {
  return isText(value, ADDRESS_LIMIT) && isLink(value)
}

/**
 * A flag that is missing means false, documented. Which name PATCH honours for templates is unproven: both
 * are taken.
 */
export function readFlags(flags: Fields): EmulatedSubscription['subscriptions'] | 'wrong' {
  const named = { ...flags, templateStatus: flags.templateStatus ?? flags.wabaTemplatesStatus }
  const read = (name: keyof EmulatedSubscription['subscriptions']): unknown => (named as Fields)[name] ?? false
  const messagesAndStatuses = read('messagesAndStatuses')
  const contactsAndDealsCreation = read('contactsAndDealsCreation')
  const channelsUpdates = read('channelsUpdates')
  const templateStatus = read('templateStatus')
  if (
    typeof messagesAndStatuses !== 'boolean' ||
    typeof contactsAndDealsCreation !== 'boolean' ||
    typeof channelsUpdates !== 'boolean' ||
    typeof templateStatus !== 'boolean'
  )
    return 'wrong'
  return { messagesAndStatuses, contactsAndDealsCreation, channelsUpdates, templateStatus }
}

const set: RouteHandler = async (call) => {
  const body = isFields(call.body) ? call.body : {}
  if (!isWebhookAddress(body.webhooksUri)) return call.reject('uriNotValid')
  const flags = readFlags(isFields(body.subscriptions) ? body.subscriptions : {})
  if (flags === 'wrong') return invalid(call)

  const { answered } = await call.world.ping(body.webhooksUri)
  // The page prints `data: { '<status>' }`, which is no JSON: the status as text stands for it.
  if (answered === 'nothing') return call.reject('testPostNotPassed')
  if (answered !== 200) return call.reject('testPostNotPassed', { data: String(answered) })

  Object.assign(subscriptionOf(call), { webhooksUri: body.webhooksUri, subscriptions: flags })
  // The sample's answer, which is no JSON either.
  return { status: 200, text: '{ ok }' }
}

export const subscription = { 'subscription.get': get, 'subscription.set': set } satisfies Record<string, RouteHandler>
