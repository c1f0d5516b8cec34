import { commitRun } from '../handling/commit-run.ts'
import { endOfPoison } from '../handling/poison.ts'
import { endWithoutHandler } from '../handling/unknown-handler.ts'
import type { LaneRun } from '../lanes/run-lanes.ts'
import { escapePart } from '../port/chat-key.ts'
import type { EventEnd, NewEvent, Settlement, StoredEvent } from '../port/driver.ts'
import { isAhead } from '../port/is-ahead.ts'
import { listLane } from '../port/list-lane.ts'
import { endRun } from '../port/settlement.ts'
import type { AnyEvent, InboxSetup, QuietRegistration } from './inbox-parts.ts'
import { chatOf } from './place-events.ts'
import { reportDead, runStored, type InboxWorker } from './run-stored.ts'
import { readEvent, readStoredItem, type StoredItem } from './stored-item.ts'

/** Maximum number of messages in a batch, so that a flood does not fill the memory. */
const mostInBatch = 1_000

/** Returns a message as an event of each lane of quick messages. They are stored with the end of the message. */
export function appendToBatches({ quiet }: InboxSetup, { id, lane, subject, data }: StoredEvent): NewEvent[] {
  const { at } = data as StoredItem
  const chat = lane.slice(lane.indexOf('/') + 1)
  return quiet.map((registration) => ({
    id: `${idPrefix(registration)}${id}`,
    // `driver.wake` takes the beginning of a lane. Without the last separator, it would wake those of "bot-crm" with "bot".
    lane: `quiet/${chat}/${escapePart(registration.name)}/`,
    subject,
    data,
    due: at + registration.quiet,
  }))
}

function idPrefix({ name }: QuietRegistration): string {
  return `quiet:${name}:`
}

/** Makes batches due that have as many messages as a handler asked for. */
export async function wakeFullBatches(worker: InboxWorker, appended: readonly NewEvent[]): Promise<void> {
  const { driver, account, parts } = worker
  for (const { lane } of appended) {
    const registration = registrationOf(parts, lane)
    if (!registration || registration.most === Infinity) continue
    const waiting = await listBatch(worker, lane, registration)
    // A batch whose handler has failed waits for its next run.
    if (waiting.length >= registration.most && waiting[0]!.attempts === 0) await driver.wake(account, lane)
  }
}

function registrationOf({ quiet }: InboxSetup, lane: string): QuietRegistration | undefined {
  const name = nameOf(lane)
  return quiet.find((each) => escapePart(each.name) === name)
}

/** Returns the escaped name of the handler of a lane. Earlier versions have stored lanes without the last separator. */
function nameOf(lane: string): string {
  return lane.replace(/\/$/, '').split('/').at(-1)!
}

function listBatch(
  { driver, account }: InboxWorker,
  lane: string,
  { most }: QuietRegistration,
): Promise<readonly StoredEvent[]> {
  return listLane(driver, account, lane, Math.min(most, mostInBatch))
}

/** Handles the messages of a chat once no further one has come for a while. */
export async function handleBatch(worker: InboxWorker, head: StoredEvent, run: LaneRun): Promise<void> {
  const { driver, account, parts } = worker
  const now = await driver.now()
  const settleHead = (end: EventEnd) => driver.commit(account, { settle: [endRun(head, end)] })
  const { attempts, progress, error } = head
  const wait = (due: number): EventEnd => ({ state: 'waiting', due, attempts, progress, error })
  const registration = registrationOf(parts, head.lane)
  if (!registration) {
    const reason = `no process has a handler for the messages of ${nameOf(head.lane)}`
    const end = endWithoutHandler(head, { now, since: head.at, reason })
    if (end.state === 'dead') parts.report(new Error(reason), { kind: 'store', reason })
    await settleHead(end)
    return
  }
  const waiting = await listBatch(worker, head.lane, registration)
  // The first message was forgotten, or another worker has settled it.
  if (waiting[0]?.position !== head.position) return
  const batch = begunBatch(head, waiting)
  const due = batch ? now : dueOf(registration, waiting, now)
  if (due > now) {
    await settleHead(wait(due))
    return
  }
  await runBatch(worker, registration, batch ?? waiting, run)
}

/** Returns the messages of a batch whose handler has failed before. Later ones belong to the next batch. */
function begunBatch(head: StoredEvent, waiting: readonly StoredEvent[]): readonly StoredEvent[] | undefined {
  const { until } = (head.progress ?? {}) as { until?: number }
  // After `replay` a message has another position.
  if (until === undefined || head.position > until) return undefined
  return waiting.filter(({ position }) => position <= until)
}

function dueOf({ quiet, within, most }: QuietRegistration, waiting: readonly StoredEvent[], now: number): number {
  if (waiting.length >= Math.min(most, mostInBatch)) return 0
  // One that came before the clock was set back has waited.
  const times = waiting.map(({ data }) => (data as StoredItem).at).filter((at) => !isAhead(at, now))
  if (times.length === 0) return 0
  return Math.min(Math.max(...times) + quiet, Math.min(...times) + within)
}

async function runBatch(
  worker: InboxWorker,
  registration: QuietRegistration,
  batch: readonly StoredEvent[],
  run: LaneRun,
): Promise<void> {
  const { parts } = worker
  const read = batch.flatMap(({ id, data }) => {
    const item = readStoredItem(data)
    if (!item) return []
    const event = parts.recognize(readEvent(parts, id.slice(idPrefix(registration).length), item))
    return event.kind === 'message' ? [{ event, raw: item.item }] : []
  })
  const head = batch[0]!
  const last = read.at(-1)?.event
  const poison = endOfPoison(head, run)
  const settle = (end: EventEnd): Settlement[] => {
    if (end.state !== 'waiting') return batch.map((each) => endRun(each, end))
    const progress = { ...(end.progress as object), until: batch.at(-1)!.position }
    return [endRun(head, { ...end, progress })]
  }
  const finish = async (end: EventEnd, prepare: Parameters<typeof commitRun>[3]): Promise<void> => {
    const isStored = await commitRun(worker, settle(end), head, prepare)
    if (isStored && last) reportDead(worker, last, end)
  }
  const nothing = async () => []
  if (poison) return finish(poison, nothing)
  if (!last) return finish({ state: 'done' }, nothing)
  const subject = {
    stored: head,
    run,
    event: last satisfies AnyEvent,
    given: read.map(({ event }) => event),
    raw: read.map(({ raw }) => raw),
    chat: chatOf(last),
    at: last.at,
    canReply: true,
  }
  const { end, prepareReplies } = await runStored(worker, subject, [registration])
  await finish(end, prepareReplies)
}
