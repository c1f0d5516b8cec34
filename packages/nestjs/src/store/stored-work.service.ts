import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import { ownTargetToken } from '../handlers/handler-explorer.service.ts'
import type { HandlerTarget } from '../handlers/subscriptions.ts'
import { defaultShutdownTimeout } from '../requests/running-requests.service.ts'
import type { WazzupOptions } from '../wazzup.options.ts'
import { startWithApp, stopWithApp, type Work } from './app-work.ts'

/** Token of the options of an account. */
export const accountOptionsToken = 'wazzup-kit:account-options'

/** Handles the stored events of an account, and sends from its outbox, while the app runs. Does nothing without a store. */
@Injectable()
export class StoredWork implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly work: Work | undefined

  constructor(
    @Inject(ownTargetToken) target: HandlerTarget,
    @Inject(accountOptionsToken) private readonly options: WazzupOptions,
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
  ) {
    this.work = options.work === 'elsewhere' ? undefined : workOf(target)
  }

  /** @throws the error of the store when it cannot be used, so an app that would respond with 503 to each delivery does not start. */
  async onApplicationBootstrap(): Promise<void> {
    await this.options.store?.ready()
    const { shutdownTimeout = defaultShutdownTimeout } = this.options
    if (this.work) startWithApp(this.host, this.work, shutdownTimeout)
  }

  /** Deliveries that come later are stored, and another process handles them. */
  async beforeApplicationShutdown(): Promise<void> {
    if (this.work) await stopWithApp(this.host, this.work)
  }
}

/** Returns what works on an account with a store. Its receiver starts and stops its outbox too. */
function workOf({ webhooks, outbox, timers }: HandlerTarget): Work | undefined {
  if (!outbox || !timers) return undefined
  const works = [webhooks ?? outbox, timers]
  return {
    start: () => works.forEach((work) => work.start()),
    stop: async (deadline) => void (await Promise.all(works.map((work) => work.stop(deadline)))),
  }
}
