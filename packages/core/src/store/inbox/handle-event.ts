import { replyableKinds } from '../../webhooks/events/events.ts'
import { commitRun } from '../handling/commit-run.ts'
import { endOfPoison } from '../handling/poison.ts'
import type { LaneRun } from '../lanes/run-lanes.ts'
import type { EventEnd, NewEvent, StoredEvent } from '../port/driver.ts'
import { endRun } from '../port/settlement.ts'
import type { AnyEvent } from './inbox-parts.ts'
import { observeEvent } from './observe-event.ts'
import { chatOf } from './place-events.ts'
import { appendToBatches, wakeFullBatches } from './quiet-lanes.ts'
import { reportDead, runStored, type InboxWorker, type StoredRun } from './run-stored.ts'
import { readEvent, readStoredItem } from './stored-item.ts'

/** Milliseconds between two looks whether the author of an echo is known. Most responses come within a second. */
const holdInterval = 500

/** Handles the first event of a lane and settles it. */
export async function handleEvent(worker: InboxWorker, stored: StoredEvent, run: LaneRun): Promise<void> {
  const { driver, account, parts } = worker
  const item = readStoredItem(stored.data)
  if (!item) return settleUnreadable(worker, stored)
  const given = readEvent(parts, stored.id, item)
  const poison = endOfPoison(stored, run)
  if (poison) return settle(worker, stored, given, poison)
  const observed = await observeEvent(worker, given, item.at)
  if (observed.holdUntil !== undefined) {
    const { attempts, progress, error } = stored
    const due = Math.min(observed.holdUntil, (await driver.now()) + holdInterval)
    const end = { state: 'waiting', due, attempts, progress, error } as const
    await driver.commit(account, { settle: [endRun(stored, end)] })
    return
  }
  const { event } = observed
  const { end, prepareReplies } = await runStored(
    worker,
    {
      stored,
      run,
      event,
      given: event,
      raw: item.item,
      chat: chatOf(event),
      at: event.at,
      canReply: replyableKinds.has(event.kind),
    },
    parts.handlers.get(event.kind) ?? [],
  )
  await settle(worker, stored, event, end, prepareReplies)
}

/** Ends a run, and hands a message over to the handlers of batches. */
async function settle(
  worker: InboxWorker,
  stored: StoredEvent,
  event: AnyEvent,
  end: EventEnd,
  prepareReplies: StoredRun['prepareReplies'] = async () => [],
): Promise<void> {
  const { driver, parts } = worker
  const isOver = end.state === 'done' || end.state === 'dead'
  const append: readonly NewEvent[] = isOver && event.kind === 'message' ? appendToBatches(parts, stored) : []
  const keepUntil = parts.keepDeliveries > 0 ? (await driver.now()) + parts.keepDeliveries : undefined
  const kept: EventEnd = end.state === 'done' ? { state: 'done', keepUntil } : end
  const isStored = await commitRun(worker, [endRun(stored, kept)], stored, async () => [
    { append },
    ...(await prepareReplies()),
  ])
  if (!isStored) return
  reportDead(worker, event, end)
  await wakeFullBatches(worker, append)
}

/** A newer version has stored the event, and this process cannot read it. */
async function settleUnreadable(worker: InboxWorker, stored: StoredEvent): Promise<void> {
  const { driver, account, parts } = worker
  const error = 'Another version of this package has stored the event; replay it with that version'
  const { attempts, progress } = stored
  const end: EventEnd = { state: 'dead', attempts, progress, error }
  const isStored = await driver.commit(account, { settle: [endRun(stored, end)] })
  if (isStored) parts.report(new Error(`${error}: ${stored.id}`), { kind: 'store', reason: error })
}
