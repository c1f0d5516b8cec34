import type { ChannelUpdate, Webhooks } from '@wazzup-kit/core'
import { createMemoryStore, type Timers, type WatchedMessage } from '@wazzup-kit/core/store'
import { buildDelivery } from '@wazzup-kit/core/testing'
import { createEmulator } from '@wazzup-kit/emulator'
import { expect, test } from 'vitest'
import { WazzupRegistry } from '../tenants/wazzup-registry.service.ts'
import { failureToStart, platforms, startApp } from '../test-apps.ts'
import { WazzupModule } from '../wazzup.module.ts'
import { getTimersToken, getWebhooksToken } from '../wazzup.tokens.ts'
import { WatchChannels, WatchDelivery, type WazzupChannelContext, type WazzupWatchContext } from './watch.decorators.ts'

const [express] = platforms
const emulator = createEmulator()
const { clock } = emulator
const client = { apiKey: emulator.keys.apiKey, fetch: emulator.fetch }
const minute = 60_000

function createWatch() {
  const told: unknown[] = []
  class Watch {
    @WatchDelivery({ lateAfter: 5 * minute })
    onProblem({ messageId, authorName }: WatchedMessage, { event, tenant }: WazzupWatchContext): void {
      told.push([event, messageId, authorName, tenant])
    }

    @WatchChannels()
    onChannel({ state }: ChannelUpdate, { previous, tenant }: WazzupChannelContext): void {
      told.push([state, previous?.state, tenant])
    }
  }
  return { told, Watch }
}

/** Lets a message of an operator stay sent, another one fail, and a channel change. */
async function happen(webhooks: Webhooks, timers: Timers): Promise<void> {
  const receive = (body: object) => webhooks.receive({ url: '/', body })
  const dateTime = new Date(clock.now()).toISOString()
  const author = { authorName: 'Olga', authorId: 'user-7', dateTime }
  await receive(buildDelivery('echo', { messageId: 'm1', ...author }))
  await receive(buildDelivery('echo', { messageId: 'm2', ...author }))
  const error = { error: 'SPAM', description: 'spam' }
  await webhooks.drain({ deadline: 5_000 })
  await receive(buildDelivery('status', { messageId: 'm2', status: 'error', timestamp: dateTime, error }))
  await receive(buildDelivery('channel', { state: 'active', timestamp: clock.now() }))
  await receive(buildDelivery('channel', { state: 'qridle', timestamp: clock.now() + 1 }))
  for (let turn = 0; turn < 2; turn++) {
    await webhooks.drain({ deadline: 5_000 })
    await timers.drain({ deadline: 5_000 })
    clock.advance(6 * minute)
  }
}

test('@WatchDelivery and @WatchChannels report what core reports', async () => {
  const { told, Watch } = createWatch()
  const store = createMemoryStore({ clock })
  const imports = [WazzupModule.forRoot({ client, store, webhooks: { secret: false }, work: 'elsewhere' })]
  const { app } = await startApp(express, { imports, providers: [Watch] })
  await happen(app.get(getWebhooksToken()), app.get(getTimersToken()))
  expect(told).toEqual([
    ['active', undefined, undefined],
    ['qridle', 'active', undefined],
    ['failed', 'm2', 'Olga', undefined],
    ['late', 'm1', 'Olga', undefined],
  ])
})

test('they get the tenant', async () => {
  const { told, Watch } = createWatch()
  const store = createMemoryStore({ clock })
  const resolve = () => ({ client, webhooks: { secret: false as const } })
  const imports = [WazzupModule.forTenants({ store, work: 'elsewhere', resolve })]
  const { app } = await startApp(express, { imports, providers: [Watch] })
  const acme = (await app.get(WazzupRegistry).for('acme'))!
  await happen(acme.webhooks!, acme.timers!)
  expect(told).toContainEqual(['failed', 'm2', 'Olga', 'acme'])
  expect(told).toContainEqual(['qridle', 'active', 'acme'])
})

test('an app does not start with a misspelt option', async () => {
  class Misspelt {
    @WatchDelivery({ lateafter: 5 } as never)
    onProblem(): void {}
  }
  const store = createMemoryStore()
  const imports = [WazzupModule.forRoot({ client: { apiKey: 'key' }, webhooks: { secret: false }, store })]
  expect(await failureToStart({ imports, providers: [Misspelt] })).toContain('lateafter is not one of')
})

test('an app without a store does not start', async () => {
  const { Watch } = createWatch()
  const imports = [WazzupModule.forRoot({ client, webhooks: { secret: false } })]
  expect(await failureToStart({ imports, providers: [Watch] })).toContain('has no `store`')
})
