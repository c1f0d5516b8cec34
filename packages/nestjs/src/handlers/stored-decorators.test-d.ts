import type { Message, Wazzup } from '@wazzup-kit/core'
import type { Entry } from '@wazzup-kit/core/store'
import { expectTypeOf, test } from 'vitest'
import { OnOutbox, type WazzupEntryContext } from './on-outbox.decorator.ts'
import { OnQuiet, type WazzupQuietContext } from './on-quiet.decorator.ts'

test('handlers of quick messages and of the outbox with matching types compile', () => {
  class Right {
    @OnQuiet({ quiet: 4_000, within: 60_000, most: 10, maxAge: 60_000, whilePaused: 'skip', handlerName: 'bot' })
    async onMessages(messages: readonly Message[], { reply, raw, wazzup, tenant }: WazzupQuietContext): Promise<void> {
      expectTypeOf(raw).toEqualTypeOf<readonly unknown[]>()
      expectTypeOf(wazzup).toEqualTypeOf<Wazzup>()
      expectTypeOf(tenant).toEqualTypeOf<string | undefined>()
      await reply({ text: `${messages.length}` })
    }

    @OnOutbox('failed')
    @OnOutbox('unknown', { name: 'branch-b', timeout: 5_000 })
    onFailed(_entry: Entry, { attempt, tenant }: WazzupEntryContext): void {
      expectTypeOf(attempt).toEqualTypeOf<number>()
      expectTypeOf(tenant).toEqualTypeOf<string | undefined>()
    }
  }
  void Right
})

test('handlers of quick messages and of the outbox with wrong types do not compile', () => {
  class Wrong {
    // @ts-expect-error -- `quiet` is missing
    @OnQuiet({ most: 3 })
    withoutQuiet(): void {}

    // @ts-expect-error -- it gets all messages
    @OnQuiet({ quiet: 4_000 })
    takesOne(_message: Message): void {}

    // @ts-expect-error -- there is no such event of the outbox
    @OnOutbox('lost')
    noSuchEvent(): void {}

    // @ts-expect-error -- there is no such option
    @OnOutbox('failed', { maxAge: 1 })
    noSuchOption(): void {}
  }
  void Wrong
})
