import { createInputError } from '../errors/validation-error.ts'
import { quietly } from '../client/hooks.ts'
import { numberIssues } from '../client/options.ts'
import { printFailure } from '../errors/redaction/print-failure.ts'
import { Stopped, withDeadline } from '../client/timing/deadline.ts'
import { authorizeBy, type Authorize, type Secret } from './receive/authorize.ts'
import { contextsFor } from './handle/contexts.ts'
import { explainNoDelivery, type ExplainDelivery } from './events/delivery-error.ts'
import type { Background, Delivery, WebhookResponse } from './receive/delivery.ts'
import { addHandler, dispatch, type AnyHandler, type Dispatcher } from './handle/dispatch.ts'
import { createErrorLog, type OnError } from './handle/error-log.ts'
import type { EventKind } from './events/events.ts'
import { DeliveryState } from './handle/delivery-deadline.ts'
import type { Handler } from './handle/handlers.ts'
import { emptyQuestionIn } from './handle/questions.ts'
import { limitsOf, readBody, tooMany, type BodyReading, type Limits, type PartialLimits } from './receive/read-body.ts'
import { recognizeOwn } from './events/recognize-own.ts'
import { describeFailure, describeRejection, refuse, replyToRejected, type Rejection } from './receive/reject.ts'
import type { Replies, Sender } from './handle/reply.ts'
import { isKnown, splitDelivery, type ReceivedEvent } from './receive/split-delivery.ts'

/** What a receiver is made of. */
export interface ReceiverOptions<Client extends Sender = Sender> {
  /**
   * What Wazzup must bring along, in the query of the address (`https://…/wazzup?key=<secret>`) or as bearer: a text,
   * a list while one replaces another, or `false` to accept anyone who knows the address.
   */
  secret: Secret
  /** The client that handlers answer with. */
  wazzup?: Client | undefined
  /**
   * Called with everything that goes wrong, and with the event: a handler or a reply that nothing waits for fails, or an
   * item cannot be read and nothing listens to `unrecognized`. Where there is no event it is called with the delivery, whose
   * `kind` is `'delivery'`: one that is rejected (400, 401, 413, 500, 504), and one in which nothing is known.
   *
   * @default createErrorLog, which writes one line to the console, without the content of the message.
   */
  onError?: OnError | undefined
  /**
   * Milliseconds in which a delivery is answered, and after which the `signal` of handlers aborts. Wazzup gives up after
   * 30 seconds.
   *
   * @default 25_000
   */
  timeout?: number | undefined
  /**
   * The most a delivery may hold. `items` counts the entries of nested lists too.
   *
   * @default { bytes: 5_000_000, depth: 64, items: 10_000 }
   */
  limits?: PartialLimits | undefined
  /** Sentences for delivery errors; `createWebhooks` brings the whole catalogue. */
  explain?: ExplainDelivery | undefined
}

/** A receiver of webhooks. */
export interface Webhooks<Client extends Sender = Sender> {
  /**
   * Handles an event. Several handlers of one event run in turn; of `createContact` and `createDeal` there is exactly
   * one, and what it returns is the answer to Wazzup.
   *
   * @throws WazzupValidationError for an event that does not exist, and for a second handler of a question.
   */
  on<Kind extends EventKind>(kind: Kind, handler: Handler<Kind, Client>): Webhooks<Client>
  /**
   * Takes one delivery and gets the reply to it; never rejects. Handlers run before the reply, one event after the
   * other in the order of the delivery, and a failure makes it a 500; with a `background` the reply, then a 200, waits
   * for none of them, and a failure is only reported. Wazzup promises no second delivery either way.
   */
  receive(delivery: Delivery, background?: Background): Promise<WebhookResponse>
}

/** What {@link createReceiver} knows of itself while a delivery goes through it. */
interface Receiver extends Dispatcher {
  authorize: Authorize
  limits: Limits
  explain: ExplainDelivery
}

/**
 * Gets a receiver without the sentences of the error catalogue, for small bundles; otherwise what `createWebhooks` gives.
 *
 * @throws WazzupValidationError when an option cannot work.
 */
export function createReceiver<Client extends Sender = Sender>(options: ReceiverOptions<Client>): Webhooks<Client> {
  checkOptions(options)
  const { timeout = 25_000, wazzup, onError = createErrorLog(printFailure) } = options
  const replies: Replies = { wazzup, sent: new Map() }
  const report: OnError = (error, subject) => quietly(() => onError(error, subject))
  const receiver: Receiver = {
    handlers: new Map(),
    authorize: authorizeBy(options.secret),
    limits: limitsOf(options.limits),
    explain: options.explain ?? explainNoDelivery,
    recognize: (event) => recognizeOwn(event, wazzup, options.explain ?? explainNoDelivery),
    open: contextsFor(replies, report),
    report,
  }
  const webhooks: Webhooks<Client> = {
    on(kind, handler) {
      addHandler(receiver.handlers, kind, handler as AnyHandler)
      return webhooks
    },
    async receive(delivery, background) {
      const exchange = new DeliveryState(timeout, background)
      try {
        const reply = take(receiver, delivery, exchange)
        return reply instanceof Promise ? await withDeadline(timeout, undefined, () => reply) : reply
      } catch (error) {
        if (error instanceof Stopped) return expire(receiver, exchange, timeout)
        report(error, describeFailure())
        return refuse(500, 'the receiver failed')
      }
    },
  }
  return webhooks
}

function checkOptions({ timeout, onError }: ReceiverOptions): void {
  const issues = numberIssues({ timeout })
  if (onError !== undefined && typeof onError !== 'function') {
    issues.push({ path: 'onError', message: 'must be a function' })
  }
  if (issues.length > 0) throw createInputError(issues)
}

/** Takes a delivery, at once as long as nothing has to be waited for. */
function take(
  receiver: Receiver,
  delivery: Delivery,
  exchange: DeliveryState,
): WebhookResponse | Promise<WebhookResponse> {
  // Deliveries that fail authorization are rejected before the body is read.
  if (!receiver.authorize(delivery)) {
    return reject(receiver, { status: 401, subject: 'secret', problem: 'is missing or wrong' })
  }
  const reading = readBody(delivery.body, receiver.limits)
  if (reading instanceof Promise) return reading.then((read) => handle(receiver, read, exchange))
  return handle(receiver, reading, exchange)
}

function handle(
  receiver: Receiver,
  reading: BodyReading,
  exchange: DeliveryState,
): WebhookResponse | Promise<WebhookResponse> {
  if (reading.reply) return reading.rejection ? reject(receiver, reading.rejection) : reading.reply
  const { json } = reading
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return reject(receiver, { status: 400, subject: 'body', problem: 'is not an object' })
  }
  // What a body parser leaves behind that found nothing to parse; an empty list under a key is a delivery.
  if (Object.keys(json).length === 0) {
    return reject(receiver, { status: 400, subject: 'delivery', problem: 'holds nothing' })
  }
  const occurrences = splitDelivery(json, receiver.limits.items, receiver.explain)
  if (!occurrences) return reject(receiver, tooMany(receiver.limits))
  const rejection = rejectionOf(receiver, json, occurrences)
  if (rejection?.status === 400) return reject(receiver, rejection)
  if (rejection) receiver.report(...describeRejection(rejection, occurrences[0]?.event))
  return dispatch(receiver, exchange, occurrences)
}

/** What is wrong with a delivery in which no item has its place. */
function rejectionOf(
  { handlers }: Receiver,
  json: object,
  occurrences: readonly ReceivedEvent[],
): Rejection | undefined {
  if (occurrences.some(({ event }) => event.kind !== 'unrecognized')) return undefined
  const empty = occurrences.length === 0 ? emptyQuestionIn(json) : undefined
  if (empty) return { status: 400, subject: 'delivery', problem: `asks ${empty} and does not say for whom` }
  // Where a handler listens to `unrecognized`, it is the one that is told.
  if (isKnown(json) || (occurrences.length > 0 && handlers.has('unrecognized'))) return undefined
  return { status: 200, subject: 'delivery', problem: 'holds nothing that is known' }
}

function reject(receiver: Receiver, rejection: Rejection): WebhookResponse {
  receiver.report(...describeRejection(rejection))
  return replyToRejected(rejection)
}

/** The time of a delivery is up: handlers are told by their signal, and go on as they like. */
function expire(receiver: Receiver, exchange: DeliveryState, timeout: number): WebhookResponse {
  const problem = `got no response within ${timeout} ms`
  const rejection: Rejection = { status: 504, subject: 'delivery', problem }
  const [error, delivery] = describeRejection(rejection, exchange.unfinished)
  const { waiting } = exchange
  exchange.abort(error)
  receiver.report(error, waiting > 0 ? { ...delivery, waiting } : delivery)
  return replyToRejected(rejection)
}
