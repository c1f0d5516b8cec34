import { quietly } from '../client/hooks.ts'
import { printFailure } from '../errors/redaction/print-failure.ts'
import { Stopped, withDeadline } from '../client/timing/deadline.ts'
import { readLimits } from '../inbound/limits.ts'
import { checkOptions } from '../errors/check-options.ts'
import {
  isAccountStore,
  isAnything,
  isFunction,
  isTimeout,
  mustBe,
  type Rule,
  type Rules,
} from '../schema/option-rules.ts'
import type { WebhookResponse } from '../inbound/webhook-response.ts'
import type { Inbox, InboxReceiver } from '../store/inbox/inbox-parts.ts'
import type { Outbox } from '../store/outbox/outbox.ts'
import { createAuthorize } from './receive/authorize.ts'
import type { Delivery } from './receive/delivery.ts'
import { readDelivery, type DeliveryReader, type DeliveryReading } from './receive/read-delivery.ts'
import { describeFailure, describeRejection, rejectWith, respondToRejected, type Rejection } from './receive/reject.ts'
import { explainNoDelivery } from './events/delivery-error.ts'
import { recognizeOwn } from './events/recognize-own.ts'
import { createContexts } from './handle/contexts.ts'
import { DeliveryState } from './handle/delivery-state.ts'
import { dispatch, type Dispatcher } from './handle/dispatch.ts'
import { dispatchStored } from './handle/dispatch-stored.ts'
import { describeNotKeptAlive } from './handle/keep-alive.ts'
import { createNoStoreError, needsStore, withoutStore } from './handle/without-store.ts'
import type { ReceiverOptions, Webhooks } from './receiver-types.ts'
import { readItem } from './receive/split-delivery.ts'
import { createErrorLog, type OnError } from './handle/error-log.ts'
import { addHandler, register, type AnyHandler } from './handle/registry.ts'
import type { Replies, Sender } from './handle/reply.ts'

/** The parts of a receiver that handling a delivery needs. */
interface Receiver extends DeliveryReader, Omit<Dispatcher, 'handlers'> {
  handlers: Dispatcher['handlers']
  inbox?: Inbox | undefined
}

const rules: Omit<Rules<ReceiverOptions>, keyof ReturnType<typeof inboxRules>> = {
  wazzup: isAnything,
  outbox: mustBe('what createOutbox returns', (outbox: Partial<Outbox> | null) => outbox?.link),
  explain: isFunction,
  limits: isAnything,
  store: isAccountStore,
  secret: isAnything,
  onError: isFunction,
  timeout: isTimeout,
}

/** The options that the inbox checks, if there is one. Its code is in the store, so a receiver without one is small. */
const inboxRules = (rule: Rule) => ({ takeover: rule, remember: rule, keepDeliveries: rule, caps: rule, hooks: rule })

/**
 * Creates a receiver like `createWebhooks`, but without the texts of the error catalogue, for small bundles.
 *
 * @throws WazzupValidationError when an option is invalid, for example when `secret` is missing.
 */
export function createReceiver<Client extends Sender = Sender>(options: ReceiverOptions<Client>): Webhooks<Client> {
  const { outbox } = options
  const store = outbox?.store ?? options.store
  checkOptions(options, { ...rules, ...inboxRules(store ? isAnything : needsStore) })
  const {
    timeout = 25_000,
    wazzup = outbox?.wazzup,
    onError = createErrorLog(printFailure),
    explain = explainNoDelivery,
  } = options
  const replies: Replies = { wazzup, outbox, sent: new Map() }
  const report: OnError = (error, subject, run) =>
    quietly(() => (run ? onError(error, subject, run) : onError(error, subject)))
  const receiver: Receiver = {
    handlers: new Map(),
    authorize: createAuthorize(options.secret),
    limits: readLimits(options.limits),
    explain,
    recognize: (event) => recognizeOwn(event, replies, explain),
    open: createContexts(replies, report),
    report,
  }
  const read: InboxReceiver['read'] = (key, item, arrivedAt) => readItem(key, item, { explain, arrivedAt })
  const inbox = store?.openInbox(options, { ...receiver, read, wazzup })
  receiver.inbox = inbox
  const webhooks: Webhooks<Client> = {
    ...(inbox?.functions ?? withoutStore),
    on(kinds, handler, handlerOptions) {
      for (const kind of [kinds].flat()) {
        addHandler(receiver.handlers, kind, handler as AnyHandler, handlerOptions, inbox)
      }
      return webhooks
    },
    onQuiet(quietOptions, handler) {
      if (!inbox) throw createNoStoreError('onQuiet')
      inbox.addQuiet(quietOptions, register('quiet', handler as never, quietOptions))
      return webhooks
    },
    async receive(delivery, background) {
      const state = new DeliveryState(timeout, background)
      let response: WebhookResponse
      try {
        const pending = respond(receiver, delivery, state)
        response = pending instanceof Promise ? await withDeadline(timeout, undefined, () => pending) : pending
      } catch (error) {
        response = error instanceof Stopped ? expire(receiver, state, timeout) : failWith(report, error)
      }
      if (state.notKeptAlive) report(state.notKeptAlive.error, describeNotKeptAlive(response.status))
      return response
    },
  }
  return webhooks
}

function failWith(report: OnError, error: unknown): WebhookResponse {
  const failed = describeFailure()
  report(error, failed)
  return rejectWith(failed.status, failed.reason)
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
    // A body that did not come in time was reported.
    if (!state.aborted) receiver.report(...describeRejection(reading.rejection))
    return respondToRejected(reading.rejection)
  }
  const { received, warning } = reading
  if (warning) receiver.report(...describeRejection(warning))
  const { inbox } = receiver
  return inbox ? dispatchStored(inbox, receiver, state, received) : dispatch(receiver, state, received)
}

/** Responds to a delivery at its deadline. The signal of its handlers aborts, but they may still run. */
function expire(receiver: Receiver, state: DeliveryState, timeout: number): WebhookResponse {
  const problem = `got no response within ${timeout} ms`
  const rejection: Rejection = { status: 504, subject: 'delivery', problem, event: state.unfinished }
  const [error, delivery] = describeRejection(rejection)
  const { waiting } = state
  state.abort(error)
  receiver.report(error, waiting > 0 ? { ...delivery, waiting } : delivery)
  return respondToRejected(rejection)
}
