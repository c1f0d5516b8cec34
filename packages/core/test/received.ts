import { createWebhooks, eventKinds, type EventKind, type Events, type ReceiverOptions } from '../src/index.ts'
import { readResponse, type ReadResponse } from './read-response.ts'

/** The result of one delivery. */
export interface Received {
  response: ReadResponse
  /** Every event that reached a handler, in order. */
  events: Events[EventKind][]
  /** The raw item of each event. */
  raws: unknown[]
  /** The errors that `onError` got. */
  failures: unknown[]
}

/** Passes a body to a receiver that accepts every delivery and has a handler for every event. */
export async function received(body: unknown, options: Partial<ReceiverOptions> = {}): Promise<Received> {
  const events: Events[EventKind][] = []
  const raws: unknown[] = []
  const failures: unknown[] = []
  const webhooks = createWebhooks({ secret: false, onError: (error) => failures.push(error), ...options })
  for (const kind of eventKinds) {
    if (kind === 'createContact' || kind === 'createDeal') continue
    webhooks.on(kind, (event, { raw }) => {
      events.push(event)
      raws.push(raw)
    })
  }
  webhooks.on('createContact', (event, { raw }) => {
    events.push(event)
    raws.push(raw)
    return { id: 'c1', responsibleUserId: 'u1', name: 'Anna', contactData: [] }
  })
  webhooks.on('createDeal', (event, { raw }) => {
    events.push(event)
    raws.push(raw)
    return {
      id: 'd1',
      responsibleUserId: 'u1',
      name: 'Order',
      uri: 'https://crm.example/d1',
      contacts: [],
      closed: false,
    }
  })
  return { response: readResponse(await webhooks.receive({ body })), events, raws, failures }
}

/** Returns the only event of a body. */
export async function onlyEvent(body: unknown): Promise<Events[EventKind] & Record<string, unknown>> {
  const { events } = await received(body)
  if (events.length !== 1) throw new Error(`${events.length} events instead of one`)
  return events[0] as Events[EventKind] & Record<string, unknown>
}
