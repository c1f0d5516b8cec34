import type { ContactInput, ContactRequest, Echo, Events, Message, StatusUpdate, Wazzup } from '@wazzup-kit/core'
import { expectTypeOf, test } from 'vitest'
import { OnWazzup, type WazzupContext } from './on-wazzup.decorator.ts'

const contact: ContactInput = { id: '1', responsibleUserId: '1', name: 'Anna', contactData: [] }

test('handlers with matching types compile', () => {
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

    @OnWazzup(['message', 'echo'])
    onEither({ id }: Message | Echo, { raw }: WazzupContext<'message' | 'echo'>): unknown {
      return [id, raw]
    }

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

    @OnWazzup('message', { name: 'branch-b', handlerName: 'crm', maxAge: 60_000, whilePaused: 'skip' })
    onFreshMessage(_event: Message): void {}

    @OnWazzup('unrecognized')
    onUnknown(_event: Events['unrecognized']): void {}
  }
  void Right
})

test('handlers with wrong types do not compile', () => {
  class Wrong {
    // @ts-expect-error -- the handler of a question must return an entity
    @OnWazzup('createContact')
    returnsNothing(): void {}

    // @ts-expect-error -- the handler of a question must return an entity
    @OnWazzup('createDeal')
    async resolvesToNothing(): Promise<void> {}

    // @ts-expect-error -- a contact is not a deal
    @OnWazzup('createDeal')
    returnsAnother(): ContactInput {
      return contact
    }

    // @ts-expect-error -- a status is not a message
    @OnWazzup('status')
    takesAnother(_event: Message): void {}

    // @ts-expect-error -- the event may also be an echo
    @OnWazzup('echo')
    @OnWazzup('message')
    takesOneOfTwo(_event: Message): void {}

    // @ts-expect-error -- only a message has reply
    @OnWazzup('echo')
    replies(_event: Echo, { reply }: { reply: WazzupContext<'message'>['reply'] }): void {
      void reply
    }

    // @ts-expect-error -- there is no such event
    @OnWazzup('messages')
    noSuchEvent(): void {}

    // @ts-expect-error -- there is no such option of a handler
    @OnWazzup('message', { maximumAge: 1 })
    noSuchOption(): void {}

    // @ts-expect-error -- only methods can be decorated
    @OnWazzup('message')
    property = (): void => {}
  }
  void Wrong
})
