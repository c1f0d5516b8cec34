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
import type { eventKinds } from './events/events.ts'
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
   * Secret that Wazzup must send, in the query of the address (`https://…/wazzup?key=<secret>`) or as a bearer token. A
   * list accepts each of its secrets, for the time in which you replace one. `false` accepts every delivery.
   */
  secret: Secret
  /** The client with which handlers send replies. */
  wazzup?: Client | undefined
  /**
   * Called with an error and its event: when a handler fails, when a reply that is not awaited fails, and when an item
   * cannot be read and no handler of `unrecognized` is registered. Called with the delivery, whose `kind` is `'delivery'`,
   * when a delivery is rejected (400, 401, 413, 500, 504) or contains nothing that this version knows.
   *
   * @default an error log (`createErrorLog`) with one line on the console, without the content of the message
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
   * Limits of a delivery. `items` also counts the entries of nested lists.
   *
   * @default { bytes: 5_000_000, depth: 64, items: 10_000 }
   */
  limits?: PartialLimits | undefined
  /**
   * Function that returns `meaning` and `remedy` of a delivery error.
   *
   * @default the whole catalogue for `createWebhooks`, general sentences for `createReceiver`
   */
  explain?: ExplainDelivery | undefined
}

/** A receiver of webhooks, created by {@link createReceiver} or `createWebhooks`. */
export interface Webhooks<Client extends Sender = Sender> {
  /**
   * Registers a handler of an event. Several handlers of one event run one after the other. `createContact` and `createDeal` have
   * exactly one handler, and what it returns is sent to Wazzup as the response.
   *
   * @throws WazzupValidationError for an event that does not exist, and for a second handler of a question.
   */
  on<Kind extends (typeof eventKinds)[number]>(kind: Kind, handler: Handler<Kind, Client>): Webhooks<Client>
  /**
   * Returns the response to one delivery; never rejects. Handlers run before the response, one event after the other in
   * the order of the delivery, and Wazzup gets 500 if one fails. With a `background`, the response does not wait for
   * handlers: Wazzup gets 200, and a failure is only reported. In both cases, Wazzup does not promise a second delivery.
   *
   * @see https://wazzup24.ru/help/api-ru/webhooks-2/
   */
  receive(delivery: Delivery, background?: Background): Promise<WebhookResponse>
}

/** The parts of a receiver that handling a delivery needs. */
interface Receiver extends DeliveryReader, Omit<Dispatcher, 'handlers'> {
  handlers: Dispatcher['handlers']
}

/**
 * Creates a receiver like `createWebhooks`, but without the texts of the error catalogue, for small bundles.
 *
 * @throws WazzupValidationError when an option is invalid, for example when `secret` is missing.
 */
export function createReceiver<Client extends Sender = Sender>(options: ReceiverOptions<Client>): Webhooks<Client> {
  checkOptions(options)
  const { timeout = 25_000, wazzup, onError = createErrorLog(printFailure), explain = explainNoDelivery } = options
  const replies: Replies = { wazzup, sent: new Map() }
  const report: OnError = (error, subject) => quietly(() => onError(error, subject))
  const receiver: Receiver = {
    handlers: new Map(),
    authorize: createAuthorize(options.secret),
    limits: readLimits(options.limits),
    explain,
    recognize: (event) => recognizeOwn(event, wazzup, explain),
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
        const failed = describeFailure()
        report(error, failed)
        return rejectWith(failed.status, failed.reason)
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

/** Reads a delivery and calls the handlers of its events. Returns no promise when nothing is asynchronous. */
function respond(
  receiver: Receiver,
  delivery: Delivery,
  state: DeliveryState,
): WebhookResponse | Promise<WebhookResponse> {
  // Not reported: Wazzup always uses POST, and anyone can send another method.
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

/** Responds to a delivery at its deadline. The signal of its handlers aborts, but they may still run. */
function expire(receiver: Receiver, state: DeliveryState, timeout: number): WebhookResponse {
  const problem = `got no response within ${timeout} ms`
  const rejection: Rejection = { status: 504, subject: 'delivery', problem }
  const [error, delivery] = describeRejection(rejection, state.unfinished)
  const { waiting } = state
  state.abort(error)
  receiver.report(error, waiting > 0 ? { ...delivery, waiting } : delivery)
  return respondToRejected(rejection)
}
