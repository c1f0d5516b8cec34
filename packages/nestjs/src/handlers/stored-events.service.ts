import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import type { Wazzup, Webhooks } from '@wazzup-kit/core'
import { defaultShutdownTimeout } from '../requests/running-requests.service.ts'
import { endsBefore, joinShutdown } from '../requests/shutdown.ts'
import type { WazzupOptions } from '../wazzup.options.ts'
import { ownWebhooksToken } from './on-wazzup.explorer.ts'

/** Token of the options of an account. */
export const accountOptionsToken = 'wazzup-kit:account-options'

/** Handles the stored events of an account, and sends from its outbox, while the app runs. Does nothing without a store. */
@Injectable()
export class StoredEvents implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly webhooks: Webhooks<Wazzup> | null

  constructor(
    @Inject(ownWebhooksToken) webhooks: Webhooks<Wazzup> | null,
    @Inject(accountOptionsToken) private readonly options: WazzupOptions,
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
  ) {
    const { store, outbox } = options.webhooks ?? {}
    this.webhooks = store || outbox ? webhooks : null
  }

  /** Starts when the app listens: all hooks of the start have run then. An app without a server starts at once. */
  onApplicationBootstrap(): void {
    const { webhooks } = this
    if (!webhooks) return
    if (this.host.httpAdapter?.getHttpServer()) this.host.listen$.subscribe(() => webhooks.start())
    else webhooks.start()
  }

  /** Deliveries that come later are stored, and the next process handles them. */
  async beforeApplicationShutdown(): Promise<void> {
    if (!this.webhooks) return
    const { shutdownTimeout = defaultShutdownTimeout } = this.options
    const endsAt = joinShutdown(this.host, shutdownTimeout, new Set())
    await endsBefore(endsAt, this.webhooks.stop(Math.max(0, endsAt - performance.now())))
  }
}
