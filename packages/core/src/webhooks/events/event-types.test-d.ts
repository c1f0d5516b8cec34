import type * as v from 'valibot'
import { describe, expectTypeOf, test } from 'vitest'
import {
  statusOrder,
  type ChannelUpdate,
  type ContactRequest,
  type DealRequest,
  type DeliveryError,
  type EditedMessage,
  type EventKind,
  type Events,
  type StatusUpdate,
  type TemplateUpdate,
} from '../../index.ts'
import type {
  ChannelItemSchema,
  ContactRequestSchema,
  DealRequestSchema,
  MessageItemSchema,
  StatusItemSchema,
  TemplateItemSchema,
} from '../../schemas.ts'
import type { WireFields } from '../../testing.ts'
import type { Difference } from '../../api/agreement.ts'

/** The fields of a schema, without the unknown fields that loose objects accept. */
type Named<Value> = Value extends readonly (infer Item)[]
  ? Named<Item>[]
  : Value extends object
    ? { [Key in keyof Value as string extends Key ? never : Key]: Named<Value[Key]> }
    : Value

type Read<ItemSchema extends v.GenericSchema> = Named<v.InferOutput<ItemSchema>>
/** An event without the fields that are derived from its item. */
type Fields<Event> = Named<Omit<Event, 'kind' | 'id' | 'at' | 'latest' | 'author' | 'error' | 'quotedMessageId'>>

/** The fields of an item, without unknown fields. All are optional, because `buildDelivery` fills in the rest. */
type Sent<Value> = Value extends string
  ? string
  : Value extends readonly (infer Item)[]
    ? Sent<Item>[]
    : Value extends object
      ? { [Key in keyof Value as string extends Key ? never : Key]?: Sent<Value[Key]> }
      : Value

/** The names of the fields that differ between an item that you build and the input of its schema. */
type Unlike<Kind extends keyof WireFields, ItemSchema extends v.GenericSchema> = Difference<
  Sent<WireFields[Kind]>,
  Sent<v.InferInput<ItemSchema>>
>

test('an item that you build has the fields of its schema, no more and no less', () => {
  expectTypeOf<Unlike<'message', typeof MessageItemSchema>>().toEqualTypeOf<never>()
  expectTypeOf<Unlike<'status', typeof StatusItemSchema>>().toEqualTypeOf<never>()
  expectTypeOf<Unlike<'channel', typeof ChannelItemSchema>>().toEqualTypeOf<never>()
  expectTypeOf<Unlike<'template', typeof TemplateItemSchema>>().toEqualTypeOf<never>()
  expectTypeOf<Unlike<'createContact', typeof ContactRequestSchema>>().toEqualTypeOf<never>()
  // The schema also accepts objects with an `id`.
  expectTypeOf<Unlike<'createDeal', typeof DealRequestSchema>>().toEqualTypeOf<'contacts'>()
})

describe('an event has the fields of its schema, no more and no less', () => {
  test('message', () => {
    expectTypeOf<Fields<EditedMessage>>().toEqualTypeOf<Read<typeof MessageItemSchema>>()
    expectTypeOf<EditedMessage['advert']>().toEqualTypeOf<Record<string, unknown> | null | undefined>()
    expectTypeOf<EditedMessage['interactive']>().toEqualTypeOf<unknown[] | null | undefined>()
  })
  test('status', () => {
    expectTypeOf<Fields<StatusUpdate>>().toEqualTypeOf<Read<typeof StatusItemSchema>>()
  })
  test('channel', () => {
    expectTypeOf<Fields<ChannelUpdate>>().toEqualTypeOf<Read<typeof ChannelItemSchema>>()
  })
  test('template', () => {
    expectTypeOf<Fields<TemplateUpdate>>().toEqualTypeOf<Read<typeof TemplateItemSchema>>()
  })
  test('questions', () => {
    expectTypeOf<Fields<ContactRequest>>().toEqualTypeOf<Read<typeof ContactRequestSchema>>()
    expectTypeOf<Fields<DealRequest>>().toEqualTypeOf<Read<typeof DealRequestSchema>>()
  })
  test('all kinds of messages', () => {
    type Chat = 'channelId' | 'chatType' | 'chatId' | 'kind'
    type Kinds = 'message' | 'groupMessage' | 'missedCall' | 'system' | 'echo' | 'messageDeleted'
    expectTypeOf<Omit<Events[Kinds], Chat>>().toEqualTypeOf<Omit<EditedMessage, Chat>>()
  })
})

test('no event has an index signature', () => {
  type Indexed = { [Kind in EventKind]: string extends keyof Events[Kind] ? Kind : never }[EventKind]
  expectTypeOf<Indexed>().toBeNever()
})

test('a misspelt field does not compile, at any depth', () => {
  const read = (event: Events[EventKind]) => {
    if (event.kind === 'message') {
      // @ts-expect-error text
      void event.txet
      // @ts-expect-error contact.name
      void event.contact?.nmae
      // @ts-expect-error instPost.description
      void event.instPost?.desc
      // @ts-expect-error quotedMessage.text
      void event.quotedMessage?.txet
    }
    // @ts-expect-error isEdited
    if (event.kind === 'messageEdited') void event.isEdeted
    // @ts-expect-error oldInfo.oldText
    if (event.kind === 'messageDeleted') void event.oldInfo?.text
    // @ts-expect-error timestamp
    if (event.kind === 'status') void event.timestmp
    // @ts-expect-error qr
    if (event.kind === 'channel') void event.QR
    // @ts-expect-error templateGuid
    if (event.kind === 'template') void event.templateId
    // @ts-expect-error chatId
    if (event.kind === 'createContact') void event.contactData[0]?.id
    // @ts-expect-error contacts
    if (event.kind === 'createDeal') void event.contact
  }
  expectTypeOf(read).toBeFunction()
})

test('each event that can fail has an error in its type', () => {
  type Failing = Exclude<EventKind, 'channel' | 'template' | 'createContact' | 'createDeal' | 'unrecognized'>
  expectTypeOf<Events[Failing]['error']>().toEqualTypeOf<DeliveryError | undefined>()
})

test('statusOrder accepts the status of an event', () => {
  const rank = ({ status }: Events['status'] | Events['echo']) => statusOrder.indexOf(status)
  expectTypeOf(rank).returns.toBeNumber()
  expectTypeOf(statusOrder[0]!).toEqualTypeOf<'sent' | 'delivered' | 'read' | 'error'>()
})
