import { sentBy } from '../../webhooks/events/author.ts'
import { pickLaterStatus } from '../../webhooks/events/later-status.ts'
import type { StoreDriver } from '../port/driver.ts'
import type { AnyEvent, InboxSetup } from './inbox-parts.ts'
import { applyTakeover } from './takeover.ts'

/** An event as its handlers get it, or until when it must wait. */
export type Observed = { event: AnyEvent; holdUntil?: undefined } | { holdUntil: number }

/** What observing needs. */
export interface Observer {
  driver: StoreDriver
  account: string
  parts: InboxSetup
}

/** Kinds that change what is known about sends, chats and channels. They are observed before they reach their turn. */
export const observedEarly: ReadonlySet<string> = new Set(['echo', 'status', 'channel'])

/** Joins an event with what is known about its message. It may be called several times for one event. */
export async function observeEvent(observer: Observer, given: AnyEvent, arrivedAt: number): Promise<Observed> {
  const { driver, account, parts } = observer
  const { id } = given
  const { holdUntil, entry } = (await parts.outbox?.link?.observe(given, arrivedAt)) ?? {}
  if (holdUntil !== undefined && holdUntil > (await driver.now())) return { holdUntil }
  const event = withEntry(parts.recognize(given), entry)
  event.id = id
  await applyTakeover({ driver, account, takeover: parts.takeover, remember: parts.remember }, event, arrivedAt)
  if (event.kind === 'status') event.latest = await latestStatus(observer, event)
  return { event }
}

const aboutAnyMessage: ReadonlySet<string> = new Set(['echo', 'messageEdited', 'messageDeleted'])

/** Sets the author of a message that an entry of the outbox has sent. */
function withEntry(event: AnyEvent, entry: string | undefined): AnyEvent {
  if (entry === undefined || !('author' in event)) return event
  event.author = sentBy(event.author, entry)
  // An outgoing item that looks like a customer's message would make a bot reply to itself.
  if (!aboutAnyMessage.has(event.kind)) Object.assign(event, { kind: 'echo' })
  return event
}

/** The outbox writes the record of a message when it observes a status. */
async function latestStatus(
  { driver, account }: Observer,
  { messageId, status }: Extract<AnyEvent, { kind: 'status' }>,
): Promise<ReturnType<typeof pickLaterStatus>> {
  const [record] = await driver.read(account, [`status/${messageId}`])
  const known = (record?.value as { status?: string } | undefined)?.status
  return pickLaterStatus(known, status)
}
