import type * as v from 'valibot'
import { describe, expectTypeOf, test } from 'vitest'
import type { KnownFields } from '../../../test/known-fields.ts'
import type {
  Channel,
  ChatWindow,
  Contact,
  CounterHost,
  Deal,
  Pipeline,
  Subscription,
  Template,
  Unanswered,
  User,
  Wazzup,
} from '../../index.ts'
import type { channelSchema } from '../channels.ts'
import type { contactSchema } from './contacts.ts'
import type { dealSchema } from './deals.ts'
import type { pipelineSchema } from './pipelines.ts'
import type { subscriptionSchema } from '../subscription/subscription.ts'
import type { templateSchema } from '../templates.ts'
import type { unansweredSchema } from '../unanswered.ts'
import type { userSchema } from './users.ts'

declare const wazzup: Wazzup

/** The output of a schema, without unknown fields. */
type Read<Make extends () => v.GenericSchema> = KnownFields<v.InferOutput<ReturnType<Make>>>

describe('a written type and its schema have the same fields', () => {
  test('in both directions', () => {
    expectTypeOf<KnownFields<Channel>>().toEqualTypeOf<Read<typeof channelSchema>>()
    expectTypeOf<KnownFields<Contact>>().toEqualTypeOf<Read<typeof contactSchema>>()
    expectTypeOf<KnownFields<Deal>>().toEqualTypeOf<Read<typeof dealSchema>>()
    expectTypeOf<KnownFields<User>>().toEqualTypeOf<Read<typeof userSchema>>()
    expectTypeOf<KnownFields<Pipeline>>().toEqualTypeOf<Read<typeof pipelineSchema>>()
    expectTypeOf<KnownFields<Template>>().toEqualTypeOf<Read<typeof templateSchema>>()
    expectTypeOf<KnownFields<Unanswered>>().toEqualTypeOf<Read<typeof unansweredSchema>>()
    expectTypeOf<KnownFields<Subscription>>().toEqualTypeOf<Read<typeof subscriptionSchema>>()
  })
})

describe('a misspelt field does not compile', () => {
  test('of an entity', async () => {
    const [channel] = await wazzup.channels.list()
    // @ts-expect-error: it is `transport`
    void channel!.trnasport
    const [template] = await wazzup.templates.list()
    // @ts-expect-error: it is `components`
    void template!.componets
    // @ts-expect-error: it is `buttons`
    void template!.components![0]!.buton
    const contact = await wazzup.contacts.get({ id: '1' })
    // @ts-expect-error: it is `contactData`
    void contact.contactDate
    // @ts-expect-error: it is `chatId`
    void contact.contactData![0]!.chatID
    for await (const deal of wazzup.deals.list()) {
      // @ts-expect-error: it is `closed`
      void deal.close
    }
    // @ts-expect-error: it is `counterV2`
    void (await wazzup.unanswered.get({ userId: '1' })).counter
    // @ts-expect-error: it is `webhooksUri`
    void (await wazzup.subscription.get()).webhooksUrl
    // @ts-expect-error: it is `url`
    void (await wazzup.chatWindow.get({ user: { id: '1' }, scope: 'global' })).uri
  })
})

test('calls return the written types', () => {
  expectTypeOf(wazzup.users.get({ id: '1' })).resolves.toEqualTypeOf<User>()
  expectTypeOf(wazzup.unanswered.get({ userId: '1' })).resolves.toEqualTypeOf<Unanswered>()
  expectTypeOf(wazzup.unanswered.getHost()).resolves.toEqualTypeOf<CounterHost>()
  expectTypeOf(wazzup.subscription.get()).resolves.toEqualTypeOf<Subscription>()
  expectTypeOf(wazzup.chatWindow.get({ user: { id: '1' }, scope: 'global' })).resolves.toEqualTypeOf<ChatWindow>()
  expectTypeOf<Template['channels']>().toEqualTypeOf<string[] | null | undefined>()
})
