import type { DeliveryErrorCode } from '@wazzup-kit/core/schemas'
import type { WebhookError, WebhookMessage, WebhookStatus } from '../webhook-bodies.ts'
import { messageOf, timestampOf, type Stage } from './stage.ts'

/** How a failure is told. */
export interface FailureOptions {
  /** `messages` tells it in the message itself, seen live for templates and others; `statuses` unless told otherwise. */
  inside?: 'statuses' | 'messages'
  /** The code unless told otherwise. */
  description?: string
  /** Documented for `statuses` only. */
  data?: unknown
}

/** What happens to messages that were sent. Each throws when the account sent no such message. */
export interface Message {
  isSent(messageId: string): WebhookStatus
  isDelivered(messageId: string): WebhookStatus
  isRead(messageId: string): WebhookStatus
  /** It does not reach the client, for this reason. */
  fails(messageId: string, code: DeliveryErrorCode, options?: FailureOptions): WebhookStatus | WebhookMessage
  /** Its author changed it in the messenger itself, which comes as a status. */
  isEdited(messageId: string): WebhookStatus
}

/** Builds the messengers' part of the outside world. */
export function createMessage(stage: Stage): Message {
  function sent(messageId: string): WebhookMessage {
    const message = messageOf(stage, messageId)
    if (!message.isEcho) throw new Error(`A client wrote ${messageId}: it has no status`)
    return message
  }

  function tell(messageId: string, status: WebhookStatus['status'], error?: WebhookError): WebhookStatus {
    const message = sent(messageId)
    const item: WebhookStatus = { messageId, timestamp: timestampOf(stage), status, ...(error && { error }) }
    if (status !== 'edited') message.status = status
    stage.deliveries.announce({ statuses: [item] })
    return item
  }

  return {
    isSent: (messageId) => tell(messageId, 'sent'),
    isDelivered: (messageId) => tell(messageId, 'delivered'),
    isRead: (messageId) => tell(messageId, 'read'),
    fails(messageId, code, { inside = 'statuses', description = code, data } = {}) {
      const error: WebhookError = { error: code, description, ...(data === undefined ? {} : { data }) }
      if (inside === 'statuses') return tell(messageId, 'error', error)
      const message: WebhookMessage = { ...sent(messageId), status: 'error', error }
      stage.world.state.messages.set(messageId, message)
      stage.deliveries.announce({ messages: [message] })
      return structuredClone(message)
    },
    isEdited: (messageId) => tell(messageId, 'edited'),
  }
}
