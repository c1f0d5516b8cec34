import { docUrls, REPEAT_WINDOW } from '@wazzup-kit/core/schemas'
import type { Call } from '../../call.ts'
import { isText, type Fields } from '../../field-checks.ts'
import type { ApiResponse } from '../../responses.ts'
import { rule } from '../../../rules/rule.ts'

export const rejectRepeat = rule(
  [
    {
      id: 'send/repeat',
      sentence:
        'Wazzup rejects the same `crmMessageId` within 60 seconds, with the id in `data`. From the 61st second on, it sends the message again.',
      docUrl: docUrls.messages,
      basis: 'documented',
      codes: ['REPEATED_CRM_MESSAGE_ID'],
    },
    {
      id: 'send/repeat-memory',
      sentence: 'Only accepted sends are remembered, per account.',
      docUrl: docUrls.messages,
      basis: 'our assumption',
    },
  ],
  (call: Call, { crmMessageId }: Fields): ApiResponse | undefined => {
    if (!isText(crmMessageId)) return undefined
    const acceptedAt = call.world.ledger.acceptedAt(crmMessageId)
    if (acceptedAt === undefined || call.world.clock.now() - acceptedAt >= REPEAT_WINDOW) return undefined
    return call.reject('REPEATED_CRM_MESSAGE_ID', { data: { crmMessageId } })
  },
)

/** Functions of this file that implement rules. */
export const repeatRules = [rejectRepeat]
