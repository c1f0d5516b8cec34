import type * as v from 'valibot'
import { describe, expectTypeOf, test } from 'vitest'
import type { KnownFields } from '../../../test/known-fields.ts'
import type {
  Channel,
  ChatWindow,
  Contact,
  ContactInput,
  CounterHost,
  Deal,
  DealInput,
  Pipeline,
  PipelineInput,
  Subscription,
  Template,
  Unanswered,
  User,
  UserInput,
  Wazzup,
} from '../../index.ts'
import type { Marketplace } from '../../marketplace.ts'
import type { channelSchema } from '../channels.ts'
import type { ChatWindowInput, chatWindowInputSchema } from '../chat-window.ts'
import type {
  ConnectInput,
  InstallationInput,
  MarketplaceDescriptionInput,
  MarketplaceEntryInput,
  marketplaceInputSchemas,
  MigrationInput,
} from '../marketplace.ts'
import type { contactInputSchema } from './contact-input.ts'
import type { dealInputSchema } from './deal-input.ts'
import type { contactSchema } from './contacts.ts'
import type { dealSchema } from './deals.ts'
import type { pipelineInputSchema, pipelineSchema } from './pipelines.ts'
import type { SubscriptionInput, subscriptionInputSchema, subscriptionSchema } from '../subscription/subscription.ts'
import type { templateSchema } from '../templates.ts'
import type { unansweredSchema } from '../unanswered.ts'
import type { userInputSchema, userSchema } from './users.ts'

declare const wazzup: Wazzup
declare const marketplace: Marketplace
type MarketplaceSchemas = typeof marketplaceInputSchemas

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

/** The input of a schema. */
type Input<Make extends () => v.GenericSchema> = v.InferInput<ReturnType<Make>>

describe('a written input and its schema have the same fields', () => {
  test('in both directions', () => {
    expectTypeOf<ContactInput>().toEqualTypeOf<Input<typeof contactInputSchema>>()
    expectTypeOf<DealInput>().toEqualTypeOf<Input<typeof dealInputSchema>>()
    expectTypeOf<UserInput>().toEqualTypeOf<Input<typeof userInputSchema>>()
    expectTypeOf<PipelineInput>().toEqualTypeOf<Input<typeof pipelineInputSchema>>()
    expectTypeOf<ChatWindowInput>().toEqualTypeOf<Input<typeof chatWindowInputSchema>>()
    expectTypeOf<SubscriptionInput>().toEqualTypeOf<Input<typeof subscriptionInputSchema>>()
    expectTypeOf<MarketplaceEntryInput>().toEqualTypeOf<Input<MarketplaceSchemas['save']>>()
    expectTypeOf<MarketplaceDescriptionInput>().toEqualTypeOf<Input<MarketplaceSchemas['describe']>>()
    expectTypeOf<InstallationInput>().toEqualTypeOf<Input<MarketplaceSchemas['simulate']>>()
    expectTypeOf<ConnectInput>().toEqualTypeOf<Input<MarketplaceSchemas['connect']>>()
    expectTypeOf<MigrationInput>().toEqualTypeOf<Input<MarketplaceSchemas['migrate']>>()
  })
})

test('calls take the written inputs', () => {
  expectTypeOf(wazzup.contacts.save).parameter(0).toEqualTypeOf<{ contacts: ContactInput[] }>()
  expectTypeOf(wazzup.deals.save).parameter(0).toEqualTypeOf<{ deals: DealInput[] }>()
  expectTypeOf(wazzup.users.save).parameter(0).toEqualTypeOf<{ users: UserInput[] }>()
  expectTypeOf(wazzup.pipelines.save).parameter(0).toEqualTypeOf<{ pipelines: PipelineInput[] }>()
  expectTypeOf(wazzup.chatWindow.get).parameter(0).toEqualTypeOf<ChatWindowInput>()
  expectTypeOf(wazzup.subscription.set).parameter(0).toEqualTypeOf<SubscriptionInput>()
  expectTypeOf(marketplace.wauth.connect).parameter(0).toEqualTypeOf<ConnectInput>()
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
