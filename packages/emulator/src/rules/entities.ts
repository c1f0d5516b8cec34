import { pages } from '@wazzup-kit/core/schemas'
import { documented, judged, seenInCode, type Rules } from './rule.ts'

const { commonErrors, contacts, deals, pipelines, unanswered, users } = pages

/** Users, contacts, deals, pipelines and counters. */
export const entityRules = {
  'users/list': documented(users, 'Users come as a bare array, sorted by name.'),
  'users/page': documented(users, 'On an older page they come as `{ count, data }`, up to 100 from an `offset`.', {
    option: "usersPage: 'older'",
  }),
  'users/page-count': judged(
    users,
    '`count` is the number of all users there, as with contacts; the bare array knows no `offset`.',
    { option: 'usersPage' },
  ),
  'users/upsert': documented(users, 'Users are saved by id: a known one is replaced. The answer is 200 and nothing.'),
  'users/empty': documented(users, 'An empty body is rejected with 400.', { codes: ['INVALID_USERS_DATA'] }),
  'users/status': documented(users, 'All errors of this route come with 400.', {
    codes: ['INVALID_USERS_DATA', 'DUPLICATE_PHONE_NUMBER', 'USER_LIMIT_EXCEEDED'],
  }),
  'users/fields': documented(
    users,
    'An id has up to 64 characters, a name up to 150; each bad item is named by its index.',
    { codes: ['INVALID_USERS_DATA'] },
  ),
  'users/lengths': judged(users, 'Those are the figures of the newest page: the English one has 200 for both.', {
    codes: ['INVALID_USERS_DATA'],
  }),
  'users/phone-dropped': documented(users, 'A malformed phone is dropped without a word.'),
  'users/phone-digits': judged(
    users,
    'A phone is well formed as a text of 7 to 15 digits and nothing else: no page says.',
  ),
  'users/phone-twice': documented(users, 'A phone that another user has is refused.', {
    codes: ['DUPLICATE_PHONE_NUMBER'],
  }),
  'users/same-id': documented(users, 'The same id twice in one request answers 500.'),
  'users/limit': documented(users, 'An account has up to 1000 users.', { codes: ['USER_LIMIT_EXCEEDED'] }),
  'users/roles': documented(users, 'Roles, and who receives new clients, no route reads or sets.', {
    option: 'employees',
  }),
  'users/absent': judged(users, 'A user who is not there answers 404 and nothing, as a contact does.'),
  'entities/absent': documented(contacts, 'A contact or deal that is not there answers 404 and nothing.'),
  'entities/delete-many': documented(
    contacts,
    'A bulk deletion of users or contacts answers the ids that were not there, `[]` where all were.',
  ),
  'entities/empty': judged(
    commonErrors,
    'An empty array, or a body that is none, is rejected with the code for bad deals or pipelines, as it is documented for users and contacts; `data` is empty.',
    { codes: ['INVALID_DEALS_DATA', 'INVALID_PIPELINES_DATA'] },
  ),
  'contacts/upsert': documented(contacts, 'Contacts are saved by id, all of a request or none.'),
  'contacts/fields': documented(
    contacts,
    'An id and a responsible user have up to 100 characters, a name and an address up to 200; each bad item is named by its index.',
    { codes: ['INVALID_CONTACTS_DATA'] },
  ),
  'contacts/empty': documented(contacts, 'An empty body is refused.', { codes: ['INVALID_CONTACTS_DATA'] }),
  'contacts/chat': documented(
    contacts,
    'Of a chat its type and id are kept; on Telegram a username or a phone may stand in for the id, as an older page has it.',
    { codes: ['INVALID_CONTACTS_DATA'] },
  ),
  'contacts/chat-max': judged(contacts, 'So may a phone on MAX.', { codes: ['INVALID_CONTACTS_DATA'] }),
  'contacts/chat-unread': judged(
    contacts,
    'Beside a chat id a username and a phone are not read: whether they belong there, nobody asks.',
  ),
  'contacts/count': documented(contacts, '`count` is the number of all contacts.'),
  'contacts/same-id': judged(contacts, 'The same id twice in one request: the last one stays.'),
  'contacts/dialog-stays': documented(contacts, 'The dialog with a contact that was deleted stays.'),
  'deals/upsert': documented(deals, 'Deals are saved by id.'),
  'deals/id': documented(
    deals,
    'An id may be a number or text, and comes back as text: the page calls it a number, limits its characters and shows text.',
  ),
  'deals/fields': documented(
    deals,
    '`id`, `responsibleUserId`, `name`, `contacts` and `closed` are required; ids have up to 100 characters, a name and an address up to 200.',
  ),
  'deals/uri': judged(
    deals,
    '`uri` is required, too: its star counts, not its description. `link`, as an old sample has it, does not stand in for it.',
  ),
  'deals/delete-many': documented(deals, 'A bulk deletion of deals answers `[]`.'),
  'deals/delete-unknown': judged(deals, 'It does so for ids that were not there, too: the page speaks of none.'),
  'deals/code': seenInCode(deals, 'Bad deals are refused in the way of contacts.', { codes: ['INVALID_DEALS_DATA'] }),
  'deals/count': documented(deals, '`count` is the number of deals in this answer.'),
  'deals/list': documented(
    deals,
    'A list shows up to 10 contacts of a deal and no `closed`; a single deal has both in full.',
  ),
  'deals/closed': documented(deals, 'A closed deal stays, and can be read.'),
  'pipelines/stages': documented(pipelines, 'Stages are left out where there are none: an empty array is refused.'),
  'pipelines/fields': documented(pipelines, 'Ids and names, of stages too, have up to 100 characters.'),
  'pipelines/id': documented(pipelines, 'The id of a pipeline has the type "any": a number is accepted.'),
  'pipelines/id-text': judged(
    pipelines,
    'It comes back as text, like the samples. The id of a stage may be a number, too, although its type is text.',
  ),
  'pipelines/code': seenInCode(pipelines, 'Bad pipelines are refused in the way of contacts.', {
    codes: ['INVALID_PIPELINES_DATA'],
  }),
  'pipelines/merge': judged(pipelines, 'Pipelines are saved by id beside those that are there: no page says.'),
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
