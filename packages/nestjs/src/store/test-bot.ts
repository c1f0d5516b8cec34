import { Injectable, Module, type INestApplicationContext } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { ExpressAdapter } from '@nestjs/platform-express'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import type { Message } from '@wazzup-kit/core'
import { createPostgresStore } from '@wazzup-kit/postgres'
import { setTimeout } from 'node:timers/promises'
import { Pool } from 'pg'
import { OnWazzup, type WazzupContext } from '../handlers/on-wazzup.decorator.ts'
import { WazzupModule } from '../wazzup.module.ts'

/** The program of a bot on Nest and PostgreSQL, with its settings in environment variables. */
const env = process.env as Record<string, string>

const pool = new Pool(JSON.parse(env.CONNECTION!) as object)
const store = createPostgresStore({ pool })

@Injectable()
class Bot {
  @OnWazzup('message')
  async answer({ text }: Message, { reply }: WazzupContext<'message'>): Promise<void> {
    if (text?.startsWith('stuck') && env.STUCK) {
      process.stdout.write('stuck\n')
      // It does not look at its signal.
      await new Promise(() => {})
    }
    await setTimeout(20)
    await reply({ text: `You wrote: ${text}` })
  }

  async onApplicationShutdown(): Promise<void> {
    await store.close()
    await pool.end()
  }
}

@Module({
  imports: [
    WazzupModule.forRoot({
      client: { apiKey: env.WAZZUP_API_KEY!, baseUrl: env.WAZZUP_BASE_URL! },
      webhooks: { secret: 'secret', onError: () => {} },
      store,
      account: 'main',
      work: env.WORK as 'here' | 'elsewhere',
      outbox: { rateLimit: { perChannel: 'unlimited' } },
      shutdownTimeout: 4_000,
    }),
  ],
  providers: [Bot],
})
class AppModule {}

const adapters = { Express: () => new ExpressAdapter(), Fastify: () => new FastifyAdapter() }
const options = { logger: ['error', 'warn'] as ('error' | 'warn')[] }

async function start(): Promise<INestApplicationContext> {
  if (env.PLATFORM === 'none') return NestFactory.createApplicationContext(AppModule, options)
  const app = await NestFactory.create(AppModule, adapters[env.PLATFORM as 'Express'](), options)
  await app.listen(0, '127.0.0.1')
  process.stdout.write(`${await app.getUrl()}\n`)
  return app
}

const app = await start()
app.enableShutdownHooks()
