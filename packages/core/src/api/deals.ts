import * as v from 'valibot'
import { lazy } from '../schema/lazy.ts'
import { defineEndpoint } from './endpoint.ts'
import { anyId, anyPathId, readFlag, readId, readText, requiredText } from '../schema/fields.ts'
import { readIdList } from '../schema/nested-list.ts'
import { readPage } from '../schema/read-list.ts'
import * as docUrls from './doc-urls.ts'
import { batchOf, withEntityVerbs } from './entity-verbs.ts'

export const dealSchema = lazy(() =>
  v.looseObject({
    id: readId(),
    responsibleUserId: readText(),
    name: readText(),
    uri: readText(),
    contacts: readIdList(),
    closed: readFlag(),
  }),
)
/** A deal of your CRM. */
export interface Deal {
  /** Your own id of the deal. */
  id: string
  /** Your own id of the employee who is responsible. */
  responsibleUserId?: string | null | undefined
  name?: string | null | undefined
  /** Link to the deal in your CRM. */
  uri?: string | null | undefined
  /** Ids of contacts; a list holds at most 10 of them. */
  contacts?: string[] | null | undefined
  /** Missing in lists, present in a single read. */
  closed?: boolean | null | undefined
}

/** A deal to save, or to answer Wazzup's `createDeal` with. */
export const dealInputSchema = lazy(() =>
  v.strictObject({
    /** Your own id of the deal, up to 100 characters. The page types it as a number: a number is sent as text. */
    id: anyId(),
    responsibleUserId: requiredText(),
    /** Up to 200 characters. */
    name: requiredText(),
    /** Link to the deal in your CRM, up to 200 characters. */
    uri: v.string(),
    /** Ids of uploaded contacts. */
    contacts: v.array(anyId()),
    closed: v.boolean(),
  }),
)
export interface DealInput extends v.InferInput<ReturnType<typeof dealInputSchema>> {}

/** Deals of your CRM. https://wazzup24.ru/help/api-ru/rabota-so-spiskom-sdelok/ */
export const deals = withEntityVerbs(
  'deals',
  docUrls.deals,
  dealSchema as () => v.GenericSchema<unknown, Deal>,
  { item: anyId, path: anyPathId },
  {
    /**
     * Returns deals, up to 100 a page; iterate it for all of them. To delete them, collect the ids first: a deletion while
     * you iterate makes it skip others.
     */
    list: defineEndpoint({
      method: 'GET',
      path: '/v3/deals',
      docUrl: docUrls.deals,
      input: () => v.strictObject({ offset: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))) }),
      output: () => readPage<Deal>(dealSchema()),
      repeat: 'always',
      key: 'api',
      sidecar: false,
      paging: { offset: 'offset', items: ({ data }: { data: Deal[] }) => data },
    }),
    /** Creates or updates up to 100 deals by your own id. Longer lists: `splitBatches`. */
    save: defineEndpoint({
      method: 'POST',
      path: '/v3/deals',
      docUrl: docUrls.deals,
      input: () => v.strictObject({ deals: batchOf(dealInputSchema()) }),
      body: 'deals',
      repeat: 'always',
      key: 'api',
      sidecar: false,
    }),
  },
)
