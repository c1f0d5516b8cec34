import { isWazzupError } from '../../errors/is-wazzup-error.ts'
import type { EventEnd, StoredEvent } from '../port/driver.ts'
import { endRun } from '../port/settlement.ts'
import { retryDelay } from '../handling/retry-delay.ts'
import { isArrived } from './arrival.ts'
import { hasFailed, sendTask, type Task } from './consequences.ts'
import type { OutboxContext } from './context.ts'
import type { OutboxCode } from './entry-state.ts'
import { addDeletion, addNoDeletion, end, isCancellable, report } from './facts.ts'
import { failedOutcome } from './outcome.ts'
import { joinStatus } from './observe.ts'
import { canSendNext } from './obstacles.ts'
import { probe, probeInterval } from './pauses.ts'
import { stateOf, type EntryRecord } from './record.ts'
import { readEntry, updateEntry } from './update-entry.ts'

const done: EventEnd = { state: 'done' }

/** Does a task that runs beside the lanes of chats, and settles it. */
export async function doTask(context: OutboxContext, event: StoredEvent): Promise<void> {
  const { driver, account } = context
  const data = event.data as Task
  const run = { event, end: done }
  const settle = async (ending: EventEnd, append: readonly ReturnType<typeof sendTask>[] = []): Promise<void> => {
    await driver.commit(account, {
      append,
      settle: [endRun(event, ending)],
    })
  }
  const change = async (
    id: string,
    to: (record: EntryRecord, now: number) => EntryRecord | undefined,
  ): Promise<void> => {
    if (!(await updateEntry(context, id, to, run))) await settle(done)
  }

  switch (data.do) {
    case 'start':
      return release(data.id)
    case 'join':
      await joinStatus(context, data.id, data.messageId)
      return settle(done)
    case 'reportUnknown': {
      const entry = await readEntry(context, data.id)
      // An echo in a lane that waits for a handler still tells what happened.
      if (entry && context.readWaiting) await context.readWaiting(entry.routes[entry.route]!.lane.replace(/^out/, 'in'))
      return change(data.id, (record, now) =>
        record.route === data.route && stateOf(record, now) === 'unknown' ? report(record, 'unknown', now) : undefined,
      )
    }
    case 'reportSilent':
      return change(data.id, (record, now) =>
        record.route === data.route && record.accepted && !record.isSeen && record.status === null && !record.end
          ? report(record, 'silent', now)
          : undefined,
      )
    case 'replaceLate':
      return replaceLate(data.id, data.route)
    case 'releaseNext': {
      const entry = await readEntry(context, data.id)
      return entry?.next && !hasFailed(entry) ? release(entry.next.id) : settle(done)
    }
    case 'cancelNext': {
      const entry = await readEntry(context, data.id)
      if (!entry?.next) return settle(done)
      return change(entry.next.id, (record, now) =>
        isCancellable(record, now) ? end(record, 'cancelled', 'EARLIER_MESSAGE_FAILED', now) : undefined,
      )
    }
    case 'probe':
      return (await probe(context))
        ? settle({ state: 'waiting', due: (await driver.now()) + probeInterval, attempts: event.attempts })
        : settle(done)
  }

  async function release(id: string): Promise<void> {
    const entry = await readEntry(context, id)
    const isQueued = entry && isCancellable(entry, await driver.now())
    await settle(done, isQueued ? [sendTask(entry)] : [])
  }

  /**
   * Returns whether the check comes so late that the app was probably down, and with it the receiver: then it proves nothing
   * that no webhook said the message had arrived, and a customer who has read it would get it again.
   */
  function isOverdue({ accepted, deletion, expiresAt, fallback }: EntryRecord, now: number): boolean {
    if (deletion !== null) return false
    if (now >= expiresAt) return true
    return fallback?.ifNotDeleted !== 'next' && now > accepted!.at + 2 * (fallback?.after ?? 0)
  }

  /** Deletes a message that has not arrived, and then uses the next route. Without a proof of the deletion it does not. */
  async function replaceLate(id: string, route: number): Promise<void> {
    const isLate = (record: EntryRecord): boolean =>
      record.route === route &&
      record.accepted !== null &&
      !isArrived(record) &&
      record.status !== 'error' &&
      !record.end
    const entry = await readEntry(context, id)
    if (!entry || !isLate(entry)) return settle(done)
    const remove = context.wazzup.messages.delete
    const keep = (code: OutboxCode): Promise<void> =>
      change(id, (record, now) => (isLate(record) ? addNoDeletion(record, code, now) : undefined))
    const now = await driver.now()
    if (entry.messageId === null) return keep('MESSAGE_ID_UNKNOWN')
    if (!remove) return keep('NOT_DELETED')
    if (isOverdue(entry, now)) return keep('CHECKED_TOO_LATE')
    // Until another route can send, the message is not taken from a customer who may still get it.
    if (entry.deletion === null && !(await canSendNext(context, entry))) {
      return settle({ state: 'waiting', due: now + probeInterval, attempts: event.attempts })
    }
    if (entry.deletion === null) {
      const begun = await updateEntry(context, id, (record) =>
        isLate(record) ? addDeletion(record, 'begun') : undefined,
      )
      // It has arrived meanwhile, and the customer may be reading it.
      if (!begun) return settle(done)
    }
    let outcome: 'done' | 'failed' | undefined
    try {
      await remove({ messageId: entry.messageId })
      outcome = 'done'
    } catch (error) {
      const failure = failedOutcome(error)
      // An earlier run may have deleted it and got no response.
      const isRepeat = entry.deletion === 'begun' && isWazzupError(error, 'MESSAGES_NOT_FOUND')
      if (failure.is === 'none' && failure.problem === 'message') outcome = isRepeat ? 'done' : 'failed'
    }
    const attempts = event.attempts + 1
    const delay = retryDelay(attempts)
    if (outcome === undefined && delay !== undefined) {
      return settle({ state: 'waiting', due: (await driver.now()) + delay, attempts })
    }
    if (outcome !== 'done') return keep('NOT_DELETED')
    return change(id, (record) => (isLate(record) ? addDeletion(record, 'done') : undefined))
  }
}
