import type { RouteHandler } from '../call.ts'
import type { EmulatedContact } from '../../account/entities.ts'
import { answerPage, deleteMany, deleteOne, getOne, saveBatch, sortedById } from '../batches.ts'
import { isFields, isText, optional, wrongFields, type Fields, type ReadEntity } from '../field-checks.ts'

// https://wazzup24.ru/help/api-ru/rabota-s-kontaktami/ (documented, where nothing else is said).

/**
 * An older page lets Telegram do without `chatId` when username or phone is given; that MAX may by phone is our judgement,
 * and so is that both are passed over where they do not belong.
 */
function isChat(value: unknown): boolean {
  if (!isFields(value) || !isText(value.chatType)) return false
  if (isText(value.chatId)) return true
  const byPhone = ['telegram', 'max'].includes(value.chatType) && isText(value.phone)
  return byPhone || (value.chatType === 'telegram' && isText(value.username))
}

const checks = {
  id: (value: unknown) => isText(value, 100),
  responsibleUserId: (value: unknown) => isText(value, 100),
  name: (value: unknown) => isText(value, 200),
  contactData: (value: unknown) => Array.isArray(value) && value.every(isChat),
  uri: optional((value) => typeof value === 'string' && value.length <= 200),
}

/** On read, items of `contactData` hold `chatType` and `chatId`. */
function toContact(item: Fields): EmulatedContact {
  const chats = (item.contactData as Fields[]).map(({ chatType, chatId }) => ({
    chatType: String(chatType),
    ...(isText(chatId) ? { chatId } : {}),
  }))
  return {
    id: String(item.id),
    responsibleUserId: String(item.responsibleUserId),
    name: String(item.name),
    contactData: chats,
    ...(typeof item.uri === 'string' ? { uri: item.uri } : {}),
  }
}

const wrongIn = (item: Fields): string[] => wrongFields(item, checks)

/** Reads the answer to `createContact`, which has the shape of the items that are saved. */
export function readContact(answer: unknown): ReadEntity<EmulatedContact> {
  const fields = isFields(answer) ? answer : {}
  const wrong = wrongIn(fields)
  return wrong.length > 0 ? { wrong } : { entity: toContact(fields) }
}

const save: RouteHandler = (call) =>
  saveBatch(call, {
    code: 'INVALID_CONTACTS_DATA',
    wrongIn,
    toEntity: toContact,
    into: call.world.state.contacts,
  })

/** `count` is the total, documented for contacts. */
const list: RouteHandler = (call) => answerPage(call, sortedById(call.world.state.contacts))

export const contacts = {
  'contacts.list': list,
  'contacts.save': save,
  'contacts.get': (call) => getOne(call, call.world.state.contacts),
  'contacts.delete': (call) => deleteOne(call, call.world.state.contacts),
  'contacts.deleteMany': (call) =>
    deleteMany(call, call.world.state.contacts, { limit: 'documented', unknown: 'listed' }),
} satisfies Record<string, RouteHandler>
