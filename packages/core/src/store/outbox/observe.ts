import { contentOfItem, isSameChat } from '../../api/messages/same-message.ts'
import { CLOCK_DIFFERENCE } from '../../client/timing/retry.ts'
import type { EventKind, Events, StatusUpdate } from '../../webhooks/events/events.ts'
import { timeOf } from '../../webhooks/events/identity.ts'
import { pickLaterStatus, type SentStatus } from '../../webhooks/events/later-status.ts'
import type { Echo } from '../../webhooks/events/message-events.ts'
import { openGroup } from './consequences.ts'
import type { OutboxContext } from './context.ts'
import { accept, addStatus, see } from './facts.ts'
import { noteChannelState } from './pauses.ts'
import { echoTime, isOpen, limits, stateOf, t0Of, type EntryRecord } from './record.ts'
import { toStoredContent } from './route.ts'
import type { Observation } from './send-link.ts'
import { readEntry, updateEntry } from './update-entry.ts'

/** What is stored of the statuses of a message, also of one that the outbox has not sent. */
interface StatusRecord {
  /** The latest status. */
  status: SentStatus
  /** Code of the error. */
  code: string | null
}

/** Joins an event with the sends of the outbox. It may be called again for the same event. */
export async function observe(
  context: OutboxContext,
  event: Events[EventKind],
  arrivedAt: number,
): Promise<Observation> {
  switch (event.kind) {
    case 'status':
      await observeStatus(context, event)
      return {}
    case 'channel':
      await noteChannelState(
        context,
        event.channelId,
        event.state,
        // A later time than that of the delivery would make all real updates until then count as older.
        new Date(timeOf(event.timestamp, arrivedAt)).toISOString(),
      )
      return {}
    case 'echo':
      return observeEcho(context, event, arrivedAt)
    default:
      // What Wazzup calls inbound is not ours. Without a direction, or as an edit or a deletion, it may be.
      return 'author' in event && event.status !== 'inbound' ? findEntry(context, event.messageId) : {}
  }
}

/** Returns the entry that sent a message with a known id. */
async function findEntry({ driver, account }: OutboxContext, messageId: string): Promise<Observation> {
  const [index] = await driver.read(account, [`sent/${messageId}`])
  return index ? { entry: index.value as string } : {}
}

/** Stores the status of a message, and joins it with the entry that sent it, if that is known already. */
async function observeStatus(context: OutboxContext, { messageId, status, error }: StatusUpdate): Promise<void> {
  const { driver, account, remember } = context
  const key = `status/${messageId}`
  const code = error?.code ?? null
  for (;;) {
    const [[stored], now] = [await driver.read(account, [key]), await driver.now()]
    const before = stored?.value as StatusRecord | undefined
    const later = pickLaterStatus(before?.status, status)
    if (!later || later === before?.status) break
    const value: StatusRecord = { status: later, code: later === 'error' ? code : null }
    const write = [{ key, value, version: stored?.version, expiresAt: now + remember }]
    if (await driver.commit(account, { write })) break
  }
  const { entry } = await findEntry(context, messageId)
  if (entry !== undefined) await joinStatus(context, entry, messageId)
}

/** Applies the stored status of a message to its entry. */
export async function joinStatus(context: OutboxContext, id: string, messageId: string): Promise<void> {
  const [stored] = await context.driver.read(context.account, [`status/${messageId}`])
  if (!stored) return
  const { status, code } = stored.value as StatusRecord
  await updateEntry(context, id, (record, now) => addStatus(record, { messageId, status, code }, now))
}

async function observeEcho(context: OutboxContext, echo: Echo, arrivedAt: number): Promise<Observation> {
  const { driver, account } = context
  const known = await observeOwn(context, echo.messageId)
  if (known) return known
  if (!echo.channelId || isWrittenByHuman(echo)) return {}
  const ofChannel = (await driver.readGroup(account, openGroup(echo.channelId))).map(
    ({ value }) => value as EntryRecord,
  )
  // The response may have been stored between the two reads, and then its entry is not open any more.
  const knownNow = await observeOwn(context, echo.messageId)
  if (knownNow) return knownNow
  const open = ofChannel.filter((record) => isSameChat(record.routes[record.route]!, echo))
  // The chat of a send by phone or user name is known only from its response.
  const maybe = ofChannel.filter((record) => record.routes[record.route]!.chatId === null || open.includes(record))
  if (!mayBeOurs(echo, maybe)) return {}
  const now = await driver.now()
  const holds = maybe.filter((record) => stateOf(record, now) === 'sending').map((record) => t0Of(record)! + limits.own)
  if (holds.length > 0) return { holdUntil: Math.max(...holds) }
  const content = await toStoredContent(contentOfItem(echo), context.hash)
  const fitting = open.filter((record) => isFit(record, content, echo, arrivedAt))
  return fitting.length === 1 ? claim(context, fitting[0]!, echo.messageId) : {}
}

/** Notes the echo of a message whose id is known. Returns undefined when it is not. */
async function observeOwn(context: OutboxContext, messageId: string): Promise<Observation | undefined> {
  const { entry } = await findEntry(context, messageId)
  if (entry === undefined) return undefined
  await updateEntry(context, entry, (record) => see(record, messageId))
  return { entry }
}

/** Settles an entry by its echo, which tells that it was accepted. */
async function claim(context: OutboxContext, { id, route }: EntryRecord, messageId: string): Promise<Observation> {
  const claimed = await updateEntry(context, id, (record, now) =>
    isOpen(record) && record.route === route ? accept(record, { route, messageId, by: 'echo' }, now) : undefined,
  )
  const entry = claimed ?? (await readEntry(context, id))
  return entry?.messageId === messageId ? { entry: id } : {}
}

function isWrittenByHuman({ sentFromApp, authorId, authorName }: Echo): boolean {
  return sentFromApp === true || (!authorId && !authorName)
}

/** Returns whether an echo with a name and without an id, or with the id of the user of an open entry, may be ours. */
function mayBeOurs({ authorId }: Echo, open: readonly EntryRecord[]): boolean {
  if (open.length === 0) return false
  return !authorId || open.some((record) => record.routes[record.route]!.crmUserId === authorId)
}

/** Returns whether an echo has the content of an entry and came from the time in which its attempts were made. */
function isFit(record: EntryRecord, content: string, { dateTime }: Echo, arrivedAt: number): boolean {
  const t0 = t0Of(record)
  if (t0 === undefined || arrivedAt < t0 || record.routes[record.route]!.content !== content) return false
  const at = dateTime === undefined ? arrivedAt : Date.parse(dateTime)
  const startOfMinute = Math.floor(t0 / 60_000) * 60_000
  return at >= startOfMinute - CLOCK_DIFFERENCE && at <= t0 + echoTime
}
