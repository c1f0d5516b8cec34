import { docUrls } from '@wazzup-kit/core/schemas'
import type { EmulatedContact } from '../../account/entities/entities.ts'
import { rule } from '../../rules/rule.ts'
import { answerPage, deleteMany, deleteOne, getOne, saveBatch, sortedById } from '../batches.ts'
import type { Call, RouteHandler } from '../call.ts'
import { isFields, isText, optional, wrongFields, type Fields, type ReadEntity } from '../field-checks.ts'
import type { ApiResponse } from '../responses.ts'

const { contacts: docUrl } = docUrls

const hasAccount = rule(
  {
    id: 'contacts/chat-max',
    sentence: 'In a contact on MAX, a phone can also replace the id of a chat.',
    docUrl,
    basis: 'our assumption',
    codes: ['INVALID_CONTACTS_DATA'],
  },
  ({ chatType, phone, username }: Fields): boolean => {
    if (chatType === 'max') return isText(phone)
    return chatType === 'telegram' && (isText(phone) || isText(username))
  },
)

const isChat = rule(
  {
    id: 'contacts/chat-unread',
    sentence:
      'When a chat of a contact has an id, Wazzup ignores its username and phone, even if they do not belong to its type.',
    docUrl,
    basis: 'our assumption',
  },
  (value: unknown): boolean => isFields(value) && isText(value.chatType) && (isText(value.chatId) || hasAccount(value)),
)

const findWrong = rule(
  {
    id: 'contacts/fields',
    sentence:
      'In a contact, an id and a responsible user have up to 100 characters, a name and an address up to 200. The response names each wrong item by its index.',
    docUrl,
    basis: 'documented',
    codes: ['INVALID_CONTACTS_DATA'],
  },
  (item: Fields): string[] =>
    wrongFields(item, {
      id: (value) => isText(value, 100),
      responsibleUserId: (value) => isText(value, 100),
      name: (value) => isText(value, 200),
      contactData: (value) => Array.isArray(value) && value.every(isChat),
      uri: optional((value) => typeof value === 'string' && value.length <= 200),
    }),
)

const toContact = rule(
  {
    id: 'contacts/chat',
    sentence:
      'Wazzup stores the type and the id of a chat of a contact. On Telegram a username or a phone can replace the id, as on an older page.',
    docUrl,
    basis: 'documented',
    codes: ['INVALID_CONTACTS_DATA'],
  },
  (item: Fields): EmulatedContact => ({
    id: String(item.id),
    responsibleUserId: String(item.responsibleUserId),
    name: String(item.name),
    contactData: (item.contactData as Fields[]).map(({ chatType, chatId }) => ({
      chatType: String(chatType),
      ...(isText(chatId) ? { chatId } : {}),
    })),
    ...(typeof item.uri === 'string' ? { uri: item.uri } : {}),
  }),
)

/** Reads the response to `createContact`, which has the shape of the items that are saved. */
export function readContact(response: unknown): ReadEntity<EmulatedContact> {
  const fields = isFields(response) ? response : {}
  const wrong = findWrong(fields)
  return wrong.length > 0 ? { wrong } : { entity: toContact(fields) }
}

const save = rule(
  [
    {
      id: 'contacts/upsert',
      sentence: 'Contacts are saved by id, either all of a request or none.',
      docUrl,
      basis: 'documented',
    },
    {
      id: 'contacts/empty',
      sentence: 'Wazzup rejects an upload of contacts with an empty body.',
      docUrl,
      basis: 'documented',
      codes: ['INVALID_CONTACTS_DATA'],
    },
    {
      id: 'contacts/same-id',
      sentence: 'When an upload contains the same id twice, the last item is saved.',
      docUrl,
      basis: 'our assumption',
    },
  ],
  (call: Call): ApiResponse =>
    saveBatch(call, {
      code: 'INVALID_CONTACTS_DATA',
      findWrong,
      toEntity: toContact,
      into: call.world.state.contacts,
    }),
)

const list = rule(
  {
    id: 'contacts/count',
    sentence: '`count` of a list of contacts is the number of all contacts.',
    docUrl,
    basis: 'documented',
  },
  (call: Call): ApiResponse => answerPage(call, sortedById(call.world.state.contacts)),
)

const remove = rule(
  {
    id: 'contacts/dialog-stays',
    sentence: 'The dialog with a deleted contact remains.',
    docUrl,
    basis: 'documented',
  },
  (call: Call): ApiResponse => deleteOne(call, call.world.state.contacts),
)

export const contacts = {
  'contacts.list': list,
  'contacts.save': save,
  'contacts.get': (call) => getOne(call, call.world.state.contacts),
  'contacts.delete': remove,
  'contacts.deleteMany': (call) =>
    deleteMany(call, call.world.state.contacts, { limit: 'documented', unknown: 'listed' }),
} satisfies Record<string, RouteHandler>

/** Functions of this file that implement rules. */
export const contactRules = [save, findWrong, toContact, hasAccount, isChat, list, remove]
