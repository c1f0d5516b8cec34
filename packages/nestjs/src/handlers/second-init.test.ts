import type { INestApplication } from '@nestjs/common'
import { Test } from '@nestjs/testing'
import type { Message, Webhooks } from '@wazzup-kit/core'
import { buildDelivery } from '@wazzup-kit/core/testing'
import { expect, test } from 'vitest'
import { failureToStart, platforms } from '../test-apps.ts'
import { WazzupModule } from '../wazzup.module.ts'
import { getWebhooksToken } from '../wazzup.tokens.ts'
import { OnWazzup } from './on-wazzup.decorator.ts'

class Bot {
  readonly texts: unknown[] = []

  @OnWazzup('message')
  onMessage({ text }: Message): void {
    this.texts.push(text)
  }

  @OnWazzup('createContact')
  onContact() {
    return { id: '1', responsibleUserId: '1', name: 'Anna', contactData: [] }
  }
}

const parts = {
  imports: [WazzupModule.forRoot({ client: { apiKey: 'key' }, webhooks: { secret: false } })],
  providers: [Bot],
}

/** Returns how often a message is handled. */
async function countHandled(app: Pick<INestApplication, 'get'>): Promise<number> {
  const webhooks = app.get<Webhooks>(getWebhooksToken())
  const { texts } = app.get(Bot)
  texts.splice(0)
  expect(await webhooks.receive({ body: buildDelivery('message', { text: 'hello' }) })).toMatchObject({ status: 200 })
  return texts.length
}

test.each([
  {
    way: 'calls init twice, then listens',
    async start(app: INestApplication) {
      await app.init()
      await app.init()
      await app.listen(0, '127.0.0.1')
    },
  },
  {
    way: 'calls init twice at the same time',
    start: (app: INestApplication) => Promise.allSettled([app.init(), app.init()]),
  },
])('an app that $way binds each handler once', async ({ start }) => {
  const module = await Test.createTestingModule(parts).compile()
  const app = module.createNestApplication(platforms[0].adapter())
  await start(app)
  expect(await countHandled(app)).toBe(1)
  await app.close()
})

test('two apps of one testing module bind each handler once', async () => {
  const module = await Test.createTestingModule(parts).compile()
  await module.init()
  const first = await module.createNestApplication(platforms[0].adapter()).init()
  expect(await countHandled(first)).toBe(1)
  await first.close()
  const second = await module.createNestApplication(platforms[1].adapter()).init()
  expect(await countHandled(second)).toBe(1)
  await second.close()
})

test('two apps of one class have their own handlers', async () => {
  const apps = await Promise.all(
    platforms.map(async ({ adapter }) => {
      const module = await Test.createTestingModule(parts).compile()
      return module.createNestApplication(adapter()).init()
    }),
  )
  for (const app of apps) expect(await countHandled(app)).toBe(1)
  for (const app of apps) await app.close()
})

test('an app that could not start does not start at a second attempt', async () => {
  class Second extends Bot {}
  const broken = { ...parts, providers: [Bot, Second] }
  const module = await Test.createTestingModule(broken).compile()
  const app = module.createNestApplication(platforms[0].adapter())
  const failure = await failureToStart(broken)
  for (let attempt = 0; attempt < 2; attempt++) await expect(app.init()).rejects.toThrow(failure)
})
