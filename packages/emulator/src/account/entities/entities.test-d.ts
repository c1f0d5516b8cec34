import type {
  Channel,
  Contact,
  ContactChat,
  Subscription,
  Template,
  TemplateButton,
  TemplateComponent,
} from '@wazzup-kit/core'
import type {
  ContactInputSchema,
  DealInputSchema,
  PipelineInputSchema,
  UserInputSchema,
} from '@wazzup-kit/core/schemas'
import type { InferOutput } from 'valibot'
import { expectTypeOf, test } from 'vitest'
import type { EmulatedSubscription } from './connections.ts'
import type {
  EmulatedChannel,
  EmulatedContact,
  EmulatedContactChat,
  EmulatedDeal,
  EmulatedPipeline,
  EmulatedTemplate,
  EmulatedTemplateButton,
  EmulatedTemplateComponent,
  EmulatedUser,
} from './entities.ts'

type SavedContact = InferOutput<typeof ContactInputSchema>
type SavedChat = SavedContact['contactData'][number]

test('an emulated entity is what the API saves, in both directions', () => {
  expectTypeOf<EmulatedUser>().toEqualTypeOf<InferOutput<typeof UserInputSchema>>()
  expectTypeOf<EmulatedDeal>().toEqualTypeOf<InferOutput<typeof DealInputSchema>>()
  expectTypeOf<EmulatedPipeline>().toEqualTypeOf<InferOutput<typeof PipelineInputSchema>>()
  expectTypeOf<Omit<EmulatedContact, 'contactData'>>().toEqualTypeOf<Omit<SavedContact, 'contactData'>>()
})

test('the chat of a contact is saved without its username and phone', () => {
  expectTypeOf<EmulatedContactChat>().toEqualTypeOf<Omit<SavedChat, 'username' | 'phone'>>()
})

test('an emulated entity has the fields that the client reads', () => {
  expectTypeOf<keyof EmulatedContact>().toEqualTypeOf<keyof Contact>()
  expectTypeOf<keyof EmulatedContactChat>().toEqualTypeOf<Exclude<keyof ContactChat, 'username' | 'phone'>>()
  expectTypeOf<Exclude<keyof EmulatedChannel, 'tier'>>().toEqualTypeOf<keyof Channel>()
  expectTypeOf<keyof EmulatedTemplate>().toExtend<keyof Template>()
  expectTypeOf<keyof EmulatedTemplateComponent>().toEqualTypeOf<keyof TemplateComponent>()
  expectTypeOf<keyof EmulatedTemplateButton>().toEqualTypeOf<keyof TemplateButton>()
})

test('an emulated subscription is the one that the client reads, in both directions', () => {
  expectTypeOf<EmulatedSubscription>().toEqualTypeOf<Subscription>()
})
