import { Injectable, Module, type DynamicModule } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import type { ChannelUpdate, ContactRequest, Echo, Message, StatusUpdate, Webhooks } from '@wazzup-kit/core'
import type { Outbox } from '@wazzup-kit/core/store'
import { getWebhooksToken, OnWazzup, WazzupModule, type WazzupContext } from '@wazzup-kit/nestjs'
import { nameOf } from './database.ts'
import type { HostSettings, RunningHost } from './host.ts'
import { openOutbox } from './open-outbox.ts'
import { createOrderDesk } from './order-desk.ts'
import { orders } from './orders.ts'

/** Sends reports to the operators on duty. An abstract class, so that Nest can inject it. */
abstract class Duty {
  abstract report(line: string): unknown
}

@Injectable()
class OrderDesk {
  private readonly desk

  constructor(duty: Duty) {
    this.desk = createOrderDesk({ orders, report: (line) => duty.report(line) })
  }

  @OnWazzup('message')
  reply(message: Message, context: WazzupContext<'message'>) {
    return this.desk.message(message, context)
  }

  @OnWazzup('echo')
  pauseForOperator(echo: Echo, context: WazzupContext<'echo'>) {
    return this.desk.echo(echo, context)
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
}

@Module({})
// oxlint-disable-next-line typescript/no-extraneous-class -- Nest reads the metadata of the decorator
class BotModule {
  static register({ apiKey, baseUrl, secret, report, fetch }: HostSettings, outbox: Outbox): DynamicModule {
    const client = { apiKey, baseUrl, fetch }
    return {
      module: BotModule,
      imports: [WazzupModule.forRoot({ path: 'wazzup', client, webhooks: { secret, outbox } })],
      providers: [OrderDesk, { provide: Duty, useValue: { report } }],
    }
  }
}

/** Starts the bot on Nest. */
export async function startNest(settings: HostSettings): Promise<RunningHost> {
  const { outbox, close } = openOutbox(settings)
  const app = await NestFactory.create(BotModule.register(settings, outbox), { logger: ['error', 'warn'] })
  await app.listen(settings.port ?? 0, '127.0.0.1')
  const webhooks = app.get<Webhooks>(getWebhooksToken())
  return {
    url: `${await app.getUrl()}/wazzup?key=${settings.secret}`,
    store: nameOf(settings.database),
    settled: () => webhooks.drain({ deadline: 20_000 }),
    async close() {
      await app.close()
      await close()
    },
  }
}
