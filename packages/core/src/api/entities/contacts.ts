import * as v from 'valibot'
import { lazy } from '../../schema/lazy.ts'
import { defineEndpoint } from '../endpoint.ts'
import { readId, readOpen, readText, type Open } from '../../schema/fields.ts'
import { readNested } from '../../schema/nested-list.ts'
import { readPage } from '../../schema/read-list.ts'
import { chatTypes, type ChatType } from '../values.ts'
import * as docUrls from '../doc-urls.ts'
import { pageOffset } from '../page-offset.ts'
import { contactInputSchema, type ContactInput } from './contact-input.ts'
import { batchOf, textIds, withEntityVerbs } from './entity-verbs.ts'

const contactChatSchema = lazy(() =>
  v.looseObject({ chatType: readOpen(chatTypes), chatId: readText(), username: readText(), phone: readText() }),
)

/** Schema of {@link Contact}. */
export const contactSchema = lazy(() =>
  v.looseObject({
    id: readId(),
    responsibleUserId: readText(),
    name: readText(),
    contactData: readNested(contactChatSchema()),
    uri: readText(),
  }),
)
/** A customer in your CRM. */
export interface Contact {
  /** Your own id of the contact. */
  id: string
  /** Your own id of the employee who is responsible. */
  responsibleUserId?: string | null | undefined
  /** Name of the contact. */
  name?: string | null | undefined
  /** The chats of the customer. */
  contactData?: ContactChat[] | null | undefined
  /** Link to the contact in your CRM. */
  uri?: string | null | undefined
}

/** A chat of a contact. */
export interface ContactChat {
  /** The messenger. */
  chatType?: Open<ChatType> | null | undefined
  /** Id of the chat in this messenger. Use it as `chatId` in `messages.send`. */
  chatId?: string | null | undefined
  /** User name without `@`. Telegram only. */
  username?: string | null | undefined
  /** Phone number: digits with the country code. Telegram and MAX only. */
  phone?: string | null | undefined
}

/** Customers in your CRM. https://wazzup24.ru/help/api-ru/rabota-s-kontaktami/ */
export const contacts = withEntityVerbs(
  'contacts',
  docUrls.contacts,
  (): v.GenericSchema<unknown, Contact> => contactSchema(),
  textIds,
  {
    /**
     * Returns contacts sorted by id, up to 100 per page; `for await` returns all of them. To delete contacts, collect their
     * ids first, because a deletion during the iteration makes the list skip other contacts.
     */
    list: defineEndpoint({
      method: 'GET',
      path: '/v3/contacts',
      docUrl: docUrls.contacts,
      input: () =>
        v.strictObject({
          /** Number of contacts to skip. */
          offset: pageOffset(),
        }),
      output: () => readPage<Contact>(contactSchema()),
      repeat: 'always',
      key: 'api',
      sidecar: false,
      paging: { offset: 'offset', items: ({ data }: { data: Contact[] }) => data },
    }),
    /**
     * Creates or updates up to 100 contacts by your own id. If one contact is invalid, Wazzup rejects all of them, and `data`
     * of the error contains its index. For longer lists use `splitBatches`.
     */
    save: defineEndpoint({
      method: 'POST',
      path: '/v3/contacts',
      docUrl: docUrls.contacts,
      input: () => v.strictObject({ contacts: batchOf<v.GenericSchema<ContactInput>>(contactInputSchema()) }),
      body: 'contacts',
      repeat: 'always',
      key: 'api',
      sidecar: false,
    }),
  },
)
