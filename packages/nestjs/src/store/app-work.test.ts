import type { OnModuleInit } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import type { Message } from '@wazzup-kit/core'
import { createMemoryStore } from '@wazzup-kit/core/store'
import { buildDelivery } from '@wazzup-kit/core/testing'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { OnWazzup, type WazzupContext } from '../handlers/on-wazzup.decorator.ts'
import { AppModule, platforms, startApp } from '../test-apps.ts'
import { WazzupModule } from '../wazzup.module.ts'

/** Waits in the handler of the text `slow`, for two accounts. */
class Bot {
  readonly notes: string[] = []
  readonly released = Promise.withResolvers<void>()

  @OnWazzup('message')
  @OnWazzup('message', { name: 'branch' })
  async onMessage({ text }: Message, { signal }: WazzupContext<'message'>): Promise<void> {
    this.notes.push(`begins ${text}`)
    signal.addEventListener('abort', () => this.notes.push('aborted'))
    if (text === 'slow') await this.released.promise
  }
}

async function start(platform: (typeof platforms)[number], shutdownTimeout: number) {
  const store = createMemoryStore()
  const webhooks = { secret: false, onError: () => {} } as const
  const forRoot = (name: string) =>
    WazzupModule.forRoot({ name, path: name, client: { apiKey: 'key' }, store, webhooks, shutdownTimeout })
  const { app, url, post } = await startApp(platform, {
    imports: [forRoot('default'), forRoot('branch')],
    providers: [Bot],
  })
  const deliver = async (path: string, text: string) => {
    const body = buildDelivery('message', { messageId: text, text, chatId: text === 'slow' ? '1' : '2' })
    expect((await post(path, body)).status).toBe(200)
  }
  for (const path of ['/default', '/branch']) await deliver(path, 'slow')
  const bot = app.get(Bot)
  await expect.poll(() => bot.notes, { timeout: 10_000 }).toEqual(['begins slow', 'begins slow'])
  /** Begins a shutdown. Resolves when the module has noticed it. */
  const close = async () => {
    const closing = app.close()
    const isClosing = async () => (await fetch(`${url}/default`)).headers.get('connection') === 'close'
    await expect.poll(isClosing, { timeout: 10_000 }).toBe(true)
    return { closing }
  }
  const accounts = ['default', 'branch'].map((name) => store.forAccount(name))
  const waiting = () => Promise.all(accounts.map((each) => each.stats()))
  /** Numbers of failed runs of the events that wait. */
  const attempts = () =>
    Promise.all(
      accounts.map(async ({ account, driver }) => {
        const events = await driver.listEvents(account, { state: 'waiting', lanePrefix: 'in/', limit: 10 })
        return events.map((event) => event.attempts)
      }),
    )
  return { bot, deliver, close, waiting, attempts }
}

/** Notes when the hooks of the start have run. */
class Notes extends Bot implements OnModuleInit {
  async onModuleInit(): Promise<void> {
    await wait(50)
    this.notes.push('prepared')
  }
}

test('an app without a server handles nothing before all hooks onModuleInit have run', async () => {
  const store = createMemoryStore()
  const forRoot = (name: string, work?: 'elsewhere') =>
    WazzupModule.forRoot({ name, path: name, client: { apiKey: 'key' }, store, webhooks: { secret: false }, work })
  const web = await startApp(platforms[0], { imports: [forRoot('default', 'elsewhere')] })
  await web.post('/default', buildDelivery('message', { text: 'early' }))
  const worker = await NestFactory.createApplicationContext(
    { module: AppModule, imports: [forRoot('default'), forRoot('branch')], providers: [Notes] },
    { logger: false },
  )
  onTestFinished(() => worker.close())
  await expect.poll(() => worker.get(Notes).notes, { timeout: 10_000 }).toEqual(['prepared', 'begins early'])
})

describe.each(platforms)('an app on $platform that closes', (platform) => {
  test('takes no further event of any account, stores what comes, and waits for the handlers that run', async () => {
    const { bot, deliver, close, waiting } = await start(platform, 600_000)
    const { closing } = await close()
    for (const path of ['/default', '/branch']) await deliver(path, 'late')
    expect((await waiting()).map((stats) => stats.waiting.in)).toEqual([2, 2])
    bot.released.resolve()
    await closing
    expect(bot.notes).toEqual(['begins slow', 'begins slow'])
    expect((await waiting()).map((stats) => stats.waiting.in)).toEqual([1, 1])
  })

  test('aborts handlers before its time is over, and gives their events back without a failed run', async () => {
    const { bot, close, attempts } = await start(platform, 1_000)
    const { closing } = await close()
    await closing
    expect(bot.notes).toEqual(['begins slow', 'begins slow', 'aborted', 'aborted'])
    expect(await attempts()).toEqual([[0], [0]])
  })
})
