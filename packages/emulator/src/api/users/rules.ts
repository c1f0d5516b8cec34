import { docUrls } from '@wazzup-kit/core/schemas'
import { documented, judged, type Rules } from '../../rules/rule-data.ts'

const { users } = docUrls

/** Users. */
export const userRules = {
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
} satisfies Rules
