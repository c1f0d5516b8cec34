import { wrongInput } from '../errors/wrong-input.ts'
import { quietly } from '../hooks.ts'
import { numberIssues } from '../options.ts'
import { Stopped, within } from '../within.ts'
import { authorizeBy, type Authorize, type Secret } from './authorize.ts'
import { explainNoDelivery, type ExplainDelivery } from './delivery-error.ts'
import type { Background, Delivery, Reply } from './delivery.ts'
import { addHandler, dispatch, type AnyHandler, type Dispatcher } from './dispatch.ts'
import type { EventKind, Events } from './events.ts'
import type { Context, Handler } from './handlers.ts'
import { limitsOf, readBody, type BodyReading, type Limits } from './read-body.ts'
import { refuse } from './refuse.ts'
import { noClient, replyTo, type Answered, type ReplyTo, type Sender } from './reply.ts'
import { splitDelivery } from './split-delivery.ts'

/** What a receiver is made of. */
export interface ReceiverOptions<Client extends Sender = Sender> {
  /**
   * What Wazzup must bring along, in the query of the address (`https://…/wazzup?key=<secret>`) or as bearer: a text,
   * a list while one replaces another, or `false` to accept anyone who knows the address.
   */
  secret: Secret
  /** The client that handlers answer with. */
  wazzup?: Client
  /**
   * Told when a handler fails, and when an item cannot be read and nobody listens to `unknown`. Default: one line on
   * the console, without the content of the message.
   */
  onError?(error: unknown, event: Events[EventKind]): unknown
  /** Milliseconds in which a delivery is answered; default 25,000, because Wazzup gives up after 30 seconds. */
  timeout?: number
  /** The most a delivery may hold: 5,000,000 bytes, 64 levels, 10,000 items unless told otherwise. */
  limits?: Partial<Limits>
  /** Sentences for delivery errors; `createWebhooks` brings the whole catalogue. */
  explain?: ExplainDelivery
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
  receive(delivery: Delivery, background?: Background): Promise<Reply>
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
  const { timeout = 25_000, onError = printError } = options
  checkOptions(options)
  const receiver: Receiver = {
    handlers: new Map(),
    authorize: authorizeBy(options.secret),
    limits: limitsOf(options.limits),
    explain: options.explain ?? explainNoDelivery,
    contextOf: contextsFor(options.wazzup),
    report: (failure, event) => quietly(() => onError(failure, event)),
  }
  const webhooks: Webhooks<Client> = {
    on(kind, handler) {
      addHandler(receiver.handlers, kind, handler as AnyHandler)
      return webhooks
    },
    async receive(delivery, background) {
      try {
        const reply = take(receiver, delivery, background)
        return reply instanceof Promise ? await within(timeout, undefined, () => reply) : reply
      } catch (error) {
        if (error instanceof Stopped) return refuse(504, `no answer within ${timeout} ms`)
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
  if (issues.length > 0) throw wrongInput(issues)
}

/** Takes a delivery, at once as long as nothing has to be waited for. */
function take(receiver: Receiver, delivery: Delivery, background: Background | undefined): Reply | Promise<Reply> {
  // Whoever may not come in has nothing read of what they send.
  if (!receiver.authorize(delivery)) return refuse(401, 'the secret is missing or wrong')
  const reading = readBody(delivery.body, receiver.limits)
  if (reading instanceof Promise) return reading.then((read) => handle(receiver, read, background))
  return handle(receiver, reading, background)
}

function handle(receiver: Receiver, reading: BodyReading, background: Background | undefined): Reply | Promise<Reply> {
  if (reading.reply) return reading.reply
  const { json } = reading
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return refuse(400, 'the body is not an object')
  // What a body parser leaves behind that found nothing to parse; an empty list under a key is a delivery.
  if (Object.keys(json).length === 0) return refuse(400, 'the delivery holds nothing')
  const { items } = receiver.limits
  const occurrences = splitDelivery(json, items, receiver.explain)
  if (!occurrences) return refuse(413, `the delivery has more than ${items} items`)
  return dispatch(receiver, occurrences, background)
}

/** Contexts are made for each event, so they hold nothing that is not needed, and a getter only where it has to throw. */
function contextsFor(wazzup: Sender | undefined): Dispatcher['contextOf'] {
  const answered: Answered = new Map()
  return ({ event, raw }) => {
    const context: Context & { reply?: ReplyTo } = wazzup ? { raw, wazzup } : withoutClient(raw)
    if (event.kind === 'message') context.reply = replyTo(event, wazzup, answered)
    return context
  }
}

function withoutClient(raw: unknown): Context {
  return {
    raw,
    get wazzup(): Sender {
      throw noClient()
    },
  }
}

function printError(error: unknown, event: Events[EventKind]): void {
  // oxlint-disable-next-line no-console -- failures must not be silent where nobody asked for them
  console.error(`wazzup-kit: ${event.kind} could not be handled:`, error)
}
