import { createInputError } from '../../errors/validation-error.ts'
import { ADDRESS_LIMIT } from '../values.ts'
import type { Issue } from '../../schema/issues.ts'
import type { CallOptions } from '../../client/options.ts'
import { subscriptionFlags, type Subscription } from './subscription.ts'

/** One thing that can be subscribed to. */
export type SubscriptionFlag = (typeof subscriptionFlags)[number]

/** What `subscription.ensure` takes. */
export interface EnsureInput {
  /** Your public address, with the secret in its query; up to 200 characters. */
  url: string
  /**
   * What Wazzup shall post.
   *
   * @default all four
   */
  events?: readonly SubscriptionFlag[] | undefined
  /**
   * What to do when another address than yours is subscribed: `keep` it and report `foreign`, or `overwrite` it. Yours is
   * what has the same origin and path, so a new secret in the query makes no difference.
   *
   * @default 'keep'
   */
  foreign?: 'keep' | 'overwrite' | undefined
  /**
   * Under which names the flag for templates is sent: `templateStatus`, as documented, or `both`, that is
   * `wabaTemplatesStatus` beside it. The service was observed to answer with the latter; which one it heeds is unproven.
   * Use `both` when the outcome is `incomplete` with `templateStatus` missing.
   *
   * @default 'templateStatus'
   */
  templateFlag?: 'templateStatus' | 'both' | undefined
}

/** One difference between what was found and what is wanted. Queries are left out of addresses: they hold secrets. */
export interface SubscriptionChange {
  what: 'url' | 'query' | SubscriptionFlag
  from: string | boolean | null
  to: string | boolean
}

/** What `subscription.ensure` found and did. Safe to log. */
export interface EnsureReport {
  /**
   * `unchanged`: your address was subscribed to all wanted events. `subscribed`: there was no address. `restored`: your
   * address was subscribed to other events. `overwritten`: another address was replaced. `foreign`: another address is
   * subscribed and was kept; **you receive nothing**. `incomplete`: Wazzup accepted the change, but then returned another
   * subscription; `missing` lists the differences.
   */
  outcome: 'unchanged' | 'subscribed' | 'restored' | 'overwritten' | 'foreign' | 'incomplete'
  /** The address that was found, without its query; null when there was none. */
  found: string | null
  /** What was different, and, unless the outcome is `foreign`, was changed. */
  changes: readonly SubscriptionChange[]
  /** What is still different after reading back. */
  missing: readonly SubscriptionChange[]
}

/** The calls it takes; any client that has them will do. */
export interface SubscriptionCalls {
  get(input?: object, options?: CallOptions): Promise<Subscription>
  set(
    input: {
      webhooksUri: string
      subscriptions: Subscription['subscriptions'] & { wabaTemplatesStatus?: boolean | undefined }
    },
    options?: CallOptions,
  ): Promise<void>
}

/**
 * Subscribes your address to webhooks if it is not subscribed yet. Reads the subscription, compares it, changes it if
 * anything differs, and reads it again. Call it on each deploy and on a timer: another integration can take the address.
 *
 * Returns what was found and changed, also when another address was kept. Never overwrites a subscription that it cannot
 * read.
 *
 * @throws WazzupValidationError when the address cannot work, or, with `direction` `output` and nothing written, when the
 * response does not say which address is subscribed; WazzupApiError when Wazzup rejects the address, `testPostNotPassed`
 * when your receiver did not answer its test with 200.
 * @see https://wazzup24.ru/help/api-ru/webhooks-2/
 */
export async function ensureSubscription(
  calls: SubscriptionCalls,
  input: EnsureInput,
  options?: CallOptions,
): Promise<EnsureReport> {
  const { url, events = subscriptionFlags, foreign = 'keep', templateFlag = 'templateStatus' } = checked(input)
  const wanted: Subscription['subscriptions'] = {
    messagesAndStatuses: events.includes('messagesAndStatuses'),
    contactsAndDealsCreation: events.includes('contactsAndDealsCreation'),
    channelsUpdates: events.includes('channelsUpdates'),
    templateStatus: events.includes('templateStatus'),
  }
  const before = await calls.get({}, options)
  const changes = differences(before, url, wanted)
  const found = before.webhooksUri ? withoutQuery(before.webhooksUri) : null
  const isForeign = found !== null && found !== withoutQuery(url)
  if (changes.length === 0) return { outcome: 'unchanged', found, changes, missing: [] }
  if (isForeign && foreign === 'keep') return { outcome: 'foreign', found, changes, missing: changes }
  const flags = templateFlag === 'both' ? { ...wanted, wabaTemplatesStatus: wanted.templateStatus } : wanted
  await calls.set({ webhooksUri: url, subscriptions: flags }, options)
  const missing = differences(await calls.get({}, options), url, wanted)
  const done = found === null ? 'subscribed' : isForeign ? 'overwritten' : 'restored'
  return { outcome: missing.length > 0 ? 'incomplete' : done, found, changes, missing }
}

function differences(
  { webhooksUri, subscriptions }: Subscription,
  url: string,
  wanted: Subscription['subscriptions'],
): SubscriptionChange[] {
  const changes: SubscriptionChange[] = []
  const from = webhooksUri ? withoutQuery(webhooksUri) : null
  const to = withoutQuery(url)
  if (from !== to) changes.push({ what: 'url', from, to })
  else if (normal(webhooksUri!) !== normal(url)) changes.push({ what: 'query', from: 'another', to: 'yours' })
  for (const what of subscriptionFlags) {
    if (subscriptions[what] !== wanted[what]) changes.push({ what, from: subscriptions[what], to: wanted[what] })
  }
  return changes
}

/** As the URL parser writes it: Wazzup may store it so. */
function normal(address: string): string {
  return URL.canParse(address) ? new URL(address).href : address
}

/** Origin and path: what comes after may hold a secret. */
function withoutQuery(address: string): string {
  if (!URL.canParse(address)) return address.split(/[?#]/, 1)[0]!
  const { origin, pathname } = new URL(address)
  return origin + pathname
}

function checked(input: EnsureInput): EnsureInput {
  const issues = issuesIn(input)
  if (issues.length === 0) return input
  throw createInputError(issues, 'subscription.ensure')
}

function issuesIn({ url, events, foreign, templateFlag }: EnsureInput): Issue[] {
  const issues: Issue[] = []
  if (typeof url !== 'string' || !URL.canParse(url) || !/^https?:/i.test(url)) {
    issues.push({ path: 'url', message: 'must be a whole address that Wazzup can reach: https://...' })
  } else if (url.length > ADDRESS_LIMIT) {
    issues.push({ path: 'url', message: `must have at most ${ADDRESS_LIMIT} characters, not ${url.length}` })
  }
  const unheardOf = events?.filter((event) => !subscriptionFlags.includes(event)) ?? []
  if (unheardOf.length > 0) {
    issues.push({ path: 'events', message: `must be of ${subscriptionFlags.join(', ')}, not ${unheardOf.join(', ')}` })
  }
  if (foreign !== undefined && foreign !== 'keep' && foreign !== 'overwrite') {
    issues.push({ path: 'foreign', message: 'must be keep or overwrite' })
  }
  if (templateFlag !== undefined && templateFlag !== 'templateStatus' && templateFlag !== 'both') {
    issues.push({ path: 'templateFlag', message: 'must be templateStatus or both' })
  }
  return issues
}
