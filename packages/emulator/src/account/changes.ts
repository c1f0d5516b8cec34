import { createListeners } from './listeners.ts'
import type { DeliveryRecord } from '../webhooks/delivery-log.ts'
import type { RequestRecord } from '../api/request-log.ts'
import type { WebhookBody } from '../webhooks/bodies.ts'
import type { OutgoingStatus } from '../webhooks/message-items.ts'

/** What happened to a message. `edited` includes edits in the messenger itself. */
export type MessageHappening = 'written' | 'edited' | 'deleted' | OutgoingStatus

/**
 * A change of the emulator's state. It names what changed; the state has the new value. Requests and deliveries are
 * reported twice: when they begin and when they have their response.
 */
export type Change =
  | { about: 'message'; messageId: string; happened: MessageHappening }
  | { about: 'channel'; channelId: string }
  | { about: 'template'; templateGuid: string }
  /** An operator decided that a chat needs no reply. */
  | { about: 'unanswered' }
  | { about: 'request'; request: RequestRecord }
  | { about: 'delivery'; delivery: DeliveryRecord }
  /** A fault was switched on, has struck or was switched off. */
  | { about: 'faults' }
  /** The clock was moved forward. */
  | { about: 'clock' }
  /** The emulator was reset. */
  | { about: 'reset' }

/** Called soon after each change, in order. */
export type ChangeListener = (change: Change) => void

/** The feed of changes, with the functions that report them. */
export interface Changes {
  /** Reports a change to all listeners. */
  tell(change: Change): void
  /** Reports what a webhook is about, with or without a subscriber. */
  tellOf(body: WebhookBody): void
  watch(listener: ChangeListener): () => void
}

function changesIn(body: WebhookBody): Change[] {
  const { messages = [], statuses = [], channelsUpdates = [], templateStatus } = body
  return [
    ...messages.map(({ messageId, isDeleted, isEdited, status }): Change => {
      const said = isDeleted ? 'deleted' : isEdited ? 'edited' : undefined
      return { about: 'message', messageId, happened: said ?? (status === 'error' ? 'error' : 'written') }
    }),
    ...statuses.map(({ messageId, status }): Change => ({ about: 'message', messageId, happened: status })),
    ...channelsUpdates.map(({ channelId }): Change => ({ about: 'channel', channelId })),
    ...(templateStatus ? [{ about: 'template', templateGuid: templateStatus.templateGuid } as const] : []),
  ]
}

/** Creates a feed without listeners. */
export function createChanges(): Changes {
  const listeners = createListeners<Change>()
  return {
    tell: listeners.notify,
    tellOf(body) {
      if (listeners.size > 0) changesIn(body).forEach(listeners.notify)
    },
    watch: listeners.add,
  }
}
