import type { SendInput } from '../../api/messages/send-input.ts'
import { elapsedSince, type Moment } from '../../client/timing/clock.ts'
import { defaultCallOptions } from '../../client/options.ts'
import { wait } from '../../client/timing/deadline.ts'
import { jitteredDelay, SHORTEST_REPEAT } from '../../client/timing/retry.ts'
import { withTurnTaken } from '../../client/shared-call.ts'
import type { OutboxContext } from './context.ts'
import { acceptedOutcome, failedOutcome, rateWaitOf, type Outcome } from './outcome.ts'
import { pauseKey } from './pauses.ts'

/** Milliseconds for an attempt with a file, which Wazzup downloads before it responds. */
const timeoutOfFile = 30_000

const { attemptTimeout, maxRetries } = defaultCallOptions

/** One use of the client for a route. */
export interface CallPlan {
  /** The input of the first attempt. */
  input: SendInput
  /** Returns the input of a repeat, for which a link to a file is made anew; undefined when it cannot be made. */
  renewInput(): Promise<SendInput | undefined>
  crmMessageId: string
  /** When T0 was read. */
  startedAt: Moment
  /** Milliseconds that had passed since T0 then, by the clock of the store: 0 in the process that wrote it. */
  elapsed: number
  /** Milliseconds after T0 by which the last attempt ends. */
  limit: number
  signal: AbortSignal
  /** Returns whether an echo has shown meanwhile that the route was accepted. */
  isSettled(): Promise<boolean>
}

/** The result of a call. `unknown` also when a rejection came after an attempt whose effect is unknown. */
export type CallResult = Outcome | { is: 'too late' } | { is: 'settled' }

/**
 * Sends a route, and repeats it under the same id while Wazzup certainly remembers an earlier attempt. The check before
 * each request, not the lease of the lane, stops a process that slept.
 */
export async function makeCall(context: OutboxContext, plan: CallPlan): Promise<CallResult> {
  const most = context.repeat === 'never' ? 1 : 1 + maxRetries
  let unknown: Outcome | undefined
  for (let attempt = 1; attempt <= most; attempt++) {
    if (attempt > 1 && (await plan.isSettled())) return { is: 'settled' }
    const input = attempt === 1 ? plan.input : await plan.renewInput()
    if (!input) break
    if (leftOf(plan) < SHORTEST_REPEAT || plan.signal.aborted) return unknown ?? { is: 'too late' }
    const outcome = await makeAttempt(context, plan, { input, attempt })
    if (outcome.is === 'accepted') return outcome
    // Once the effect of an attempt is unknown, a rejection of a later one proves nothing about it.
    if (outcome.is === 'none' && !unknown) return outcome
    // It does prove that the key has to wait, in all processes.
    if (outcome.is === 'none' && outcome.problem === 'rate') {
      await pauseKey(context, 'RATE', rateWaitOf(outcome.error)).catch((error) => context.report(error, undefined))
    }
    if (outcome.is === 'unknown') unknown = outcome
    if (outcome.is === 'unknown' && !outcome.mayRepeat) break
    const milliseconds = pauseAfter(attempt, outcome)
    // A `Retry-After` may be longer than the window. To wait for it would hold up the chat for nothing.
    if (attempt === most || milliseconds > leftOf(plan) - SHORTEST_REPEAT) break
    // A stop ends the pause; the check before the next attempt sees it.
    await wait(milliseconds, plan.signal).catch(() => {})
  }
  return unknown!
}

/** Returns the milliseconds in which the last attempt must end. */
function leftOf({ limit, elapsed, startedAt }: CallPlan): number {
  return limit - Math.max(elapsedSince(startedAt) + elapsed, 0)
}

async function makeAttempt(
  { wazzup }: OutboxContext,
  plan: CallPlan,
  { input, attempt }: { input: SendInput; attempt: number },
): Promise<Outcome> {
  const { crmMessageId, signal } = plan
  const timeout = Math.min(leftOf(plan), 'contentUri' in input && input.contentUri ? timeoutOfFile : attemptTimeout)
  try {
    const message = { ...input, crmMessageId } as SendInput
    const options = { signal, timeout, attemptTimeout: timeout, maxRetries: 0 }
    // The outbox has waited for the turn of the first attempt, before T0.
    return acceptedOutcome(await wazzup.messages.send(message, attempt === 1 ? withTurnTaken(options) : options))
  } catch (error) {
    return failedOutcome(error)
  }
}

function pauseAfter(attempt: number, outcome: Outcome): number {
  const least = outcome.is === 'unknown' ? outcome.wait : 0
  return Math.max(least, jitteredDelay(attempt))
}
