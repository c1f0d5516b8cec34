import type { RouteHandler } from '../call.ts'
import type { EmulatedDeal } from '../../account/entities.ts'
import { deleteMany, deleteOne, getOne, readPage, saveBatch, sortedById } from '../batches.ts'
import { isFields, isText, wrongFields, type Fields, type ReadEntity } from '../field-checks.ts'

// https://wazzup24.ru/help/api-ru/rabota-so-spiskom-sdelok/ (documented, where nothing else is said).

/** How many contacts of a deal a list shows. */
const CONTACTS_IN_LIST = 10

/** Typed as a number, limited in characters and shown as text: both are taken. */
const isDealId = (value: unknown): boolean => typeof value === 'number' || isText(value, 100)

const checks = {
  id: isDealId,
  responsibleUserId: (value: unknown) => isText(value, 100),
  name: (value: unknown) => isText(value, 200),
  // Starred as required, described like an option: the strict reading, so that what passes here passes there. `link`, as
  // an old sample has it, does not stand in for it.
  uri: (value: unknown) => typeof value === 'string' && value.length <= 200,
  contacts: (value: unknown) => Array.isArray(value) && value.every((id) => isText(id, 100)),
  closed: (value: unknown) => typeof value === 'boolean',
}

function toDeal(item: Fields): EmulatedDeal {
  return {
    id: String(item.id),
    responsibleUserId: String(item.responsibleUserId),
    name: String(item.name),
    uri: String(item.uri),
    contacts: [...(item.contacts as string[])],
    closed: item.closed === true,
  }
}

const wrongIn = (item: Fields): string[] => wrongFields(item, checks)

/** Reads the answer to `createDeal`, which has the shape of the items that are saved. */
export function readDeal(answer: unknown): ReadEntity<EmulatedDeal> {
  const fields = isFields(answer) ? answer : {}
  const wrong = wrongIn(fields)
  return wrong.length > 0 ? { wrong } : { entity: toDeal(fields) }
}

/** The code is known from somebody's code only; its form is assumed to be that of contacts. */
const save: RouteHandler = (call) =>
  saveBatch(call, {
    code: 'INVALID_DEALS_DATA',
    wrongIn,
    toEntity: toDeal,
    into: call.world.state.deals,
  })

/** `count` is the number in this answer, and items have no `closed`: documented for deals. */
const list: RouteHandler = (call) => {
  const read = readPage(call, sortedById(call.world.state.deals))
  if ('refusal' in read) return read.refusal
  const data = read.page.map(({ closed: _, ...deal }) => ({
    ...deal,
    contacts: deal.contacts.slice(0, CONTACTS_IN_LIST),
  }))
  return { status: 200, json: { count: data.length, data } }
}

export const deals = {
  'deals.list': list,
  'deals.save': save,
  'deals.get': (call) => getOne(call, call.world.state.deals),
  'deals.delete': (call) => deleteOne(call, call.world.state.deals),
  // The page shows `[]` and speaks of no unknown ids: there are none in it.
  'deals.deleteMany': (call) =>
    deleteMany(call, call.world.state.deals, { isId: isDealId, limit: 'documented', unknown: 'not told' }),
} satisfies Record<string, RouteHandler>
