import * as v from 'valibot'
import { lazy } from '../../schema/lazy.ts'
import { parse, type Reading } from '../../schema/schema.ts'
import { contactInputSchema, type ContactInput } from '../../api/entities/contact-input.ts'
import { dealInputSchema, type DealInput } from '../../api/entities/deal-input.ts'

/** An id of your CRM. Numbers are sent as text. */
type EntityId = string | number | bigint

/** An entity as it may be in a row of a database: ids may be numbers, and null means a missing field. */
type Row<Entity> = {
  [Field in keyof Entity]: undefined extends Entity[Field]
    ? Cell<Field, Entity[Field]> | null
    : Cell<Field, Entity[Field]>
}

type Cell<Field, Value> = Field extends 'id' | 'responsibleUserId' | 'chatId' | 'phone' ? Value | EntityId : Value

/** The contact that a handler of `createContact` returns. */
export interface ContactResponse extends Omit<Row<ContactInput>, 'contactData'> {
  /** The chats of the customer. You can return the `contactData` of the event as it is. */
  contactData: readonly Row<ContactInput['contactData'][number]>[]
}

/** The deal that a handler of `createDeal` returns. */
export interface DealResponse extends Omit<Row<DealInput>, 'contacts' | 'uri'> {
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
    return v.strictObject({ ...entries, uri: v.optional(entries.uri) })
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
  // Fields of a class may be getters, which are not own keys.
  const inherited = Object.keys(schema.entries).filter((name) => name in returned)
  const fields = [...new Set([...Object.keys(returned), ...inherited])]
  return parse(
    schema,
    toText(Object.fromEntries(fields.map((name) => [name, returned[name as keyof typeof returned]]))),
  )
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
