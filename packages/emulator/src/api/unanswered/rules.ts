import { docUrls } from '@wazzup-kit/core/schemas'
import { documented, judged, type Rules } from '../../rules/rule-data.ts'

const { unanswered } = docUrls

/** The counter of unanswered messages. */
export const unansweredRules = {
  'unanswered/fields': documented(unanswered, 'The answer has `counterV2`, `type` and `lastMsgDateTime`.'),
  'unanswered/messages': documented(
    unanswered,
    '`counterV2` is the number of messages that wait for an answer, not of dialogs.',
  ),
  'unanswered/last': documented(unanswered, '`lastMsgDateTime` is the date of the last incoming message.'),
  'unanswered/last-none': judged(unanswered, 'It is that of the last message that counts, null where none does.'),
  'unanswered/unknown': judged(
    unanswered,
    'A user whom nobody knows has 0, and a wrong key in the path of the host gets what a wrong one in the header gets.',
    { codes: ['INVALID_APIKEY'] },
  ),
  'unanswered/week': documented(unanswered, 'Messages of the last 7 days are counted.'),
  'unanswered/red': documented(unanswered, '`red`: the user is responsible for a dialog that waits.'),
  'unanswered/grey': documented(unanswered, '`grey`: the user only sees some; null: none.'),
  'unanswered/roles': documented(
    unanswered,
    'Sales reps and managers see their own contacts and deals, users who receive new clients also those of nobody, a head all. A user without a role has 0.',
    { option: 'employees' },
  ),
  'unanswered/deals': judged(
    unanswered,
    'Whose deal a contact stands in is as responsible as whose contact it is, and be the deal closed.',
    { option: 'state.deals' },
  ),
  'unanswered/quality-control': documented(unanswered, 'Quality control has a counter, too, and it is always grey.', {
    option: 'employees',
  }),
  'unanswered/quality-control-sees': judged(unanswered, 'Quality control sees all dialogs, like a head.', {
    option: 'employees',
  }),
  'unanswered/default-role': judged(
    unanswered,
    'A user of whom the cabinet says nothing is a sales rep and receives new clients.',
    {
      option: 'employees',
    },
  ),
  'unanswered/host': documented(
    unanswered,
    'The live counter has a bare host, without a scheme, which is asked for with the key in the path.',
  ),
  'unanswered/live': judged(
    unanswered,
    'The live counter itself is not played: the host is a name that nobody can have, so no socket.io connects, and `counterConnecting`, `counterConnected` and `counterUpdate` do not happen.',
  ),
} satisfies Rules
