import { Inject, Injectable } from '@nestjs/common'
import { ModuleRef } from '@nestjs/core'
import { isWazzupError, type Wazzup } from '@wazzup-kit/core'
import type { Outbox } from '@wazzup-kit/core/store'
import { getOutboxToken, getWazzupToken } from '../wazzup.tokens.ts'
import { readStoreHealth, type CheckStoreOptions, type WazzupStoreHealth } from './store-health.ts'

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

/**
 * Checks for `@nestjs/terminus` whether Wazzup responds, `() => indicator.isHealthy('wazzup')`, and what waits in the store,
 * `() => indicator.checkStore('wazzup store')`.
 */
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

  /**
   * Returns what waits in the store. It is `up` while the store answers within `timeout` milliseconds, 5,000 by default, and no
   * limit is exceeded. Without `limits`, nothing that waits takes the app out of service.
   *
   * @throws Error when the module has no store.
   */
  async checkStore<const Key extends string>(
    key: Key,
    { name, ...options }: CheckStoreOptions = {},
  ): Promise<WazzupStoreHealth<Key>> {
    const outbox = this.moduleRef.get<Outbox | null>(getOutboxToken(name), { strict: false })
    if (!outbox) throw new Error('checkStore needs the option "store" of WazzupModule')
    return { [key]: await readStoreHealth(outbox, options) } as WazzupStoreHealth<Key>
  }
}
