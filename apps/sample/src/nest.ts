import { Injectable, Module, type DynamicModule } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import type { ChannelUpdate, ContactRequest, Echo, Message, StatusUpdate } from '@wazzup-kit/core'
import { OnWazzup, WazzupModule, type WazzupContext } from '@wazzup-kit/nestjs'
import type { HostSettings, RunningHost } from './host.ts'
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
  static register({ apiKey, baseUrl, secret, report }: HostSettings): DynamicModule {
    return {
      module: BotModule,
      imports: [WazzupModule.forRoot({ path: 'wazzup', client: { apiKey, baseUrl }, webhooks: { secret } })],
      providers: [OrderDesk, { provide: Duty, useValue: { report } }],
    }
  }
}

/** Starts the bot on Nest. */
export async function startNest(settings: HostSettings): Promise<RunningHost> {
  const app = await NestFactory.create(BotModule.register(settings), { logger: ['error', 'warn'] })
  await app.listen(0, '127.0.0.1')
  return { url: `${await app.getUrl()}/wazzup?key=${settings.secret}`, close: () => app.close() }
}
