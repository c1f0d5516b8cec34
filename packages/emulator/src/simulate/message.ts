import type { Code } from '../api/responses.ts'
import { toWebhookError, type Failure, type SendOutcome } from '../account/send-outcome.ts'
import type { WebhookError, WebhookMessage, WebhookStatus } from '../webhooks/bodies.ts'
import { messageOf, timestampOf, type SimulatedWorld } from './simulated-world.ts'

/** How a failure is told. */
export interface FailureOptions extends Omit<Failure, 'code'> {
  /** `messages` tells it in the message itself, seen live for templates and others; `statuses` unless told otherwise. */
  inside?: 'statuses' | 'messages' | undefined
}

/** How the next sends end. */
export interface NextOptions {
  /** How many, 1 unless told otherwise. */
  times?: number | undefined
}

/** What happens to messages that were sent. Those that name a message throw when the account sent none such. */
export interface Message {
  markSent(messageId: string): WebhookStatus
  markDelivered(messageId: string): WebhookStatus
  markRead(messageId: string): WebhookStatus
  /** It does not reach the customer, for this reason. */
  fail(messageId: string, code: Code, options?: FailureOptions): WebhookStatus | WebhookMessage
  /** Its author changed it in the messenger itself, which comes as a status. */
  markEdited(messageId: string): WebhookStatus
  /** The next send that is accepted fails: 201, its echo, and this code by webhook. */
  failNext(code: Code, options?: NextOptions & FailureOptions): void
  /**
   * The echo of the next send that is accepted says so already, although its statuses come after it, seen live. It does
   * not make a message arrive that fails by another rule.
   */
  echoNextAs(status: 'delivered' | 'read', options?: NextOptions): void
  /** The next send that is accepted gets its 201 and is never heard of again, seen live. */
  dropNext(options?: NextOptions): void
}

/** Builds the messengers' part of the outside world. */
export function createMessage(simulated: SimulatedWorld): Message {
  function sent(messageId: string): WebhookMessage {
    const message = messageOf(simulated, messageId)
    if (!message.isEcho) throw new Error(`A customer wrote ${messageId}: it has no status`)
    return message
  }

  function tell(messageId: string, status: WebhookStatus['status'], error?: WebhookError): WebhookStatus {
    const message = sent(messageId)
    const item: WebhookStatus = { messageId, timestamp: timestampOf(simulated), status, ...(error && { error }) }
    if (status !== 'edited') message.status = status
    if (error) message.error = error
    simulated.deliveries.announce({ statuses: [item] })
    return item
  }

  function expect(outcome: SendOutcome, times = 1): void {
    for (let time = 0; time < times; time += 1) simulated.world.state.nextOutcomes.push({ ...outcome })
  }

  return {
    markSent: (messageId) => tell(messageId, 'sent'),
    markDelivered: (messageId) => tell(messageId, 'delivered'),
    markRead: (messageId) => tell(messageId, 'read'),
    fail(messageId, code, { inside = 'statuses', ...why } = {}) {
      const error = toWebhookError({ code, ...why })
      if (inside === 'statuses') return tell(messageId, 'error', error)
      const message: WebhookMessage = { ...sent(messageId), status: 'error', error }
      simulated.world.state.messages.set(messageId, message)
      simulated.deliveries.announce({ messages: [message] })
      return structuredClone(message)
    },
    markEdited: (messageId) => tell(messageId, 'edited'),
    failNext: (code, { inside = 'statuses', times, ...why } = {}) =>
      expect({ end: 'fails', code, inside, ...why }, times),
    echoNextAs: (status, { times } = {}) => expect({ end: 'arrives', echoes: status }, times),
    dropNext: ({ times } = {}) => expect({ end: 'vanishes' }, times),
  }
}
