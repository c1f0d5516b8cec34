import { DurableObject } from 'cloudflare:workers'
import { createStore, type AccountStore } from '@wazzup-kit/core/store'
import { handler } from '../handler.ts'
import type { AlarmInfo, BotObjectOptions, BotTimers, BotWebhooks } from './bot-webhooks.ts'
import type { ObjectState } from './object-state.ts'
import { openObject, type OpenObject } from './open-object.ts'

/**
 * A bot with a store, as a Durable Object with SQLite. Extend it, and give it webhooks whose outbox has its store. Events are
 * stored before Wazzup gets 200; handlers run and messages leave by the alarm of the object, also after it was moved or
 * restarted. Use one object for each account: `env.WAZZUP_BOT.getByName('main')`.
 *
 * @example
 * export class WazzupBot extends BotObject {
 *   wazzup = createWazzup({ apiKey: env.WAZZUP_API_KEY, baseUrl: env.WAZZUP_BASE_URL })
 *   outbox = createOutbox({ wazzup: this.wazzup, store: this.store })
 *   webhooks = createWebhooks({ secret: env.WAZZUP_SECRET, outbox: this.outbox })
 *     .on('message', async ({ text, instPost }, { reply }) => {
 *       if (text && !instPost) await reply({ text: `You wrote: ${text}` })
 *     })
 * }
 */
export abstract class BotObject<Env = Cloudflare.Env> extends DurableObject<Env> {
  /** The webhooks that this object serves: `createWebhooks({ secret, outbox })` with an outbox over `store`. */
  protected abstract readonly webhooks: BotWebhooks
  /**
   * Timers that this object runs: `createTimers({ store: this.store })`. Those of `every` begin when something is stored for
   * the first time, for example a delivery.
   */
  protected readonly timers?: BotTimers | undefined
  /** The store of this object. Pass it to `createOutbox`. */
  protected readonly store: AccountStore
  /** The name with which your Worker asked for this object first: `getByName(account)`. */
  protected readonly account: string
  readonly #object: OpenObject
  #serve: ((request: Request) => Promise<Response>) | undefined

  /** @throws Error when newer code has changed the storage of the object so that this code cannot use it. */
  constructor(ctx: ObjectState, env: Env, options: BotObjectOptions = {}) {
    super(ctx as never, env)
    this.#object = openObject(ctx, options)
    this.store = createStore(this.#object.driver).forAccount('main')
    this.account = this.#object.account
  }

  /** Stores the events of a delivery, or answers a question, and returns the response. */
  override async fetch(request: Request): Promise<Response> {
    this.#serve ??= await serveStored(this.webhooks)
    const response = await this.#serve(request)
    // With an unread body, some versions of workerd fail the next request to the object.
    if (!request.bodyUsed) await request.body?.cancel()
    return response
  }

  /** Handles and sends what is due. Cloudflare calls it. */
  override async alarm(info?: AlarmInfo): Promise<void> {
    const { webhooks, timers } = this
    const bot = {
      start() {
        webhooks.start()
        timers?.start()
      },
      async stop() {
        await Promise.all([webhooks.stop(), timers?.stop()])
      },
    }
    await this.#object.watch.run(bot, info)
  }
}

/** Returns the handler of requests. Rejects for webhooks without a store, whose events would be lost with the object. */
async function serveStored(webhooks: BotWebhooks): Promise<(request: Request) => Promise<Response>> {
  const serve = handler(webhooks)
  try {
    await webhooks.deadLetters()
  } catch (cause) {
    const fix = 'createWebhooks({ secret, outbox: createOutbox({ wazzup, store: this.store }) })'
    throw new Error(`The webhooks of a BotObject need its store: ${fix}`, { cause })
  }
  return serve
}
