import * as v from 'valibot'
import { lazy } from '../../schema/lazy.ts'
import { parse, type Reading } from '../../schema/schema.ts'
import { contactInputSchema } from '../../api/entities/contact-input.ts'
import { dealInputSchema } from '../../api/entities/deal-input.ts'

/** An id of your CRM. Numbers are sent as text. */
type EntityId = string | number | bigint

/** One chat of the contact that a handler of `createContact` returns. Null means a missing field. */
export interface ContactChatResponse {
  /** The messenger. */
  chatType: string
  /** Id of the chat in this messenger. */
  chatId?: EntityId | null | undefined
  /** User name without `@`. Telegram only. */
  username?: string | null | undefined
  /** Phone number: digits with the country code. Telegram and MAX only. */
  phone?: EntityId | null | undefined
}

/** The contact that a handler of `createContact` returns. Ids may be numbers, and null means a missing field. */
export interface ContactResponse {
  /** Your own id of the contact, up to 100 characters. */
  id: EntityId
  /** Your own id of the employee who is responsible, an uploaded user. Up to 100 characters. */
  responsibleUserId: EntityId
  /** Up to 200 characters. */
  name: string
  /** The chats of the customer. You can return those of the event as they are. */
  contactData: readonly ContactChatResponse[]
  /** Link to the contact in your CRM, up to 200 characters. */
  uri?: string | null | undefined
}

/** The deal that a handler of `createDeal` returns. Ids may be numbers, and null means a missing field. */
export interface DealResponse {
  /** Your own id of the deal, up to 100 characters. */
  id: EntityId
  /** Your own id of the employee who is responsible, an uploaded user. Up to 100 characters. */
  responsibleUserId: EntityId
  /** Up to 200 characters. */
  name: string
  /** Whether the deal is closed. A database may write false and true as 0 and 1. */
  closed: boolean | 0 | 1
  /**
   * Link to the deal in your CRM, up to 200 characters. Always return it: Wazzup's documentation marks it as required,
   * although it describes it as optional. The emulator rejects a deal without it.
   */
  uri?: string | null | undefined
  /** Your ids of its contacts. */
  contacts: readonly EntityId[]
}

/** Schemas of the responses. Wazzup's documentation marks the `uri` of a deal as required and describes it as optional. */
const schemas = {
  createContact: contactInputSchema,
  createDeal: lazy(() => {
    const { entries } = dealInputSchema()
    // A 0 or 1 is text by then; see `toText`.
    const number = v.pipe(
      v.string(),
      v.regex(/^[01]$/),
      v.transform((flag) => flag === '1'),
    )
    return v.object({ ...entries, uri: v.optional(entries.uri), closed: v.union([entries.closed, number]) })
  }),
}

/** Name of an event that is a question. The return value of its handler is the response. */
export type QuestionKind = keyof typeof schemas

export function isQuestion(kind: string): kind is QuestionKind {
  return Object.hasOwn(schemas, kind)
}

/** Converts the return value of a handler to the entity that is sent to Wazzup. */
export function readEntity(kind: QuestionKind, returned: unknown): Reading {
  const schema = schemas[kind]()
  if (typeof returned !== 'object' || returned === null || Array.isArray(returned)) return parse(schema, returned)
  // Fields of a class may be getters, which are not own keys. A row of a database has other columns.
  const fields = Object.keys(schema.entries).map((name) => [name, returned[name as keyof typeof returned]])
  return parse(schema, toText(Object.fromEntries(fields)))
}

/** Leaves out null and turns numbers into text, because no field of an entity is a number. */
function toText(value: unknown): unknown {
  // A number above the safe integers has lost digits of the id, so it is not converted and the schema rejects it.
  if (typeof value === 'bigint' || Number.isSafeInteger(value)) return String(value)
  if (Array.isArray(value)) return value.map(toText)
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).filter(([, field]) => field !== null && field !== undefined)
  return Object.fromEntries(fields.map(([name, field]) => [name, toText(field)]))
}
