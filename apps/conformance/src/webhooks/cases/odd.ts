import { delivery, seenBy, type Case } from '../case.ts'
import { oddDeliveries } from '../odd-deliveries.ts'
import { delivered, inbound, type OddDelivery } from '../odd-deliveries/odd-delivery.ts'

type Contents = Pick<OddDelivery, 'body' | 'events'>

const good = (messageId: string) => ({ ...inbound, messageId, kind: 'message' }) as const
const [before, after] = [good('good-before'), good('good-after')]

/** Adds documented items before and after the odd ones, to check that none is lost or out of order. */
function withNeighbours({ body, events }: Contents): Contents {
  const { messages = [] } = body
  // A single message without a list has no neighbours, so a status is added in their place.
  if (!Array.isArray(messages)) return 'statuses' in body ? { body, events } : withStatus({ body, events })
  const ahead = Object.keys(body).indexOf('messages')
  const start = ahead < 0 ? events.length : eventsOf(Object.entries(body).slice(0, ahead))
  const end = start + messages.flatMap((item) => (Array.isArray(item) && item.length > 0 ? item : [item])).length
  return {
    body: { ...body, messages: [before, ...messages, after] },
    events: [...events.slice(0, start), before, ...events.slice(start, end), after, ...events.slice(end)],
  }
}

function withStatus({ body, events }: Contents): Contents {
  return { body: { ...body, statuses: [delivered] }, events: [...events, { ...delivered, kind: 'status' }] }
}

const lists = ['messages', 'statuses', 'channelsUpdates', 'templateStatus']

/** Returns how many events these entries of a body become. */
function eventsOf(entries: readonly [string, unknown][]): number {
  return entries.reduce((sum, [key, value]) => {
    if (value === null || key === 'test') return sum
    return sum + (lists.includes(key) && Array.isArray(value) ? value.length : 1)
  }, 0)
}

/** All odd deliveries, each together with documented items. */
export const oddCases: readonly Case[] = oddDeliveries.map((odd) => {
  const { body, events } = withNeighbours(odd)
  return {
    title: `${odd.title} (${odd.source})`,
    request: delivery(body),
    status: 200,
    saw: seenBy(events),
  }
})
