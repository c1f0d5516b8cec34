import { docUrls } from '@wazzup-kit/core/schemas'
import { documented, judged, type Rules } from '../../rules/rule-data.ts'

const { contacts } = docUrls

/** Contacts. */
export const contactRules = {
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
} satisfies Rules
