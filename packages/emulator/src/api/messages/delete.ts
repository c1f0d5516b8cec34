import { docUrls } from '@wazzup-kit/core/schemas'
import type { Call } from '../call.ts'
import type { ApiResponse } from '../responses.ts'
import { rule } from '../../rules/rule.ts'
import { echoDeletion } from './echo.ts'
import { answerChange, findSent, rejectAfter, type Sent } from './sent-message.ts'

const rejectOnWaba = rule(
  {
    id: 'delete/waba',
    sentence: 'On WABA no message can be deleted.',
    docUrl: docUrls.messages,
    basis: 'observed in production',
    codes: ['CHANNEL_INVALID_TRANSPORT_FOR_DELETION'],
  },
  (call: Call, { transport }: Sent): ApiResponse | undefined =>
    transport === 'wapi' ? call.reject('CHANNEL_INVALID_TRANSPORT_FOR_DELETION') : undefined,
)

/** Handles `DELETE /v3/message/{messageId}`. */
export function remove(call: Call): ApiResponse {
  const sent = findSent(call)
  if ('rejection' in sent) return sent.rejection
  const rejection = rejectOnWaba(call, sent) ?? rejectAfter(call, 'deletionTime', sent)
  if (rejection) return rejection
  sent.entry.state = 'deleted'
  sent.entry.changedAt = call.world.clock.now()
  echoDeletion(call, sent.entry)
  return answerChange()
}

/** Functions of this file that implement rules. */
export const deleteRules = [rejectOnWaba]
