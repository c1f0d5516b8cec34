import { env } from 'cloudflare:workers'
import type { Clock } from '@wazzup-kit/core/store'
import type { ObjectState } from '@wazzup-kit/edge/durable-object'
import { OrderDesk } from './worker.ts'

// oxlint-disable-next-line import/no-default-export -- a Worker is a default export.
export { default } from './worker.ts'

let time = 0
const listeners = new Set<() => void>()
const clock: Clock = { now: () => time, whenAdvanced: (listener) => void listeners.add(listener) }

/** The order desk of the worker by the clock of the emulator, which the sample moves. */
export class EmulatedOrderDesk extends OrderDesk {
  constructor(ctx: ObjectState, bindings: Cloudflare.Env) {
    super(ctx, bindings, { clock })
  }

  override async fetch(request: Request): Promise<Response> {
    await this.readClock()
    return super.fetch(request)
  }

  /** Handles and sends what is due by now. Returns how many events wait for a later time. */
  async settle(): Promise<{ left: number }> {
    await this.readClock()
    return this.webhooks.drain({ deadline: 20_000 })
  }

  private async readClock(): Promise<void> {
    const response = await env.CLOCK.fetch('https://clock.example/')
    time = Number(await response.text())
    for (const listener of listeners) listener()
  }
}
