import { createWebhooks } from '@wazzup-kit/core'
import { createMemoryStore, watchChannels, type KnownChannel } from '@wazzup-kit/core/store'
import { buildDelivery } from '@wazzup-kit/core/testing'
import { expect, test } from 'vitest'

type Told = { state: unknown; tier?: unknown; qr?: unknown; previous: KnownChannel | undefined; attempt: number }

function start({ fail = () => false }: { fail?: () => boolean } = {}) {
  let now = Date.parse('2026-01-15T10:00:00Z')
  const store = createMemoryStore({ clock: { now: () => now } }).forAccount('main')
  const told: Told[] = []
  const startProcess = () => {
    const webhooks = createWebhooks({ secret: false, store, onError: () => {} })
    watchChannels({ webhooks, store }, ({ state, tier, qr }, { previous, attempt }) => {
      told.push({ state, ...(tier && { tier }), ...(qr && { qr }), previous, attempt })
      if (fail()) throw new Error('the alert could not be sent')
    })
    return webhooks
  }
  let webhooks = startProcess()
  return {
    told,
    restart: () => void (webhooks = startProcess()),
    /** Lets an update come that happened so many seconds after the first one. */
    async update(seconds: number, fields: { channelId?: string; state?: string; tier?: string; qr?: string }) {
      now = Math.max(now, Date.parse('2026-01-15T10:30:00Z') + seconds * 1_000)
      const timestamp = Date.parse('2026-01-15T10:30:00Z') + seconds * 1_000
      await webhooks.receive({ url: '/', body: buildDelivery('channel', { timestamp, ...fields }) })
      await webhooks.drain({ deadline: 5_000 })
    },
    setBack: (seconds: number) => void (now -= seconds * 1_000),
    async pass(seconds: number) {
      now += seconds * 1_000
      await webhooks.drain({ deadline: 5_000 })
    },
  }
}

test('a channel is reported once for each change, with what it was before', async () => {
  const { told, update } = start()
  await update(0, { state: 'active' })
  await update(1, { state: 'active' })
  await update(2, { state: 'qr', qr: 'data:image/png;base64,one' })
  await update(3, { state: 'qr', qr: 'data:image/png;base64,two' })
  await update(4, { state: 'active' })
  expect(told).toEqual([
    { state: 'active', previous: undefined, attempt: 1 },
    { state: 'qr', qr: 'data:image/png;base64,one', previous: { state: 'active' }, attempt: 1 },
    { state: 'active', previous: { state: 'qr' }, attempt: 1 },
  ])
})

test('a change of the tier is reported, and an update without a tier is none', async () => {
  const { told, update } = start()
  await update(0, { state: 'active', tier: 'TIER_1K' })
  await update(1, { state: 'active' })
  await update(2, { state: 'active', tier: 'TIER_0' })
  expect(told.slice(1)).toEqual([
    { state: 'active', tier: 'TIER_0', previous: { state: 'active', tier: 'TIER_1K' }, attempt: 1 },
  ])
})

test('an older update that comes after a newer one is dropped', async () => {
  const { told, update } = start()
  await update(10, { state: 'active' })
  await update(5, { state: 'notEnoughMoney' })
  await update(11, { state: 'blocked' })
  expect(told.map(({ state, previous }) => [state, previous?.state])).toEqual([
    ['active', undefined],
    ['blocked', 'active'],
  ])
})

test('an update that comes after the clock of the store was set back is reported', async () => {
  const { told, update, setBack } = start()
  await update(0, { state: 'active' })
  setBack(86_400)
  await update(-86_390, { state: 'blocked' })
  expect(told.map(({ state }) => state)).toEqual(['active', 'blocked'])
})

test('each channel has its own state', async () => {
  const { told, update } = start()
  await update(0, { channelId: 'one', state: 'active' })
  await update(1, { channelId: 'other', state: 'qridle' })
  await update(2, { channelId: 'one', state: 'qridle' })
  expect(told.map(({ previous }) => previous?.state)).toEqual([undefined, undefined, 'active'])
})

test('what a channel was is known after a restart', async () => {
  const { told, update, restart } = start()
  await update(0, { state: 'active' })
  restart()
  await update(1, { state: 'active' })
  await update(2, { state: 'disabled' })
  expect(told.map(({ previous }) => previous?.state)).toEqual([undefined, 'active'])
})

test('a handler that fails is called again, with the same state before', async () => {
  const { told, update, pass } = start({ fail: () => told.length === 2 })
  await update(0, { state: 'active' })
  await update(1, { state: 'blocked' })
  await pass(5)
  expect(told.slice(1)).toEqual([
    { state: 'blocked', previous: { state: 'active' }, attempt: 1 },
    { state: 'blocked', previous: { state: 'active' }, attempt: 2 },
  ])
})

test('a watch says what is wrong with its options', () => {
  const webhooks = createWebhooks({ secret: false, store: createMemoryStore().forAccount('main') })
  expect(() => watchChannels({ webhooks, store: undefined as never }, () => {})).toThrow('store must be that of')
  expect(() => watchChannels({ webhooks, store: createMemoryStore().forAccount('main') }, 1 as never)).toThrow(
    'handler',
  )
})
