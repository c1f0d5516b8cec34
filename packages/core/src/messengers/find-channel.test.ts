import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createWebhooks, type Channel } from '../index.ts'
import { findChannel, updateChannel } from '../messengers.ts'
import { createMemoryStore, createOutbox } from '../store.ts'

const waba: Channel = { channelId: 'c1', transport: 'wapi', state: 'active' }
const telegram: Channel = { channelId: 'c2', transport: 'tgapi', state: 'active' }

/** A client that lists channels. `calls` counts how often. */
function createLister(...channels: Channel[]) {
  const client = {
    calls: 0,
    channels: {
      list: async (): Promise<readonly Channel[]> => {
        client.calls++
        return structuredClone(channels)
      },
    },
    messages: { send: async () => ({ messageId: 'm', chatId: 'c', repeated: false }) as never },
  }
  return { client, context: { wazzup: client }, channels }
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

describe('the channel of an event', () => {
  test('is found by its id', async () => {
    const { context } = createLister(waba, telegram)
    expect(await findChannel({ channelId: 'c2' }, context)).toEqual(telegram)
    expect(await findChannel({ channelId: 'c3' }, context)).toBeUndefined()
  })

  test('costs one call for all handlers of a minute', async () => {
    const { context, client } = createLister(waba, telegram)
    const both = [findChannel({ channelId: 'c1' }, context), findChannel({ channelId: 'c2' }, context)]
    expect(await Promise.all(both)).toEqual([waba, telegram])
    vi.setSystemTime(Date.now() + 59_999)
    await findChannel({ channelId: 'c1' }, context)
    await findChannel({ channelId: 'c3' }, context)
    expect(client.calls).toBe(1)
    vi.setSystemTime(Date.now() + 1)
    await findChannel({ channelId: 'c1' }, context)
    expect(client.calls).toBe(2)
  })

  test('is read again when the clock was set back', async () => {
    const { context, client } = createLister(waba)
    await findChannel({ channelId: 'c1' }, context)
    vi.setSystemTime(Date.now() - 3_600_000)
    await findChannel({ channelId: 'c1' }, context)
    expect(client.calls).toBe(2)
  })

  test('is that of its account', async () => {
    const moscow = createLister(waba)
    const kazan = createLister({ ...telegram, channelId: 'c1' })
    expect(await findChannel({ channelId: 'c1' }, moscow.context)).toEqual(waba)
    expect(await findChannel({ channelId: 'c1' }, kazan.context)).toMatchObject({ transport: 'tgapi' })
  })

  test('rejects when the channels cannot be read, and keeps no failure', async () => {
    const { context, client } = createLister(waba)
    const { list } = client.channels
    client.channels.list = async () => {
      throw new Error('no network')
    }
    const both = [findChannel({ channelId: 'c1' }, context), findChannel({ channelId: 'c1' }, context)]
    const outcomes = await Promise.allSettled(both)
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    client.channels.list = list
    expect(await findChannel({ channelId: 'c1' }, context)).toEqual(waba)
  })
})

describe('the state of a channel', () => {
  const update = (state: string, at = Date.now(), channelId = 'c1') => ({ channelId, state, at })

  test('is that of the last event', async () => {
    const { context, client } = createLister(waba, telegram)
    const find = () => findChannel({ channelId: 'c1' }, context)
    await find()
    updateChannel(update('blocked', Date.now() + 2_000), context)
    updateChannel(update('active', Date.now() + 1_000), context) // a late one
    expect(await find()).toEqual({ ...waba, state: 'blocked' })
    expect(await findChannel({ channelId: 'c2' }, context)).toEqual(telegram)
    updateChannel({ channelId: 'c1', at: Date.now() + 3_000 }, context) // a tier, without a state
    expect(await find()).toEqual({ ...waba, state: 'blocked' })
    expect(client.calls).toBe(1)
  })

  test('is that of an event that came while the channels were read', async () => {
    const { context } = createLister(waba)
    const found = findChannel({ channelId: 'c1' }, context)
    updateChannel(update('qr'), context)
    expect(await found).toEqual({ ...waba, state: 'qr' })
  })

  test('is not that of an event from before the channels were read', async () => {
    const { context } = createLister(waba)
    await findChannel({ channelId: 'c1' }, context)
    updateChannel(update('blocked', Date.now() - 5_001), context)
    expect(await findChannel({ channelId: 'c1' }, context)).toEqual(waba)
  })

  test('is read again after a minute', async () => {
    const { context } = createLister(waba)
    await findChannel({ channelId: 'c1' }, context)
    updateChannel(update('blocked'), context)
    vi.setSystemTime(Date.now() + 60_000)
    expect(await findChannel({ channelId: 'c1' }, context)).toEqual(waba)
  })

  test('of a new channel lets the channels be read again, once', async () => {
    const { context, client, channels } = createLister(waba)
    await findChannel({ channelId: 'c2' }, context)
    channels.push(telegram)
    updateChannel(update('active', Date.now(), 'c2'), context)
    updateChannel(update('active', Date.now(), 'c9'), context)
    expect(await findChannel({ channelId: 'c2' }, context)).toEqual(telegram)
    expect(await findChannel({ channelId: 'c9' }, context)).toBeUndefined()
    expect(client.calls).toBe(2)
  })
})

describe('a handler', () => {
  const body = (field: string, item: object) => ({ body: { [field]: [{ channelId: 'c1', ...item }] } })
  const message = body('messages', { messageId: 'm1', chatType: 'whatsapp', chatId: '7', status: 'inbound', text: 'a' })
  const state = body('channelsUpdates', { state: 'blocked', timestamp: Date.now() })

  test('without a store finds the channel of its event, with the state of the last channel event', async () => {
    const { client } = createLister(waba)
    const found: unknown[] = []
    const webhooks = createWebhooks({ secret: false, wazzup: client })
    webhooks.on('channel', updateChannel)
    webhooks.on('message', async (event, context) => void found.push(await findChannel(event, context)))
    await webhooks.receive(message)
    await webhooks.receive(state)
    await webhooks.receive(message)
    expect(found).toEqual([waba, { ...waba, state: 'blocked' }])
  })

  test('with a store does the same, also for quick messages', async () => {
    const { client } = createLister(waba)
    const found: unknown[] = []
    const store = createMemoryStore().forAccount('main')
    const webhooks = createWebhooks({ secret: false, wazzup: client, outbox: createOutbox({ wazzup: client, store }) })
    webhooks.on('channel', updateChannel)
    webhooks.onQuiet({ quiet: 1 }, async ([first], context) => void found.push(await findChannel(first!, context)))
    await webhooks.receive(message)
    await webhooks.drain({ deadline: 5_000 })
    vi.setSystemTime(Date.now() + 1_000)
    await webhooks.drain({ deadline: 5_000 })
    await webhooks.receive(state)
    await webhooks.drain({ deadline: 5_000 })
    expect(await findChannel({ channelId: 'c1' }, { wazzup: client })).toMatchObject({ state: 'blocked' })
    expect(found).toEqual([waba])
  })
})
