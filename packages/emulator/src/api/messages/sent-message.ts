import { docUrls } from '@wazzup-kit/core/schemas'
import type { LedgerEntry } from '../../account/ledger.ts'
import type { Call } from '../call.ts'
import { done } from '../field-checks.ts'
import type { ApiResponse } from '../responses.ts'
import { rule } from '../../rules/rule.ts'

const { messages } = docUrls

/** A message of this account that was not deleted, with the transport of its channel. */
export interface Sent {
  entry: LedgerEntry
  transport: string
}

export const findSent = rule(
  {
    id: 'edit/unknown',
    sentence: 'A message that does not exist, or that was deleted, cannot be edited or deleted.',
    docUrl: messages,
    basis: 'documented',
    codes: ['MESSAGES_NOT_FOUND'],
  },
  (call: Call): Sent | { rejection: ApiResponse } => {
    const entry = call.world.ledger.find(call.params.messageId ?? '')
    if (!entry || entry.state === 'deleted') return { rejection: call.reject('MESSAGES_NOT_FOUND') }
    return { entry, transport: call.world.state.channels.get(entry.channelId)?.transport ?? '' }
  },
)

/** Rejects an edit or a deletion after its period. */
export const rejectAfter = rule(
  {
    id: 'edit/period',
    sentence:
      'A message can be edited and deleted within a set period. Its length is undocumented: it is a setting, counted from the send, and by default there is no limit.',
    docUrl: messages,
    basis: 'documented',
    codes: ['MESSAGES_EDITING_TIME_EXPIRED', 'MESSAGES_DELETION_TIME_EXPIRED'],
    option: 'editingTime`, `deletionTime',
  },
  (call: Call, period: 'editingTime' | 'deletionTime', { entry }: Sent): ApiResponse | undefined => {
    const { clock, state } = call.world
    const time = state.settings[period]
    if (time === 'unlimited' || clock.now() - entry.acceptedAt <= time) return undefined
    return call.reject(period === 'editingTime' ? 'MESSAGES_EDITING_TIME_EXPIRED' : 'MESSAGES_DELETION_TIME_EXPIRED')
  },
)

export const answerChange = rule(
  {
    id: 'edit/response',
    sentence: 'Wazzup responds to edits and deletions with 200 and an empty body.',
    docUrl: messages,
    basis: 'our assumption',
  },
  (): ApiResponse => done,
)

/** Functions of this file that implement rules. */
export const sentMessageRules = [findSent, rejectAfter, answerChange]
