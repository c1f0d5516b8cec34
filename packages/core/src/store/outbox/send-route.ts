import { momentNow } from '../../client/timing/clock.ts'
import { Stopped } from '../../client/timing/deadline.ts'
import { SHORTEST_REPEAT } from '../../client/timing/retry.ts'
import { createMessageId } from '../../api/messages/message-id.ts'
import type { SendInput } from '../../api/messages/send-input.ts'
import { isGivenUp } from '../handling/give-up.ts'
import type { LaneRun } from '../lanes/run-lanes.ts'
import type { EventEnd, StoredEvent } from '../port/driver.ts'
import { endRun } from '../port/settlement.ts'
import type { Task } from './consequences.ts'
import type { OutboxContext } from './context.ts'
import { accept, beginCall, end, endCall, giveUpCalls, reject, useNextRoute } from './facts.ts'
import { makeLink } from './file-links.ts'
import { makeCall, type CallResult } from './make-call.ts'
import { canSendNext, findObstacle, type Obstacle } from './obstacles.ts'
import { causeOf, rateWaitOf, type Outcome } from './outcome.ts'
import { isRejection, keyPauseRecord, pauseChannel, pauseKey, probeInterval, type KeyPause } from './pauses.ts'
import type { TakeTurn } from './rate.ts'
import { limits, stateOf, t0Of, toEntry, type Call, type EntryRecord } from './record.ts'
import { openInput } from './sealed-inputs.ts'
import { readEntry, updateEntry } from './update-entry.ts'

/** Milliseconds to wait after a passing problem: the first pause, doubled up to the longest. */
const backoff = { first: 1_000, most: 300_000 }

/** How often a message is tried whose problem may pass only soon. */
const fewTries = 5

const done: EventEnd = { state: 'done' }

/** Sends the route of a task, as far as that is safe. Settles the task in every case. */
export async function sendRoute(
  context: OutboxContext,
  takeTurn: TakeTurn,
  event: StoredEvent,
  run: LaneRun,
): Promise<void> {
  const { driver, account } = context
  const { id, route } = event.data as Extract<Task, { do: 'send' }>
  const settle = async (end: EventEnd): Promise<void> => {
    await driver.commit(account, { settle: [endRun(event, end)] })
  }
  const postpone = (due: number): Promise<void> => settle({ state: 'waiting', due, attempts: event.attempts })
  const entry = await readEntry(context, id)
  const now = await driver.now()
  if (!entry || entry.route !== route) return settle(done)
  const state = stateOf(entry, now)
  if (state === 'sending' && mayResume(context, entry, now)) return send(entry, limits.resumed)
  if (state === 'sending' || state === 'unknown') return giveUp()
  if (state !== 'queued') return settle(done)

  const obstacle = await findObstacle(context, entry)
  if (obstacle) return meet(obstacle)
  try {
    const pause = await takeTurn(entry.routes[route]!, entry.isBulk ? 'half' : 'all', run.signal)
    if (pause > 0) return await postpone((await driver.now()) + pause)
  } catch (error) {
    if (error instanceof Stopped) return
    throw error
  }
  // The turn may have taken its time, and a pause may have come meanwhile.
  const later = await findObstacle(context, entry)
  return later ? meet(later) : send(entry, limits.own)

  /** Ends the task with a change of an entry that is still queued. Otherwise the next run decides by the facts. */
  async function change(to: (record: EntryRecord, now: number) => EntryRecord): Promise<void> {
    const whileQueued = (record: EntryRecord, at: number): EntryRecord | undefined =>
      record.route === route && stateOf(record, at) === 'queued' ? to(record, at) : undefined
    if (!(await updateEntry(context, id, whileQueued, { event, end: done }))) await postpone(await driver.now())
  }

  /** Ends the task with a fact, also when it is known already. */
  async function conclude(fact: (record: EntryRecord, now: number) => EntryRecord | undefined): Promise<void> {
    if (!(await updateEntry(context, id, fact, { event, end: done }))) await settle(done)
  }

  async function meet(found: Obstacle): Promise<void> {
    if (found.is === 'expired') await change((record, at) => end(record, 'expired', 'EXPIRED', at))
    else if (found.is === 'chat paused') await change((record, at) => end(record, 'cancelled', 'CHAT_PAUSED', at))
    else if (found.is === 'channel paused' && (await canSendNext(context, entry!))) {
      await change((record) => useNextRoute({ ...record, code: found.reason }))
    } else await postpone(found.due)
  }

  /** Stops waiting for a response. The entry leaves its lane, and an echo may settle it. */
  async function giveUp(): Promise<void> {
    let mayLeave = false
    const change = (record: EntryRecord, at: number): EntryRecord | undefined => {
      // Right now, the process of the call may have proved that nothing left.
      mayLeave = record.route === route && stateOf(record, at) === 'queued'
      return mayLeave || record.route !== route || record.accepted ? undefined : giveUpCalls(record)
    }
    if (await updateEntry(context, id, change, { event, end: done })) return
    await (mayLeave ? postpone(await driver.now()) : settle(done))
  }

  async function send(from: EntryRecord, limit: number): Promise<void> {
    const stored = await openInput(from.inputs, route, context.codec)
    if (!stored) return change((record, at) => reject(record, 'CONTENT_DELETED', at))
    let input: SendInput
    try {
      // Before T0, because nothing leaves if there is no link.
      input = await makeLink(stored, context.linkTo, run.signal)
    } catch (error) {
      return waitForLink(error)
    }
    const startedAt = momentNow()
    const t0 = t0Of(from) ?? (await driver.now())
    const elapsed = limit === limits.own ? 0 : (await driver.now()) - t0
    const call: Call = { id: createMessageId(), t0, process: context.process, effect: 'pending' }
    let mayBegin = false
    await updateEntry(context, id, (record, at) => {
      const is = stateOf(record, at)
      // All calls of a route share one T0. If another process began meanwhile, the next run continues under its T0.
      const isAsRead = limit === limits.own ? is === 'queued' : is === 'sending' && t0Of(record) === t0
      mayBegin = record.route === route && isAsRead
      return mayBegin ? beginCall(record, call) : undefined
    })
    if (!mayBegin) return postpone(await driver.now())
    const { crmMessageId } = from.routes[route]!
    const result = await makeCall(context, {
      input,
      async renewInput() {
        try {
          return await makeLink(stored, context.linkTo, run.signal)
        } catch (error) {
          if (!(error instanceof Stopped)) await reportLink(error)
          return undefined
        }
      },
      crmMessageId,
      startedAt,
      elapsed,
      limit,
      signal: run.signal,
      isSettled: async () => (await readEntry(context, id))?.accepted !== null,
    })
    await persist(context, run.signal, () => note(call, result))
  }

  /** Tries again later to make the link to a file. Without one, nothing of the entry has left, unless a request is open. */
  async function waitForLink(error: unknown): Promise<void> {
    if (error instanceof Stopped) return
    await reportLink(error)
    const after = await updateEntry(context, id, (record, at) => {
      if (record.route !== route || stateOf(record, at) !== 'queued') return undefined
      return isGivenUp(error) ? reject(record, 'FILE_GIVEN_UP', at) : { ...record, tries: record.tries + 1 }
    })
    // The next run decides by the facts.
    await postpone((await driver.now()) + delayAfter(after?.tries ?? 1))
  }

  async function reportLink(error: unknown): Promise<void> {
    context.report(error, toEntry(entry!, await driver.now()))
  }

  async function note(call: Call, result: CallResult): Promise<void> {
    if (result.is === 'accepted') {
      const by = result.repeated ? 'repeated' : 'response'
      const fact = { route, messageId: result.messageId, by } as const
      return conclude((record, at) => accept(record, fact, at))
    }
    if (result.is === 'settled') return settle(done)
    if (result.is === 'unknown') {
      await giveUp()
      const after = await readEntry(context, id)
      // The entry is reported after five minutes if no echo comes; the cause only here.
      return context.rarely.about(causeOf(result.error), result.error, after && toEntry(after, await driver.now()))
    }
    const problem = result.is === 'none' ? result : undefined
    const after = await updateEntry(context, id, (record, at) => {
      const ended = record.route === route ? endCall(record, call, at) : undefined
      return ended && stateOf(ended, at) === 'queued' ? afterProblem(ended, problem, at) : ended
    })
    if (problem) await pauseAfter(context, problem, entry!.routes[route]!.channelId)
    if (problem?.problem === 'time') context.report(problem.error, undefined)
    // The next run decides by the facts: wait, use the next route, or stop.
    const at = await driver.now()
    const isPaused = problem !== undefined && ['channel', 'key', 'rate'].includes(problem.problem)
    // A pause does not hold up an entry of which another call is open: its next request may show what has happened.
    const isOpen = after !== undefined && stateOf(after, at) === 'sending'
    if (isOpen) return postpone(at + delayAfter(after.calls.length - 1))
    await postpone(at + (problem && !isPaused ? delayAfter(after?.tries ?? 1) : 0))
  }
}

/** Returns whether another call under the same T0 is certain to end while Wazzup remembers the first. */
function mayResume({ repeat, resume }: OutboxContext, entry: EntryRecord, now: number): boolean {
  const elapsed = now - (t0Of(entry) ?? now)
  return repeat === 'window' && resume === 'window' && elapsed >= 0 && elapsed + SHORTEST_REPEAT <= limits.resumed
}

function afterProblem(
  record: EntryRecord,
  problem: Extract<Outcome, { is: 'none' }> | undefined,
  now: number,
): EntryRecord {
  if (!problem) return record
  const tries = record.tries + 1
  const isFinal = problem.problem === 'message' || (problem.problem === 'few tries' && tries >= fewTries)
  if (isFinal) return reject(record, problem.code, now)
  return { ...record, tries }
}

async function pauseAfter(
  context: OutboxContext,
  { problem, code, error }: Extract<Outcome, { is: 'none' }>,
  channelId: string,
): Promise<void> {
  if (problem === 'channel') await pauseChannel(context, channelId, code)
  if (problem === 'rate') await pauseKey(context, 'RATE', rateWaitOf(error))
  if (problem !== 'key') return
  const [before] = await context.driver.read(context.account, [keyPauseRecord])
  await pauseKey(context, code, probeInterval * 1.5)
  if (!isRejection(before?.value as KeyPause | undefined)) context.rarely.forget('key')
  context.rarely.about('key', error)
}

function delayAfter(tries: number): number {
  return Math.min(backoff.most, backoff.first * 2 ** Math.max(0, tries - 1)) * (1 + Math.random() * 0.2)
}

/** Tries to store what is known until the store can be reached or the worker is stopped. */
async function persist(context: OutboxContext, signal: AbortSignal, store: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await store()
    } catch (error) {
      context.report(error, undefined)
      if (signal.aborted) return
      await new Promise((resolve) => void setTimeout(resolve, 1_000))
    }
  }
}
