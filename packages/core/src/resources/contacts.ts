import * as v from 'valibot'
import { once } from '../once.ts'
import { endpoint } from '../endpoint.ts'
import { chatTypes, openPicklist, readId, readText } from '../fields.ts'
import { readPage } from '../read-list.ts'
import * as pages from '../pages.ts'
import { contactInputSchema } from './contact-input.ts'
import { batchOf, withEntityVerbs } from './entity.ts'

export const contactSchema = once(() =>
  v.looseObject({
    id: readId(),
    responsibleUserId: readText(),
    name: readText(),
    /** The chats of this person. */
    contactData: v.fallback(
      v.nullish(
        v.array(
          v.looseObject({
            chatType: openPicklist(chatTypes),
            chatId: readText(),
            username: readText(),
            phone: readText(),
          }),
        ),
      ),
      undefined,
    ),
    uri: readText(),
  }),
)
/** A client, as your CRM knows them. */
export interface Contact extends v.InferOutput<ReturnType<typeof contactSchema>> {}

/** Clients, as your CRM knows them. https://wazzup24.ru/help/api-ru/rabota-s-kontaktami/ */
export const contacts = withEntityVerbs(
  'contacts',
  pages.contacts,
  contactSchema as () => v.GenericSchema<unknown, Contact>,
  {
    /** Gets contacts sorted by id, up to 100 a page; iterate it for all of them. */
    list: endpoint({
      method: 'GET',
      path: '/v3/contacts',
      page: pages.contacts,
      input: () => v.strictObject({ offset: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))) }),
      output: () => readPage<Contact>(contactSchema()),
      repeat: 'always',
      key: 'api',
      sidecar: false,
      paging: { offset: 'offset', items: ({ data }: { data: Contact[] }) => data },
    }),
    /**
     * Creates or updates up to 100 contacts by your own id; one bad contact refuses them all, and the `data` of the error
     * names it by index. Longer lists: `inBatches`.
     */
    save: endpoint({
      method: 'POST',
      path: '/v3/contacts',
      page: pages.contacts,
      input: () => v.strictObject({ contacts: batchOf(contactInputSchema()) }),
      body: 'contacts',
      repeat: 'always',
      key: 'api',
      sidecar: false,
    }),
  },
)
