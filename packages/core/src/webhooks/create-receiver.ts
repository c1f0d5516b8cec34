import { createInputError } from '../errors/validation-error.ts'
import { quietly } from '../client/hooks.ts'
import { numberIssues } from '../client/options.ts'
import { printFailure } from '../errors/redaction/print-failure.ts'
import { Stopped, withDeadline } from '../client/timing/deadline.ts'
import { readLimits, type PartialLimits } from '../inbound/limits.ts'
import type { Background } from '../inbound/target.ts'
import type { WebhookResponse } from '../inbound/webhook-response.ts'
import { createAuthorize, type Secret } from './receive/authorize.ts'
import type { Delivery } from './receive/delivery.ts'
import { readDelivery, type DeliveryReader, type DeliveryReading } from './receive/read-delivery.ts'
import { describeFailure, describeRejection, rejectWith, respondToRejected, type Rejection } from './receive/reject.ts'
import { explainNoDelivery, type ExplainDelivery } from './events/delivery-error.ts'
import type { EventKind } from './events/events.ts'
import { recognizeOwn } from './events/recognize-own.ts'
import { createContexts } from './handle/contexts.ts'
import { DeliveryState } from './handle/delivery-state.ts'
import { addHandler, dispatch, type AnyHandler, type Dispatcher } from './handle/dispatch.ts'
import { createErrorLog, type OnError } from './handle/error-log.ts'
import type { Handler } from './handle/handlers.ts'
import type { Replies, Sender } from './handle/reply.ts'

/** Options of `createWebhooks`. */
export interface ReceiverOptions<Client extends Sender = Sender> {
  /**
   * What Wazzup must send, in the query of the address (`https://…/wazzup?key=<secret>`) or as bearer: a text, a list
   * while one replaces another, or `false` to accept anyone who knows the address.
   */
  secret: Secret
  /** The client that handlers reply with. */
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
   * Milliseconds until Wazzup gets a response, and until the `signal` of handlers aborts. Wazzup gives up after 30
   * seconds.
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
   * Registers a handler of an event. Several handlers of one event run in turn. `createContact` and `createDeal` have
   * exactly one handler, and what it returns is the response to Wazzup.
   *
   * @throws WazzupValidationError for an event that does not exist, and for a second handler of a question.
   */
  on<Kind extends EventKind>(kind: Kind, handler: Handler<Kind, Client>): Webhooks<Client>
  /**
   * Returns the response to one delivery; never rejects. Handlers run before the response, one event after the other in
   * the order of the delivery, and Wazzup gets 500 if one fails. With a `background`, the response does not wait for
   * handlers: Wazzup gets 200, and a failure is only reported. Wazzup does not promise a second delivery either way.
   *
   * @see https://wazzup24.ru/help/api-ru/webhooks-2/
   */
  receive(delivery: Delivery, background?: Background): Promise<WebhookResponse>
}

/** What {@link createReceiver} knows of itself while a delivery goes through it. */
interface Receiver extends DeliveryReader, Omit<Dispatcher, 'handlers'> {
  handlers: Dispatcher['handlers']
}

/**
 * Creates a receiver without the sentences of the error catalogue, for small bundles; otherwise what `createWebhooks`
 * creates.
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
    authorize: createAuthorize(options.secret),
    limits: readLimits(options.limits),
    explain: options.explain ?? explainNoDelivery,
    recognize: (event) => recognizeOwn(event, wazzup, options.explain ?? explainNoDelivery),
    open: createContexts(replies, report),
    report,
  }
  const webhooks: Webhooks<Client> = {
    on(kind, handler) {
      addHandler(receiver.handlers, kind, handler as AnyHandler)
      return webhooks
    },
    async receive(delivery, background) {
      const state = new DeliveryState(timeout, background)
      try {
        const response = respond(receiver, delivery, state)
        return response instanceof Promise ? await withDeadline(timeout, undefined, () => response) : response
      } catch (error) {
        if (error instanceof Stopped) return expire(receiver, state, timeout)
        report(error, describeFailure())
        return rejectWith(500, 'the receiver failed')
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

/** Reads a delivery and has its events handled; at once, unless something has to be waited for. */
function respond(
  receiver: Receiver,
  delivery: Delivery,
  state: DeliveryState,
): WebhookResponse | Promise<WebhookResponse> {
  // Anyone can send another method, and Wazzup never does, so it is not reported.
  if ((delivery.method ?? 'POST') !== 'POST') return { status: 405, headers: { allow: 'POST' } }
  const reading = readDelivery(receiver, delivery)
  return reading instanceof Promise
    ? reading.then((read) => handle(receiver, read, state))
    : handle(receiver, reading, state)
}

function handle(
  receiver: Receiver,
  reading: DeliveryReading,
  state: DeliveryState,
): WebhookResponse | Promise<WebhookResponse> {
  if (reading.rejection) {
    receiver.report(...describeRejection(reading.rejection))
    return respondToRejected(reading.rejection)
  }
  const { received, warning } = reading
  if (warning) receiver.report(...describeRejection(warning, received[0]?.event))
  return dispatch(receiver, state, received)
}

/** The time of a delivery is up: the signal of its handlers aborts, and they may still run. */
function expire(receiver: Receiver, state: DeliveryState, timeout: number): WebhookResponse {
  const problem = `got no response within ${timeout} ms`
  const rejection: Rejection = { status: 504, subject: 'delivery', problem }
  const [error, delivery] = describeRejection(rejection, state.unfinished)
  const { waiting } = state
  state.abort(error)
  receiver.report(error, waiting > 0 ? { ...delivery, waiting } : delivery)
  return respondToRejected(rejection)
}
