import * as v from 'valibot'
import { lazy } from '../schema/lazy.ts'
import { defineEndpoint } from './endpoint.ts'
import { readId, readOpen, readText, requiredText, type Open } from '../schema/fields.ts'
import { readNested } from '../schema/nested-list.ts'
import { readPage } from '../schema/read-list.ts'
import { chatTypes, type ChatType } from './values.ts'
import * as docUrls from './doc-urls.ts'
import { batchOf, textIds, withEntityVerbs } from './entity-verbs.ts'

const contactChatSchema = lazy(() =>
  v.looseObject({ chatType: readOpen(chatTypes), chatId: readText(), username: readText(), phone: readText() }),
)

export const contactSchema = lazy(() =>
  v.looseObject({
    id: readId(),
    responsibleUserId: readText(),
    name: readText(),
    contactData: readNested(contactChatSchema()),
    uri: readText(),
  }),
)
/** A customer, as your CRM knows them. */
export interface Contact {
  /** Your own id of the contact. */
  id: string
  /** Your own id of the employee who is responsible. */
  responsibleUserId?: string | null | undefined
  name?: string | null | undefined
  /** The chats of this person. */
  contactData?: ContactChat[] | null | undefined
  /** Link to the contact in your CRM. */
  uri?: string | null | undefined
}

/** A chat of a contact. */
export interface ContactChat {
  /** The messenger. */
  chatType?: Open<ChatType> | null | undefined
  /** The chat in this messenger; goes into `chatId` of a send. */
  chatId?: string | null | undefined
  /** Telegram only, without the at sign. */
  username?: string | null | undefined
  /** Telegram and MAX only; digits with the country code. */
  phone?: string | null | undefined
}

/** A contact to save, or to answer Wazzup's `createContact` with. */
export const contactInputSchema = lazy(() =>
  v.strictObject({
    /** Your own id of the contact, up to 100 characters. */
    id: requiredText(),
    /** Id of an uploaded user, up to 100 characters. */
    responsibleUserId: requiredText(),
    /** Up to 200 characters. */
    name: requiredText(),
    /** Each chat by `chatId`; on Telegram also by `username` or `phone`, on MAX by `phone`, when the id is not known yet. */
    contactData: v.array(
      v.strictObject({
        chatType: requiredText(),
        chatId: v.optional(requiredText()),
        username: v.optional(requiredText()),
        phone: v.optional(requiredText()),
      }),
    ),
    /** Link to the contact in your CRM, up to 200 characters. */
    uri: v.optional(v.string()),
  }),
)
export interface ContactInput extends v.InferInput<ReturnType<typeof contactInputSchema>> {}

/** Customers, as your CRM knows them. https://wazzup24.ru/help/api-ru/rabota-s-kontaktami/ */
export const contacts = withEntityVerbs(
  'contacts',
  docUrls.contacts,
  contactSchema as () => v.GenericSchema<unknown, Contact>,
  textIds,
  {
    /**
     * Returns contacts sorted by id, up to 100 per page; `for await` returns all of them. To delete contacts, collect their
     * ids first: a deletion while you iterate makes the list skip others.
     */
    list: defineEndpoint({
      method: 'GET',
      path: '/v3/contacts',
      docUrl: docUrls.contacts,
      input: () => v.strictObject({ offset: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))) }),
      output: () => readPage<Contact>(contactSchema()),
      repeat: 'always',
      key: 'api',
      sidecar: false,
      paging: { offset: 'offset', items: ({ data }: { data: Contact[] }) => data },
    }),
    /**
     * Creates or updates up to 100 contacts by your own id. Wazzup rejects all of them when one is invalid, and the `data`
     * of the error has its index. For longer lists use `splitBatches`.
     */
    save: defineEndpoint({
      method: 'POST',
      path: '/v3/contacts',
      docUrl: docUrls.contacts,
      input: () => v.strictObject({ contacts: batchOf(contactInputSchema()) }),
      body: 'contacts',
      repeat: 'always',
      key: 'api',
      sidecar: false,
    }),
  },
)
