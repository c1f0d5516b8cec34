import * as v from 'valibot'
import { lazy } from '../../schema/lazy.ts'
import { defineEndpoint } from '../endpoint.ts'
import { anyId, anyPathId, readFlag, readId, readText } from '../../schema/fields.ts'
import { readIdList } from '../../schema/nested-list.ts'
import { readPage } from '../../schema/read-list.ts'
import * as docUrls from '../doc-urls.ts'
import { pageOffset } from '../page-offset.ts'
import { dealInputSchema, type DealInput } from './deal-input.ts'
import { batchOf, withEntityVerbs } from './entity-verbs.ts'

/** Schema of {@link Deal}. */
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
  /** Name of the deal. */
  name?: string | null | undefined
  /** Link to the deal in your CRM. */
  uri?: string | null | undefined
  /** Your own ids of the contacts. `deals.list` returns at most 10 of them. */
  contacts?: string[] | null | undefined
  /** Whether the deal is closed. Missing in `deals.list`, present in `deals.get`. */
  closed?: boolean | null | undefined
}

/** Deals of your CRM. https://wazzup24.ru/help/api-ru/rabota-so-spiskom-sdelok/ */
export const deals = withEntityVerbs(
  'deals',
  docUrls.deals,
  (): v.GenericSchema<unknown, Deal> => dealSchema(),
  { item: anyId, path: anyPathId },
  {
    /**
     * Returns deals, up to 100 per page; `for await` returns all of them. To delete deals, collect their ids first, because
     * a deletion during the iteration makes the list skip other deals.
     */
    list: defineEndpoint({
      method: 'GET',
      path: '/v3/deals',
      docUrl: docUrls.deals,
      input: () =>
        v.strictObject({
          /** Number of deals to skip. */
          offset: pageOffset(),
        }),
      output: () => readPage<Deal>(dealSchema()),
      repeat: 'always',
      key: 'api',
      sidecar: false,
      paging: { offset: 'offset', items: ({ data }: { data: Deal[] }) => data },
    }),
    /** Creates or updates up to 100 deals by your own id. For longer lists use `splitBatches`. */
    save: defineEndpoint({
      method: 'POST',
      path: '/v3/deals',
      docUrl: docUrls.deals,
      input: () => v.strictObject({ deals: batchOf<v.GenericSchema<DealInput, { id: string }>>(dealInputSchema()) }),
      body: 'deals',
      repeat: 'always',
      key: 'api',
      sidecar: false,
    }),
  },
)
