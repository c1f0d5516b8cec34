import { Inject, Injectable } from '@nestjs/common'
import { ModuleRef } from '@nestjs/core'
import { isWazzupError, type Wazzup } from '@wazzup-kit/core'
import { getWazzupToken } from './wazzup.tokens.ts'

/** What Terminus takes for the result of an indicator. */
export type WazzupHealth<Key extends string> = Record<
  Key,
  | {
      status: 'up'
      /** Channels of the account. */
      channels: number
      /** Those of them that can send. */
      active: number
    }
  | { status: 'down'; message: string }
>

/** Says whether Wazzup answers, for `@nestjs/terminus`: `() => indicator.isHealthy('wazzup')`. */
@Injectable()
export class WazzupHealthIndicator {
  constructor(@Inject(ModuleRef) private readonly moduleRef: ModuleRef) {}

  /**
   * Asks for the channels, once, within `timeout` milliseconds (default 5,000). Up when they came, whatever their state:
   * a phone that is off is no reason to take an app out of service.
   */
  async isHealthy<const Key extends string>(
    key: Key,
    { name, timeout = 5_000 }: { name?: string | undefined; timeout?: number | undefined } = {},
  ): Promise<WazzupHealth<Key>> {
    const wazzup = this.moduleRef.get<Wazzup>(getWazzupToken(name), { strict: false })
    const health = await wazzup.channels.list({}, { timeout, maxRetries: 0 }).then(
      (channels) => {
        const active = channels.filter(({ state }) => state === 'active')
        return { status: 'up' as const, channels: channels.length, active: active.length }
      },
      // Only Wazzup's errors are known to hold no secret.
      (error: unknown) => ({
        status: 'down' as const,
        message: isWazzupError(error) ? error.message : 'the call failed',
      }),
    )
    return { [key]: health } as WazzupHealth<Key>
  }
}
