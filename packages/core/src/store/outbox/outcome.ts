import { CLOCK_DIFFERENCE, rateWindow } from '../../client/timing/retry.ts'
import { isWazzupError } from '../../errors/is-wazzup-error.ts'
import { lacksKey } from '../../errors/lacks-key.ts'
import type { ErrorCode } from '../../errors/wazzup-error.ts'
import type { Sent } from '../../api/messages/sent.ts'

/** The outcome of one attempt. */
export type Outcome =
  | { is: 'accepted'; messageId: string | null; repeated: boolean }
  /** It may have been sent. `mayRepeat`: a repeat under the same id may show what happened. */
  | { is: 'unknown'; mayRepeat: boolean; wait: number; error: unknown }
  /** It proves that nothing of this attempt was sent. */
  | { is: 'none'; problem: Problem; code: string; error: unknown }

/**
 * What must change before a rejected message can leave.
 *
 * - `message`: the message itself. It is rejected.
 * - `time`: nothing; it is tried again later.
 * - `few tries`: as `time`, but only five times.
 * - `channel`: the channel cannot send. All its messages wait.
 * - `key`: the key was rejected. All messages wait.
 * - `rate`: too many requests. All messages wait for a short time.
 */
type Problem = 'message' | 'time' | 'few tries' | 'channel' | 'key' | 'rate'

const channelCodes: readonly ErrorCode[] = [
  'CHANNEL_BLOCKED',
  'CHANNEL_NOT_ACTIVE',
  'CHANNEL_NO_MONEY',
  'CHANNEL_WAPI_REJECTED',
  'CHANNEL_LIMIT_EXCEEDED',
  'MESSAGE_CHANNEL_UNAVAILABLE',
]

const codesOfFewTries: readonly ErrorCode[] = ['MESSAGE_DOWNLOAD_CONTENT_ERROR', 'BALANCE_IS_EMPTY']

/** Codes of a 403 that are about the key, not about the message. A 401 always is. */
const keyCodes: readonly ErrorCode[] = ['INVALID_APIKEY', 'INVALID_API_KEY', 'FORBIDDEN']

/**
 * The most milliseconds to wait for a `Retry-After`. The wait holds up all processes, and one of them may have misread the
 * header because its clock is wrong.
 */
const longestRateWait = 300_000

export function acceptedOutcome({ messageId, repeated }: Pick<Sent, 'messageId' | 'repeated'>): Outcome {
  return { is: 'accepted', messageId: messageId || null, repeated }
}

/** Returns the outcome of an attempt that threw. An error of another client proves nothing. */
export function failedOutcome(error: unknown): Outcome {
  const { effect, retryAfter, reason } = readError(error)
  if (effect !== 'none') return { is: 'unknown', mayRepeat: reason !== 'redirect', wait: retryAfter ?? 0, error }
  return { is: 'none', problem: problemOf(error), code: codeOf(error), error }
}

/** Returns a text that is the same for all errors of one cause. */
export function causeOf(error: unknown): string {
  const { code, status, reason } = readError(error)
  return `${reason ?? code ?? status}`
}

/** Whether the end of a pause lies further ahead than any can, also by the clock of another process. */
export function isBeyondPauses(ahead: number): boolean {
  return ahead > longestRateWait + rateWindow.jitter + CLOCK_DIFFERENCE
}

/** Returns the milliseconds for which all messages wait after a 429. */
export function rateWaitOf(error: unknown): number {
  const asked = readError(error).retryAfter ?? rateWindow.wait
  return Math.min(asked, longestRateWait) + Math.random() * rateWindow.jitter
}

function problemOf(error: unknown): Problem {
  const { status, reason } = readError(error)
  const has = (codes: readonly ErrorCode[]): boolean => codes.some((code) => isWazzupError(error, code as 'FORBIDDEN'))
  if (reason !== undefined) return 'time'
  // The key could not be read, for example from a vault that is down.
  if (status === undefined) return isWazzupError(error) && 'issues' in error && lacksKey(error) ? 'key' : 'message'
  if (status === 429) return 'rate'
  if (has(channelCodes)) return 'channel'
  if (has(codesOfFewTries)) return 'few tries'
  const isAboutKey = status === 401 || (status === 403 && (readError(error).code === undefined || has(keyCodes)))
  return isAboutKey ? 'key' : 'message'
}

function codeOf(error: unknown): string {
  const { code, status, reason } = readError(error)
  if (typeof code === 'string') return code
  if (status !== undefined) return `HTTP_${status}`
  return reason === undefined ? 'INVALID_INPUT' : reason.toUpperCase()
}

interface ReadError {
  effect?: string
  code?: string
  status?: number
  reason?: string
  retryAfter?: number
}

function readError(error: unknown): ReadError {
  return isWazzupError(error) ? (error as unknown as ReadError) : {}
}
