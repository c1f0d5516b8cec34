import { Injectable, Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { ExpressAdapter } from '@nestjs/platform-express'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import type { Message, RunHandlers } from '@wazzup-kit/core'
import { OnWazzup, WazzupModule, type WazzupContext } from '@wazzup-kit/nestjs'

/** The program of a bot on Nest, with its settings in environment variables. It has no option about connections. */
const env = process.env as Record<string, string>

@Injectable()
class Bot {
  @OnWazzup('message')
  async answer({ text }: Message, { reply }: WazzupContext<'message'>) {
    await reply({ text: `You wrote: ${text}` })
  }
}

@Module({
  imports: [
    WazzupModule.forRoot({
      client: { apiKey: env.WAZZUP_API_KEY!, baseUrl: env.WAZZUP_BASE_URL! },
      webhooks: { secret: env.WAZZUP_SECRET! },
      runHandlers: env.RUN_HANDLERS as RunHandlers,
      shutdownTimeout: Number(env.SHUTDOWN_TIMEOUT),
    }),
  ],
  providers: [Bot],
})
class AppModule {}

const adapter = env.PLATFORM === 'Fastify' ? new FastifyAdapter() : new ExpressAdapter()
const app = await NestFactory.create(AppModule, adapter, { logger: ['error'] })
app.enableShutdownHooks()
await app.listen(0)
process.stdout.write(`${await app.getUrl()}\n`)
