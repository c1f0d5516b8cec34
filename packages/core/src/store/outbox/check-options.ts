import { createInputError } from '../../errors/validation-error.ts'
import { checkOptions, optionIssues } from '../../errors/check-options.ts'
import {
  isAboveZero,
  isAccountStore,
  isCount,
  isFilled,
  isFunction,
  isObject,
  isOneOf,
  isSender,
  isTimeout,
  mustBe,
  type Rules,
} from '../../schema/option-rules.ts'
import type { RateLimit } from '../../client/timing/rate-limit.ts'
import type { Codec } from './context.ts'
import type { EntryHandlerOptions, OutboxOptions } from './outbox.ts'

const onceOrAgain = isOneOf('window', 'never')

const rules: Rules<OutboxOptions> = {
  wazzup: isSender,
  store: isAccountStore,
  repeat: onceOrAgain,
  resume: onceOrAgain,
  settleWithin: isAboveZero,
  remember: isAboveZero,
  rateLimit: mustBe(
    '{ perChannel: { requests, perMilliseconds } } or { perChannel: "unlimited" }; the limit of the key is an option of createWazzup',
    (value: object | null) => value && Object.keys(value).every((name) => name === 'perChannel'),
  ),
  codec: mustBe(
    'an object with the functions seal and open',
    (codec: Partial<Codec> | null) => typeof codec?.seal === 'function' && typeof codec.open === 'function',
  ),
  linkTo: mustBe('a function that returns a link to a file', (value) => typeof value === 'function'),
  hooks: isObject,
  onError: isFunction,
  concurrency: isCount,
}

const limitRules: Rules<RateLimit> = { requests: isCount, perMilliseconds: isAboveZero }

const handlerRules: Rules<EntryHandlerOptions> = { name: isFilled, timeout: isTimeout }

/** @throws WazzupValidationError when an option of an outbox is invalid. */
export function checkOutboxOptions(options: OutboxOptions): void {
  const issues = optionIssues(options, rules, ['wazzup', 'store'])
  const { perChannel } = options?.rateLimit ?? {}
  if (typeof perChannel === 'string' && perChannel !== 'unlimited') {
    issues.push({ path: 'rateLimit.perChannel', message: 'must be { requests, perMilliseconds } or "unlimited"' })
  } else if (perChannel !== undefined && perChannel !== 'unlimited') {
    issues.push(...optionIssues(perChannel, limitRules, Object.keys(limitRules), 'rateLimit.perChannel.'))
  }
  if (issues.length > 0) throw createInputError(issues, 'createOutbox')
}

/** @throws WazzupValidationError when an option of a handler is invalid. */
export function checkHandlerOptions(options: EntryHandlerOptions): void {
  checkOptions(options, handlerRules, [], 'outbox.on')
}
