import type { Echo } from '@wazzup-kit/core'
import { OnWazzup, WazzupModule, type WazzupContext } from '@wazzup-kit/nestjs'

// Compiled only. If a declaration became `any`, these comments would have no error to expect.

export class Misuse {
  // @ts-expect-error the handler must return the entity
  @OnWazzup('createContact')
  returnsNothing(): void {}

  // @ts-expect-error only the context of a customer's message has reply
  @OnWazzup('echo')
  answersItself(_echo: Echo, { reply }: { reply: WazzupContext<'message'>['reply'] }): void {
    void reply
  }
}

// @ts-expect-error an API key is a string
WazzupModule.forRoot({ client: { apiKey: 7 } })

// Options may be undefined, because apps read them from elsewhere.
WazzupModule.forRoot({
  client: { apiKey: 'key', baseUrl: undefined, timeout: undefined },
  webhooks: undefined,
  gateway: undefined,
  path: undefined,
  shutdownTimeout: undefined,
})
WazzupModule.forTenants({ resolve: () => undefined, name: undefined, decorators: undefined, maxAge: undefined })
