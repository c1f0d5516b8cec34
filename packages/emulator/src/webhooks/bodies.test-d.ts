import type {
  ChannelItemSchema,
  ContactRequestSchema,
  DealRequestSchema,
  MessageItemSchema,
  StatusItemSchema,
  TemplateItemSchema,
} from '@wazzup-kit/core/schemas'
import { describe, expectTypeOf, test } from 'vitest'
import type { ChannelUpdate, ContactQuestion, DealQuestion, TemplateUpdate } from './bodies.ts'
import type { instagramPostFields, InstagramPost, OldInfo, WebhookMessage, WebhookStatus } from './message-items.ts'

/** The names of the fields of an item schema. */
type FieldsOf<Item extends { entries: object }> = keyof Item['entries']

describe('an item has the fields that a receiver reads', () => {
  test('of a message and a status; their error is read separately', () => {
    expectTypeOf<Exclude<keyof WebhookMessage, 'error'>>().toEqualTypeOf<FieldsOf<typeof MessageItemSchema>>()
    expectTypeOf<Exclude<keyof WebhookStatus, 'error'>>().toEqualTypeOf<FieldsOf<typeof StatusItemSchema>>()
  })

  test('of an update and a question', () => {
    expectTypeOf<keyof ChannelUpdate>().toEqualTypeOf<FieldsOf<typeof ChannelItemSchema>>()
    expectTypeOf<keyof TemplateUpdate>().toEqualTypeOf<FieldsOf<typeof TemplateItemSchema>>()
    expectTypeOf<keyof ContactQuestion>().toEqualTypeOf<FieldsOf<typeof ContactRequestSchema>>()
    expectTypeOf<keyof DealQuestion>().toEqualTypeOf<FieldsOf<typeof DealRequestSchema>>()
  })
})

test('a post of Instagram has the documented fields, of which only the times have a documented type', () => {
  type Field = (typeof instagramPostFields)[number]
  expectTypeOf<keyof InstagramPost>().toEqualTypeOf<Field>()
  expectTypeOf<Required<Omit<InstagramPost, 'timestamp' | 'updatedAt'>>>().toEqualTypeOf<
    Record<Exclude<Field, 'timestamp' | 'updatedAt'>, unknown>
  >()
  expectTypeOf<Pick<InstagramPost, 'timestamp' | 'updatedAt'>>().toEqualTypeOf<{
    timestamp?: number | undefined
    updatedAt?: number | undefined
  }>()
})

test('the state before a change is a text and an author', () => {
  expectTypeOf<OldInfo>().toEqualTypeOf<{
    oldText?: string | null | undefined
    oldAuthorId?: string | null | undefined
    oldAuthorName?: string | null | undefined
  }>()
})
