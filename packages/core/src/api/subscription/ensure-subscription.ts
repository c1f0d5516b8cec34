import { wait } from '../../client/timing/deadline.ts'
import { delayBefore, isTemporary } from '../../client/timing/retry.ts'
import type { WazzupApiError } from '../../errors/api-error.ts'
import { isWazzupError } from '../../errors/is-wazzup-error.ts'
import { redactError } from '../../errors/redaction/redact.ts'
import { createInputError } from '../../errors/validation-error.ts'
import { ADDRESS_LIMIT } from '../values.ts'
import { optionIssues } from '../../errors/check-options.ts'
import { isAnything, isOneOf, mustBe, type Rules } from '../../schema/option-rules.ts'
import type { Issue } from '../../schema/issues.ts'
import { defaultCallOptions, type CallOptions } from '../../client/options.ts'
import {
  flagsFrom,
  subscriptionFlags,
  type Subscription,
  type SubscriptionFlags,
  type SubscriptionInput,
} from './subscription.ts'

/** A kind of webhook that Wazzup can send. */
export type SubscriptionFlag = (typeof subscriptionFlags)[number]

/** Input of `subscription.ensure`. */
export interface EnsureInput {
  /** Public address of your receiver, with the secret in its query unless you pass `secret`. Up to 200 characters with it. */
  url: string
  /**
   * The secret of `createWebhooks`, which is put into the query of the address as `key`. Of a list, the first one is: with the new
   * secret before the old one, `ensure` replaces it.
   *
   * @default the address has it
   */
  secret?: string | readonly string[] | undefined
  /**
   * Kinds of webhooks that Wazzup sends to the address.
   *
   * @default all four kinds
   */
  events?: readonly SubscriptionFlag[] | undefined
  /**
   * What to do if another address is subscribed: `keep` it and report the outcome `foreign`, or `overwrite` it. Two addresses
   * with the same origin and path count as the same, so you can change the secret in the query.
   *
   * @default 'keep'
   */
  foreign?: 'keep' | 'overwrite' | undefined
  /**
   * Name of the flag for templates in the request: the documented `templateStatus`, or `both` to add `wabaTemplatesStatus`.
   * Wazzup's response was observed to have `wabaTemplatesStatus`; which name it accepts in a request is not known. Use `both`
   * if the outcome is `incomplete` and `templateStatus` is missing.
   *
   * @default 'templateStatus'
   */
  templateFlag?: 'templateStatus' | 'both' | undefined
}

/** A difference between the found and the wanted subscription. Addresses have no query, because it contains the secret. */
export interface SubscriptionChange {
  /** What differs: the address without its query, the query, or the flag of a kind of webhooks. */
  what: 'url' | 'query' | SubscriptionFlag
  /** The found value: an address, `another` for a query, or a flag. null if no address was subscribed. */
  from: string | boolean | null
  /** The wanted value: an address, `yours` for a query, or a flag. */
  to: string | boolean
}

/** Result of `subscription.ensure`. It contains no secrets, so you can log it. */
export interface EnsureReport {
  /**
   * - `unchanged`: your address was already subscribed to all wanted events.
   * - `subscribed`: no address was subscribed.
   * - `restored`: your address was subscribed to other events, or with another query.
   * - `overwritten`: another address was subscribed, and was replaced by yours.
   * - `foreign`: another address is subscribed, and was kept. **You receive nothing.**
   * - `incomplete`: Wazzup accepted the change, but then returned another subscription. `missing` has the differences.
   */
  outcome: 'unchanged' | 'subscribed' | 'restored' | 'overwritten' | 'foreign' | 'incomplete'
  /** The address that was subscribed before, without its query; null if there was none. */
  found: string | null
  /** The differences that were found. Unless the outcome is `foreign`, they were changed. */
  changes: readonly SubscriptionChange[]
  /** The differences that remain. With the outcome `foreign`, all of them. */
  missing: readonly SubscriptionChange[]
}

/** The calls that {@link ensureSubscription} needs. Any client that has them can be used. */
export interface SubscriptionCalls {
  /** Returns the current subscription. */
  get(input?: object, options?: CallOptions): Promise<Subscription>
  /** Replaces the subscription. */
  set(input: SubscriptionInput, options?: CallOptions): Promise<void>
}

/**
 * Subscribes your address to webhooks if it is not subscribed yet. Reads the subscription, compares it with the wanted one,
 * changes it if they differ, and reads it again. Call it on each deploy and on a timer, because another integration of the
 * account can replace the address.
 *
 * Returns what was found and changed, also if another address was kept. Never overwrites a subscription that it cannot
 * read. Before it repeats a change, it reads again, because another integration may have subscribed its address meanwhile.
 *
 * @throws WazzupValidationError if the input is invalid. Also, with `direction: 'output'`, if the response does not show
 * which address is subscribed; then nothing was changed.
 * @throws WazzupApiError if Wazzup rejects the address. The code is `testPostNotPassed` if your receiver did not respond to
 * Wazzup's test delivery with 200.
 * @see https://wazzup24.ru/help/api-ru/webhooks-2/
 */
export async function ensureSubscription(
  calls: SubscriptionCalls,
  input: EnsureInput,
  options?: CallOptions,
): Promise<EnsureReport> {
  const url = checked(input)
  return ensure(calls, url, input, options).catch((error: unknown) => {
    // The secret is in no input of the GET, so the client does not know it there. Of a rotation, the old secret is one too.
    throw isWazzupError(error) ? redactError(error, [url].concat(input.secret ?? [])) : error
  })
}

async function ensure(
  calls: SubscriptionCalls,
  url: string,
  input: EnsureInput,
  options: CallOptions | undefined,
): Promise<EnsureReport> {
  const { events = subscriptionFlags, foreign = 'keep', templateFlag = 'templateStatus' } = input
  const wanted = flagsFrom((flag) => events.includes(flag))
  const flags = templateFlag === 'both' ? { ...wanted, wabaTemplatesStatus: wanted.templateStatus } : wanted
  let report: EnsureReport | undefined
  const { maxRetries = defaultCallOptions.maxRetries, timeout = defaultCallOptions.timeout } = options ?? {}
  for (let retries = maxRetries; ; retries--) {
    const before = await calls.get({}, options)
    const changes = differences(before, url, wanted)
    const found = before.webhooksUri ? withoutQuery(before.webhooksUri) : null
    const isForeign = found !== null && found !== withoutQuery(url)
    if (changes.length === 0) return report ?? { outcome: 'unchanged', found, changes, missing: [] }
    if (isForeign && foreign === 'keep') return { outcome: 'foreign', found, changes, missing: changes }
    const outcome = found === null ? 'subscribed' : isForeign ? 'overwritten' : 'restored'
    report ??= { outcome, found, changes, missing: [] }
    try {
      // A repeat could replace an address that another integration has subscribed meanwhile, so it looks first.
      await calls.set({ webhooksUri: url, subscriptions: flags }, { ...options, maxRetries: 0 })
    } catch (error) {
      if (retries <= 0 || !isWazzupError(error) || !isTemporary(error as WazzupApiError)) throw error
      const delay = delayBefore(maxRetries - retries + 1, error as WazzupApiError)
      if (delay > timeout) throw error
      // When the signal aborts, the next call throws the error that says so.
      await wait(delay, options?.signal).catch(() => {})
      continue
    }
    const missing = differences(await calls.get({}, options), url, wanted)
    return missing.length > 0 ? { ...report, outcome: 'incomplete', missing } : report
  }
}

function differences(
  { webhooksUri, subscriptions }: Subscription,
  url: string,
  wanted: SubscriptionFlags,
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

/** Returns an address as the URL parser prints it, because Wazzup may store it in that form. */
function normal(address: string): string {
  return URL.canParse(address) ? new URL(address).href : address
}

/** Returns origin and path of an address. The rest may contain a secret. */
function withoutQuery(address: string): string {
  if (!URL.canParse(address)) return address.split(/[?#]/, 1)[0]!
  const { origin, pathname } = new URL(address)
  return origin + pathname
}

/** Created when it is used, because a bundle without this function would keep it. */
const rules = (): Rules<EnsureInput> => ({
  url: addressProblem,
  secret: isAnything,
  events: mustBe(
    `a list that contains only ${subscriptionFlags.join(', ')}`,
    (events) => Array.isArray(events) && events.every((event) => subscriptionFlags.includes(event as SubscriptionFlag)),
  ),
  foreign: isOneOf('keep', 'overwrite'),
  templateFlag: isOneOf('templateStatus', 'both'),
})

/** Returns the address with its secret. */
function checked(input: EnsureInput): string {
  const issues: Issue[] = []
  const url = withSecret({ ...input }, issues)
  issues.push(...optionIssues({ ...input, url }, rules(), ['url']))
  if (issues.length > 0) throw createInputError(issues, 'subscription.ensure')
  return url
}

function withSecret({ url, secret }: EnsureInput, issues: Issue[]): string {
  if (secret === undefined || !URL.canParse(url)) return url
  const [first] = [secret].flat()
  const address = new URL(url)
  if (typeof first !== 'string' || first.trim() !== first || first === '') {
    issues.push({ path: 'secret', message: 'must be a text without spaces around it, or a list of such texts' })
  } else if (address.searchParams.has('key')) {
    issues.push({ path: 'url', message: 'has a "key" already: leave out "secret", or the key' })
  } else address.searchParams.set('key', first)
  return address.href
}

function addressProblem(url: unknown): string | undefined {
  if (typeof url !== 'string' || !URL.canParse(url) || !/^https?:/i.test(url))
    return 'must be an absolute http(s) URL that Wazzup can reach, for example "https://bot.example.com/wazzup?key=..."'
  return url.length > ADDRESS_LIMIT ? `must have at most ${ADDRESS_LIMIT} characters, not ${url.length}` : undefined
}
