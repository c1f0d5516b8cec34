import type { Limits } from '../../inbound/limits.ts'
import { readBody, rejectTooMany, type BodyReading } from '../../inbound/read-body.ts'
import { saysNothing } from '../../errors/from-response/says-nothing.ts'
import type { ExplainDelivery } from '../events/delivery-error.ts'
import type { EventKind } from '../events/events.ts'
import type { Authorize } from './authorize.ts'
import type { Delivery } from './delivery.ts'
import type { Rejection } from './reject.ts'
import { findEmptyQuestion, isKnown, splitDelivery, type ReceivedEvent } from './split-delivery.ts'

/** The parts of a receiver that reading a delivery needs. */
export interface DeliveryReader {
  authorize: Authorize
  limits: Limits
  explain: ExplainDelivery
  /** The kinds of events that have a handler. */
  handlers: { has(kind: EventKind): boolean }
}

/** The events of a delivery, or why it is rejected. */
export type DeliveryReading =
  | {
      received: readonly ReceivedEvent[]
      /** Set when the delivery has items of an unknown key, or nothing that is known; it is reported, and Wazzup gets 200. */
      warning?: Rejection | undefined
      rejection?: undefined
    }
  | { rejection: Rejection }

/** Returns the events of a delivery. Returns a promise only if its body is a stream, or its secret has to be fetched. */
export function readDelivery(reader: DeliveryReader, delivery: Delivery): DeliveryReading | Promise<DeliveryReading> {
  const isAuthorized = reader.authorize(delivery)
  return typeof isAuthorized === 'boolean'
    ? readIfAuthorized(reader, delivery, isAuthorized)
    : isAuthorized.then((is) => readIfAuthorized(reader, delivery, is))
}

function readIfAuthorized(
  reader: DeliveryReader,
  delivery: Delivery,
  isAuthorized: boolean,
): DeliveryReading | Promise<DeliveryReading> {
  // Deliveries that fail authorization are rejected before the body is read.
  if (!isAuthorized) return reject(401, 'secret', 'is missing or wrong')
  const body = readBody(delivery, reader.limits)
  return body instanceof Promise ? body.then((read) => readEvents(reader, read)) : readEvents(reader, body)
}

function readEvents(reader: DeliveryReader, body: BodyReading): DeliveryReading {
  if (body.rejection) return { rejection: body.rejection }
  const { json } = body
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return reject(400, 'body', 'is not an object')
  // A body parser that did not parse the body leaves `{}`. An empty list under a key is a delivery.
  if (Object.keys(json).length === 0) return reject(400, 'delivery', 'holds nothing')
  const received = splitDelivery(json, reader.limits.items, { explain: reader.explain, arrivedAt: Date.now() })
  return received ? check(reader, json, received) : { rejection: rejectTooMany(reader.limits) }
}

/** Rejects an empty question, and warns about a delivery in which nothing is known, or that has an unknown key with items. */
function check({ handlers }: DeliveryReader, json: object, received: readonly ReceivedEvent[]): DeliveryReading {
  const empty = received.length === 0 ? findEmptyQuestion(json) : undefined
  if (empty) return reject(400, 'delivery', `has an empty ${empty}`)
  // A handler of `unrecognized` is called with everything that is not known, so no warning is needed.
  if (received.length > 0 && handlers.has('unrecognized')) return { received }
  const isOfUs = isKnown(json)
  const [unknown] = isOfUs ? received.filter(mayHaveItems) : received
  if (isOfUs && !unknown) return { received }
  // The sender has chosen the key.
  const what = unknown ? `the unknown key ${unknown.key.slice(0, 99).replaceAll(/\W/g, '?')}` : 'no known key'
  return { received, warning: { status: 200, subject: 'delivery', problem: `contains ${what}`, event: unknown?.event } }
}

/** Returns whether an event is that of an unknown key whose value could be a list of items. Other values are new fields. */
function mayHaveItems({ event }: ReceivedEvent): boolean {
  return (
    event.kind === 'unrecognized' && !event.issues[0] && typeof event.value === 'object' && !saysNothing(event.value)
  )
}

function reject(status: Rejection['status'], subject: Rejection['subject'], problem: string): DeliveryReading {
  return { rejection: { status, subject, problem } }
}
