import type { ContactInput, ContactRequest, Echo, Events, Message, StatusUpdate, Wazzup } from '@wazzup-kit/core'
import { expectTypeOf, test } from 'vitest'
import { OnWazzup, type WazzupContext } from './on-wazzup.decorator.ts'

const contact: ContactInput = { id: '1', responsibleUserId: '1', name: 'Anna', contactData: [] }

test('what fits compiles', () => {
  class Right {
    @OnWazzup('message')
    async onMessage({ text }: Message, { reply, wazzup, tenant }: WazzupContext<'message'>): Promise<void> {
      expectTypeOf(wazzup).toEqualTypeOf<Wazzup>()
      expectTypeOf(tenant).toEqualTypeOf<string | undefined>()
      await reply({ text: text ?? '' })
    }

    @OnWazzup('message')
    @OnWazzup('echo')
    onWritten(_event: Message | Echo): void {}

    @OnWazzup('status', { name: 'branch-b' })
    onStatus(_event: StatusUpdate, { raw }: WazzupContext): unknown {
      return raw
    }

    @OnWazzup('createContact')
    onContact({ name }: ContactRequest): ContactInput {
      return { ...contact, name: name ?? '' }
    }

    @OnWazzup('createContact', { name: 'branch-b' })
    async onLateContact(): Promise<ContactInput> {
      return contact
    }

    @OnWazzup('unrecognized')
    onUnknown(_event: Events['unrecognized']): void {}
  }
  void Right
})

test('what does not fit does not', () => {
  class Wrong {
    // @ts-expect-error -- a question is answered
    @OnWazzup('createContact')
    returnsNothing(): void {}

    // @ts-expect-error -- a question is answered
    @OnWazzup('createDeal')
    async resolvesToNothing(): Promise<void> {}

    // @ts-expect-error -- a contact is no deal
    @OnWazzup('createDeal')
    answersAnother(): ContactInput {
      return contact
    }

    // @ts-expect-error -- a status is no message
    @OnWazzup('status')
    takesAnother(_event: Message): void {}

    // @ts-expect-error -- an echo may come too
    @OnWazzup('echo')
    @OnWazzup('message')
    takesOneOfTwo(_event: Message): void {}

    // @ts-expect-error -- only a message can be answered
    @OnWazzup('echo')
    replies(_event: Echo, { reply }: { reply: WazzupContext<'message'>['reply'] }): void {
      void reply
    }

    // @ts-expect-error -- there is no such event
    @OnWazzup('messages')
    noSuchEvent(): void {}

    // @ts-expect-error -- only methods are found
    @OnWazzup('message')
    property = (): void => {}
  }
  void Wrong
})
