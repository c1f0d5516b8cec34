import { docUrls } from '@wazzup-kit/core/schemas'
import type { Code } from '../api/responses.ts'
import { toWebhookError, type Failure, type SendOutcome } from '../account/send-outcome.ts'
import { rule } from '../rules/rule.ts'
import type { WebhookError, WebhookMessage, WebhookStatus } from '../webhooks/message-items.ts'
import { checkOutcome } from './outcome-fields.ts'
import { messageOf, timestampOf, type SimulatedWorld } from './simulated-world.ts'

/** How a failure is reported. */
export interface FailureOptions extends Omit<Failure, 'code'> {
  /**
   * Part of the webhook that reports the failure: `statuses`, or the message itself in `messages`, as observed in
   * production for templates and others.
   *
   * @default 'statuses'
   */
  inside?: 'statuses' | 'messages' | undefined
}

/** Number of sends that are affected. */
export interface NextOptions {
  /**
   * How many of the next accepted sends are affected.
   *
   * @default 1
   */
  times?: number | undefined
}

/** Changes the status of messages that were sent, and the outcome of the next sends. */
export interface Message {
  /**
   * Reports the status `sent`. Returns the status as the webhook has it.
   *
   * @throws When the account sent no such message.
   */
  markSent(messageId: string): WebhookStatus
  /**
   * Reports the status `delivered`. Telegram never reports it, as observed in production. Returns the status as the
   * webhook has it.
   *
   * @throws When the account sent no such message.
   */
  markDelivered(messageId: string): WebhookStatus
  /**
   * Reports the status `read`. Returns the status as the webhook has it.
   *
   * @throws When the account sent no such message.
   */
  markRead(messageId: string): WebhookStatus
  /**
   * Fails the message with this code: it does not reach the customer. Returns the status, or the message if the failure
   * is reported inside of it, as the webhook has it.
   *
   * @example
   *   emulator.simulate.message.fail(messageId, 'BAD_CONTACT')
   *
   * @throws When the account sent no such message.
   */
  fail(messageId: string, code: Code, options?: FailureOptions): WebhookStatus | WebhookMessage
  /**
   * Reports the status `edited`: the author edited the message in the messenger itself. Wazzup does not report the new
   * text. Returns the status as the webhook has it.
   *
   * @throws When the account sent no such message.
   */
  markEdited(messageId: string): WebhookStatus
  /**
   * Fails the next accepted send: 201, an echo, then this code by webhook.
   *
   * @example
   *   emulator.simulate.message.failNext('SPAM', { times: 2 })
   */
  failNext(code: Code, options?: NextOptions & FailureOptions): void
  /**
   * Sets the status in the echo of the next accepted send, ahead of its statuses, as observed in production. A message
   * that fails by a rule still fails.
   */
  echoNextAs(status: 'delivered' | 'read', options?: NextOptions): void
  /** Drops the next accepted send: 201, then neither an echo nor a status, as observed in production. */
  dropNext(options?: NextOptions): void
}

const applyStatus = rule(
  {
    id: 'echo/edited-outside',
    sentence:
      'An edit in the messenger itself is reported as the status `edited`, without a message that has the new text.',
    docUrl: docUrls.webhooks,
    basis: 'documented',
    option: 'simulate.message.markEdited',
  },
  (message: WebhookMessage, status: WebhookStatus['status']): void => {
    if (status !== 'edited') message.status = status
  },
)

/** Creates {@link Simulate.message}. */
export function createMessage(simulated: SimulatedWorld): Message {
  function sent(messageId: string): WebhookMessage {
    const message = messageOf(simulated, messageId)
    if (!message.isEcho) throw new Error(`Message ${messageId} was sent by a customer, so it has no status`)
    return message
  }

  function report(messageId: string, status: WebhookStatus['status'], error?: WebhookError): WebhookStatus {
    const message = sent(messageId)
    const item: WebhookStatus = { messageId, timestamp: timestampOf(simulated), status, ...(error && { error }) }
    applyStatus(message, status)
    if (error) message.error = error
    simulated.deliveries.announce({ statuses: [item] })
    return item
  }

  function expect(outcome: SendOutcome, times = 1): void {
    for (let time = 0; time < times; time += 1) simulated.world.state.nextOutcomes.push({ ...outcome })
  }

  return {
    markSent: (messageId) => report(messageId, 'sent'),
    markDelivered: (messageId) => report(messageId, 'delivered'),
    markRead: (messageId) => report(messageId, 'read'),
    fail(messageId, code, given = {}) {
      checkOutcome('message.fail', { ...given, messageId, code })
      const { inside = 'statuses', ...why } = given
      const error = toWebhookError({ code, ...why })
      if (inside === 'statuses') return report(messageId, 'error', error)
      const message: WebhookMessage = { ...sent(messageId), status: 'error', error }
      simulated.world.state.messages.set(messageId, message)
      simulated.deliveries.announce({ messages: [message] })
      return structuredClone(message)
    },
    markEdited: (messageId) => report(messageId, 'edited'),
    failNext(code, given = {}) {
      checkOutcome('message.failNext', { ...given, code })
      const { inside = 'statuses', times, ...why } = given
      expect({ end: 'fails', code, inside, ...why }, times)
    },
    echoNextAs(status, given = {}) {
      checkOutcome('message.echoNextAs', { ...given, status })
      expect({ end: 'arrives', echoes: status }, given.times)
    },
    dropNext(given = {}) {
      checkOutcome('message.dropNext', given)
      expect({ end: 'dropped' }, given.times)
    },
  }
}

/** Functions of this file that implement rules. */
export const statusRules = [applyStatus]
