import type { Echo } from '@wazzup-kit/core'
import { OnWazzup, WazzupModule, type WazzupContext } from '@wazzup-kit/nestjs'

// Compiled only. A declaration that came out as `any` would leave these comments without an error.

export class Misuse {
  // @ts-expect-error a question is answered
  @OnWazzup('createContact')
  returnsNothing(): void {}

  // @ts-expect-error only a client's message can be answered
  @OnWazzup('echo')
  answersItself(_echo: Echo, { reply }: { reply: WazzupContext<'message'>['reply'] }): void {
    void reply
  }
}

// @ts-expect-error a key is a text
WazzupModule.forRoot({ client: { apiKey: 7 } })

// What reads its options from elsewhere hands on undefined.
WazzupModule.forRoot({
  client: {},
  webhooks: undefined,
  gateway: undefined,
  path: undefined,
  shutdownTimeout: undefined,
})
WazzupModule.forTenants({ resolve: () => undefined, name: undefined, decorators: undefined, maxAge: undefined })
