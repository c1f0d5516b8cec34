import type { LedgerEntry } from '@wazzup-kit/emulator'
import type { Simulated } from './outbox-simulation.ts'
import type { Asked } from './simulated-writers.ts'

const neverLeft = ['rejected', 'cancelled', 'expired']
const left = ['accepted', 'delivered', 'read', 'failed']

/** Compares entries with the ledger and with what webhooks said about them. Returns the violations of the specification. */
export function violations(simulated: Simulated): string[] {
  const { asked, facts, waiting, dead, told, entries } = simulated
  const wrong = [...facts.wrong]
  const sent = sentByRoute(simulated)
  for (const [crmMessageId, messages] of sent) {
    if (messages.length > 1) {
      const times = messages.map(({ acceptedAt }) => acceptedAt).join(', ')
      wrong.push(`${ownerOf(simulated, crmMessageId)} was accepted ${messages.length} times, at ${times}`)
    }
  }
  for (const each of asked) wrong.push(...violationsOf(simulated, each, sent))
  for (const [queue, count] of Object.entries(waiting)) if (count > 0) wrong.push(`${count} events wait in ${queue}`)
  if (dead > 0) wrong.push(`${dead} events are dead`)
  for (const [messageId, id] of told.recognized) {
    if (told.strangers.has(messageId)) wrong.push(`${id} claimed a message of another program`)
  }
  const known = new Set(asked.map(({ id }) => id))
  for (const id of facts.latest.keys()) if (!known.has(id)) wrong.push(`${id} was never asked for`)
  for (const [id, entry] of entries) if (!entry && !id.endsWith('/2')) wrong.push(`${id} is lost`)
  return [...wrong, ...disorder(simulated, sent)]
}

type Sent = ReadonlyMap<string, readonly LedgerEntry[]>

function sentByRoute({ emulator }: Simulated): Sent {
  const sent = new Map<string, LedgerEntry[]>()
  for (const message of emulator.ledger) {
    const key = message.crmMessageId ?? ''
    sent.set(key, [...(sent.get(key) ?? []), message])
  }
  return sent
}

function ownerOf({ facts }: Simulated, crmMessageId: string): string {
  const owners = [...facts.latest.values()]
  return owners.find(({ routes }) => routes.some((route) => route.crmMessageId === crmMessageId))?.id ?? crmMessageId
}

function violationsOf(
  { emulator, facts, entries, news, told, options }: Simulated,
  asked: Asked,
  sent: Sent,
): string[] {
  const { id } = asked
  const [entry, stored] = [entries.get(id), facts.latest.get(id)]
  if (!entry || !stored) return []
  const wrong: string[] = []
  const { state, messageId, route, at } = entry
  const messagesOf = (index: number): readonly LedgerEntry[] => sent.get(stored.routes[index]!.crmMessageId) ?? []
  const requestsOf = (crmMessageId: string): number =>
    emulator.requests.filter(({ body }) => (body as { crmMessageId?: string } | null)?.crmMessageId === crmMessageId)
      .length
  const current = messagesOf(route)
  if (neverLeft.includes(state) && current.length > 0) wrong.push(`${id} is ${state}, but was sent`)
  if (left.includes(state) && current.length === 0) wrong.push(`${id} is ${state}, but was never sent`)
  if (messageId !== null && current[0]?.messageId !== messageId) wrong.push(`${id} has the id of another message`)
  const isByResponse = facts.accepted.get(`${id}:${route}`) === 'response' && !facts.unknown.has(id)
  if (isByResponse && messageId !== null && told.missed.has(messageId)) wrong.push(`${id}: its echo was not recognized`)
  if (state === 'queued' || state === 'sending') wrong.push(`${id} is ${state} for ever`)
  if (state === 'unknown' && at.unknown === undefined) wrong.push(`${id} is unknown and was not reported`)
  if (state === 'accepted' && stored.status === null && at.silent === undefined && !facts.seen.has(id)) {
    wrong.push(`${id} is silent and was not reported`)
  }
  const calls = stored.calls.filter(({ effect }) => effect !== 'none')
  const isOneCall = options.repeat === 'never' || options.resume === 'never'
  if (isOneCall && calls.length > 1) wrong.push(`${id} was continued`)
  const requests = requestsOf(stored.routes[route]!.crmMessageId)
  if (options.repeat === 'never' && requests > stored.calls.length) wrong.push(`${id} was repeated`)
  if (asked.isCancelled && current.length > 0) wrong.push(`${id} was cancelled, but was sent`)
  for (let earlier = 0; earlier < route; earlier++) {
    for (const message of messagesOf(earlier)) {
      const isAllowed = message.state === 'deleted' || told.failed.has(message.messageId) || asked.isResent
      if (!isAllowed) wrong.push(`${id} used route ${earlier + 1} although route ${earlier} was sent`)
    }
  }
  for (let later = route + 1; later < stored.routes.length; later++) {
    if (messagesOf(later).length > 0) wrong.push(`${id} sent route ${later}, which it does not use`)
  }
  for (const event of Object.keys(stored.reported)) {
    if (!news.some((each) => each.id === id && each.event === event)) wrong.push(`${id}: no handler got ${event}`)
  }
  if (asked.behind !== undefined && (sent.get(stored.routes[0]!.crmMessageId) ?? []).length > 0) {
    const before = facts.latest.get(asked.behind)
    if (!before?.accepted) wrong.push(`${id} left although ${asked.behind} was not accepted`)
  }
  return wrong
}

/** Returns the messages that overtook others of their chat. An entry that was unknown has left its lane meanwhile. */
function disorder({ asked, facts }: Simulated, sent: Sent): string[] {
  const wrong: string[] = []
  const lanes = new Map<string, { id: string; at: number }>()
  for (const { id, lane } of asked) {
    const stored = facts.latest.get(id)
    if (lane === undefined || !stored || facts.unknown.has(id)) continue
    const [message] = sent.get(stored.routes[0]!.crmMessageId) ?? []
    if (!message) continue
    const before = lanes.get(lane)
    if (before && before.at > message.acceptedAt) wrong.push(`${id} overtook ${before.id}`)
    lanes.set(lane, { id, at: message.acceptedAt })
  }
  return wrong
}

/** Returns how often each interesting thing has happened. */
export function tally({ asked, entries, facts, told, mishaps }: Simulated): Record<string, number> {
  const counts: Record<string, number> = { entries: asked.length }
  const add = (name: string, count = 1): void => void (counts[name] = (counts[name] ?? 0) + count)
  for (const entry of entries.values()) {
    add(entry?.state ?? 'missing')
    if (entry && entry.route > 0) add('laterRoutes')
    if (entry?.at.silent !== undefined) add('silent')
    if (entry?.at.unknown !== undefined) add('reportedUnknown')
  }
  for (const by of facts.accepted.values()) add(`by ${by}`)
  add('resent', asked.filter(({ isResent }) => isResent).length)
  add('resumptions', facts.resumptions)
  add('heldEchoes', told.holds)
  add('strangers', told.strangers.size)
  for (const [name, count] of Object.entries(mishaps)) add(name, count)
  return counts
}
