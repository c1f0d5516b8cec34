import { docUrls } from '@wazzup-kit/core/schemas'
import type { EmulatedDeal } from '../../account/entities/entities.ts'
import { rule } from '../../rules/rule.ts'
import { deleteMany, deleteOne, getOne, readPage, saveBatch, sortedById } from '../batches.ts'
import type { Call, RouteHandler } from '../call.ts'
import { isFields, isText, wrongFields, type Fields, type ReadEntity } from '../field-checks.ts'
import type { ApiResponse } from '../responses.ts'

const { deals: docUrl } = docUrls

/** Maximum number of contacts of a deal in a list. */
const CONTACTS_IN_LIST = 10

const isDealId = rule(
  {
    id: 'deals/id',
    sentence:
      'The id of a deal may be a number or a text, and is returned as text. The documentation calls it a number, limits its characters and shows a text.',
    docUrl,
    basis: 'documented',
  },
  (value: unknown): boolean => typeof value === 'number' || isText(value, 100),
)

const isUri = rule(
  {
    id: 'deals/uri',
    sentence:
      '`uri` of a deal is also required: it is marked as required, although it is described as optional. `link`, as in an old sample, does not replace it.',
    docUrl,
    basis: 'our assumption',
  },
  (value: unknown): boolean => typeof value === 'string' && value.length <= 200,
)

const findWrong = rule(
  {
    id: 'deals/fields',
    sentence:
      '`id`, `responsibleUserId`, `name`, `contacts` and `closed` are required. Ids have up to 100 characters, a name and an address up to 200.',
    docUrl,
    basis: 'documented',
  },
  (item: Fields): string[] =>
    wrongFields(item, {
      id: isDealId,
      responsibleUserId: (value) => isText(value, 100),
      name: (value) => isText(value, 200),
      uri: isUri,
      contacts: (value) => Array.isArray(value) && value.every((id) => isText(id, 100)),
      closed: (value) => typeof value === 'boolean',
    }),
)

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

/** Reads the response to `createDeal`, which has the shape of the items that are saved. */
export function readDeal(response: unknown): ReadEntity<EmulatedDeal> {
  const fields = isFields(response) ? response : {}
  const wrong = findWrong(fields)
  return wrong.length > 0 ? { wrong } : { entity: toDeal(fields) }
}

const save = rule(
  [
    { id: 'deals/upsert', sentence: 'Deals are saved by id.', docUrl, basis: 'documented' },
    {
      id: 'deals/code',
      sentence: 'Wazzup rejects bad deals in the same way as bad contacts.',
      docUrl,
      basis: 'found in public code',
      codes: ['INVALID_DEALS_DATA'],
    },
  ],
  (call: Call): ApiResponse =>
    saveBatch(call, { code: 'INVALID_DEALS_DATA', findWrong, toEntity: toDeal, into: call.world.state.deals }),
)

const list = rule(
  [
    {
      id: 'deals/count',
      sentence: '`count` of a list of deals is the number of deals in this response.',
      docUrl,
      basis: 'documented',
    },
    {
      id: 'deals/list',
      sentence: `A list shows up to ${CONTACTS_IN_LIST} contacts of a deal and no \`closed\`. A single deal has all of them and \`closed\`.`,
      docUrl,
      basis: 'documented',
    },
  ],
  (call: Call): ApiResponse => {
    const read = readPage(call, sortedById(call.world.state.deals))
    if ('rejection' in read) return read.rejection
    const data = read.page.map(({ closed: _, ...deal }) => ({
      ...deal,
      contacts: deal.contacts.slice(0, CONTACTS_IN_LIST),
    }))
    return { status: 200, json: { count: data.length, data } }
  },
)

const get = rule(
  {
    id: 'deals/closed',
    sentence: 'A closed deal remains and can be read.',
    docUrl,
    basis: 'documented',
  },
  (call: Call): ApiResponse => getOne(call, call.world.state.deals),
)

const removeMany = rule(
  [
    {
      id: 'deals/delete-many',
      sentence: 'Wazzup responds to a bulk deletion of deals with `[]`.',
      docUrl,
      basis: 'documented',
    },
    {
      id: 'deals/delete-unknown',
      sentence:
        'The response to a bulk deletion of deals is `[]` even when some of the ids did not exist. The documentation does not mention such ids.',
      docUrl,
      basis: 'our assumption',
    },
  ],
  (call: Call): ApiResponse =>
    deleteMany(call, call.world.state.deals, { isId: isDealId, limit: 'documented', unknown: 'not listed' }),
)

export const deals = {
  'deals.list': list,
  'deals.save': save,
  'deals.get': get,
  'deals.delete': (call) => deleteOne(call, call.world.state.deals),
  'deals.deleteMany': removeMany,
} satisfies Record<string, RouteHandler>

/** Functions of this file that implement rules. */
export const dealRules = [save, findWrong, isDealId, isUri, list, get, removeMany]
