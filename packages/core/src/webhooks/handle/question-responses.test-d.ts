import { expectTypeOf, test } from 'vitest'
import type { ContactInput } from '../../api/entities/contact-input.ts'
import type { DealInput } from '../../api/entities/deal-input.ts'
import type { ContactChatResponse, ContactResponse, DealResponse } from './question-responses.ts'

type Chat = ContactInput['contactData'][number]

test('the entities of questions have the fields of the entities that a save uploads', () => {
  expectTypeOf<keyof ContactResponse>().toEqualTypeOf<keyof ContactInput>()
  expectTypeOf<keyof ContactChatResponse>().toEqualTypeOf<keyof Chat>()
  expectTypeOf<keyof DealResponse>().toEqualTypeOf<keyof DealInput>()
  expectTypeOf<ContactInput>().toExtend<ContactResponse>()
  expectTypeOf<DealInput>().toExtend<DealResponse>()
})
