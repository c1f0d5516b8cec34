import { sentBy } from '../../webhooks/events/author.ts'
import { pickLaterStatus } from '../../webhooks/events/later-status.ts'
import { hasAuthor, setAuthor } from '../../webhooks/events/recognize-own.ts'
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
  const event = parts.recognize(given)
  if (entry !== undefined && hasAuthor(event)) setAuthor(event, sentBy(event.author, entry))
  event.id = id
  await applyTakeover({ driver, account, takeover: parts.takeover, remember: parts.remember }, event, arrivedAt)
  if (event.kind === 'status') event.latest = await latestStatus(observer, event)
  return { event }
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
