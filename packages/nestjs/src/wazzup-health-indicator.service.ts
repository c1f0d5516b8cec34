import { Inject, Injectable } from '@nestjs/common'
import { ModuleRef } from '@nestjs/core'
import { isWazzupError, type Wazzup } from '@wazzup-kit/core'
import { getWazzupToken } from './wazzup.tokens.ts'

/** Result of {@link WazzupHealthIndicator.isHealthy}, in the form of Terminus. */
export type WazzupHealth<Key extends string> = Record<
  Key,
  | {
      status: 'up'
      /** Number of channels of the account. */
      channels: number
      /** Number of channels that can send. */
      active: number
    }
  | { status: 'down'; message: string }
>

/** Checks for `@nestjs/terminus` whether Wazzup responds: `() => indicator.isHealthy('wazzup')`. */
@Injectable()
export class WazzupHealthIndicator {
  constructor(@Inject(ModuleRef) private readonly moduleRef: ModuleRef) {}

  /**
   * Lists the channels once, and returns `up` if the call succeeds within `timeout` milliseconds, 5,000 by default. The
   * states of the channels do not matter: an app stays in service when a phone is off.
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
      // Only errors of the client are known to contain no secret.
      (error: unknown) => ({
        status: 'down' as const,
        message: isWazzupError(error) ? error.message : 'the call failed',
      }),
    )
    return { [key]: health } as WazzupHealth<Key>
  }
}
