import { Injectable, Module, type DynamicModule } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import type { ChannelUpdate, ContactRequest, Message, StatusUpdate, Wazzup, Webhooks } from '@wazzup-kit/core'
import type { Entry, Outbox, Store } from '@wazzup-kit/core/store'
import {
  getWebhooksToken,
  InjectOutbox,
  InjectWazzup,
  OnOutbox,
  OnQuiet,
  OnWazzup,
  WazzupModule,
  type WazzupContext,
  type WazzupEntryContext,
  type WazzupQuietContext,
} from '@wazzup-kit/nestjs'
import { nameOf } from './database.ts'
import type { HostSettings, RunningHost } from './host.ts'
import { openStore } from './open-store.ts'
import { createOrderDesk, quick, takeover, troubles } from '../order-desk.ts'
import { orders } from '../orders.ts'

/** Sends reports to the operators on duty. An abstract class, so that Nest can inject it. */
abstract class Duty {
  abstract report(line: string): unknown
}

@Injectable()
class OrderDesk {
  private readonly desk

  constructor(@InjectWazzup() wazzup: Wazzup, @InjectOutbox() outbox: Outbox, duty: Duty) {
    this.desk = createOrderDesk({ wazzup, outbox, orders, report: (line) => duty.report(line) })
  }

  @OnQuiet(quick)
  answer(messages: readonly Message[], context: WazzupQuietContext) {
    return this.desk.messages(messages, context)
  }

  @OnOutbox(troubles)
  reportTrouble(entry: Entry, context: WazzupEntryContext) {
    return this.desk.trouble(entry, context)
  }

  @OnWazzup('status')
  reportFailure(status: StatusUpdate, context: WazzupContext<'status'>) {
    return this.desk.status(status, context)
  }

  @OnWazzup('createContact')
  createContact(request: ContactRequest, context: WazzupContext<'createContact'>) {
    return this.desk.createContact(request, context)
  }

  @OnWazzup('channel')
  reportChannel(update: ChannelUpdate, context: WazzupContext<'channel'>) {
    return this.desk.channel(update, context)
  }

  /** Your shop calls it, for example from a controller. */
  tellReady(number: string) {
    return this.desk.tellReady(number)
  }
}

@Module({})
// oxlint-disable-next-line typescript/no-extraneous-class -- Nest reads the metadata of the decorator
class BotModule {
  static register({ apiKey, baseUrl, secret, account, report, fetch }: HostSettings, store: Store): DynamicModule {
    const client = { apiKey, baseUrl, fetch }
    return {
      module: BotModule,
      imports: [WazzupModule.forRoot({ client, webhooks: { secret, takeover }, store, account })],
      providers: [OrderDesk, { provide: Duty, useValue: { report } }],
    }
  }
}

/** Starts the bot on Nest. */
export async function startNest(settings: HostSettings): Promise<RunningHost> {
  const store = openStore(settings)
  const app = await NestFactory.create(BotModule.register(settings, store), { logger: ['error', 'warn'] })
  await app.listen(settings.port ?? 0, '127.0.0.1')
  const webhooks = app.get<Webhooks>(getWebhooksToken())
  return {
    url: `${await app.getUrl()}/wazzup?key=${settings.secret}`,
    store: nameOf(settings.database),
    tellReady: (number) => app.get(OrderDesk).tellReady(number),
    settled: () => webhooks.drain({ deadline: 20_000 }),
    async close() {
      await app.close()
      await store.close()
    },
  }
}
