import { pages } from '@wazzup-kit/core/schemas'
import { documented, judged, seenInCode, type Rules } from './rule.ts'

const { contacts, deals, pipelines, unanswered, users } = pages

/** Users, contacts, deals, pipelines and counters. */
export const entityRules = {
  'users/list': documented(users, 'Users come as a bare array, sorted by name.'),
  'users/upsert': documented(users, 'Users are saved by id: a known one is replaced. The answer is 200 and nothing.'),
  'users/fields': documented(
    users,
    'An id has up to 64 characters, a name up to 150; each bad item is named by its index.',
    {
      codes: ['INVALID_USERS_DATA'],
    },
  ),
  'users/phone-dropped': documented(users, 'A malformed phone is dropped without a word.'),
  'users/phone-twice': documented(users, 'A phone that another user has is refused.', {
    codes: ['DUPLICATE_PHONE_NUMBER'],
  }),
  'users/same-id': documented(users, 'The same id twice in one request answers 500.'),
  'users/limit': documented(users, 'An account has up to 1000 users.', { codes: ['USER_LIMIT_EXCEEDED'] }),
  'users/roles': documented(users, 'Roles, and who receives new clients, no route reads or sets.', {
    option: 'employees',
  }),
  'entities/absent': documented(
    contacts,
    'A contact or deal that is not there answers 404 and nothing; so does a user.',
  ),
  'entities/delete-many': documented(contacts, 'A bulk deletion answers the ids that were not there.'),
  'contacts/upsert': documented(contacts, 'Contacts are saved by id, all of a request or none.'),
  'contacts/fields': documented(
    contacts,
    'An id and a responsible user have up to 100 characters, a name and an address up to 200; each bad item is named by its index.',
    { codes: ['INVALID_CONTACTS_DATA'] },
  ),
  'contacts/chat': documented(
    contacts,
    'Of a chat its type and id are kept; on Telegram a username, and on Telegram and MAX a phone, may stand in for the id.',
  ),
  'contacts/count': documented(contacts, '`count` is the number of all contacts.'),
  'contacts/same-id': judged(contacts, 'The same id twice in one request: the last one stays.'),
  'contacts/dialog-stays': documented(contacts, 'The dialog with a contact that was deleted stays.'),
  'deals/upsert': documented(deals, 'Deals are saved by id; an id may be a number, and comes back as text.'),
  'deals/fields': documented(
    deals,
    '`id`, `responsibleUserId`, `name`, `uri`, `contacts` and `closed` are required; that `uri` is, is the strict reading.',
  ),
  'deals/code': seenInCode(deals, 'Bad deals are refused in the way of contacts.', { codes: ['INVALID_DEALS_DATA'] }),
  'deals/count': documented(deals, '`count` is the number of deals in this answer.'),
  'deals/list': documented(
    deals,
    'A list shows up to 10 contacts of a deal and no `closed`; a single deal has both in full.',
  ),
  'deals/closed': documented(deals, 'A closed deal stays, and can be read.'),
  'pipelines/stages': documented(pipelines, 'Stages are left out where there are none: an empty array is refused.', {
    codes: ['INVALID_PIPELINES_DATA'],
  }),
  'pipelines/fields': documented(pipelines, 'Ids and names have up to 100 characters.', {
    codes: ['INVALID_PIPELINES_DATA'],
  }),
  'pipelines/merge': judged(pipelines, 'Pipelines are saved by id beside those that are there: no page says.'),
  'unanswered/week': documented(unanswered, 'Dialogs of the last 7 days are counted.'),
  'unanswered/red': documented(unanswered, '`red`: the user is responsible for a dialog that waits.'),
  'unanswered/grey': documented(unanswered, '`grey`: the user only sees some; null: none.'),
  'unanswered/roles': documented(
    unanswered,
    'Sales reps and managers see their own clients, whoever receives new clients also those of nobody, a head all; a user without a role has 0.',
    { option: 'employees' },
  ),
  'unanswered/quality-control': judged(unanswered, 'Quality control, which only reads, has 0.', {
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
    'The live counter has a host, asked for with the key in the path; nobody listens there.',
  ),
} satisfies Rules
