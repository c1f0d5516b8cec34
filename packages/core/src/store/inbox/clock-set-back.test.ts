import { describe, expect, test, vi } from 'vitest'
import { createInboxBench, deliver } from '../../../test/inbox-bench.ts'
import { createWazzup } from '../../index.ts'
import { createMemoryStore, createOutbox, createTimers } from '../../store.ts'
import { createOutageWatch } from '../handling/outage.ts'
import { createChannelLimit } from '../outbox/channel-limit.ts'
import type { OutboxContext } from '../outbox/context.ts'
import type { Route } from '../outbox/record.ts'
import { purgeHourly } from './purge-hourly.ts'

const hour = 60 * 60_000
const day = 24 * hour

const chat = { channelId: '7d3c1f8a-5d2b-4a53-8f0e-1c2d3e4f5a6b', chatType: 'whatsapp', chatId: '79011112233' } as const

/** Returns a client whose network can be down. */
function createNetwork() {
  const sent: unknown[] = []
  const state = { isDown: false }
  const fetch: typeof globalThis.fetch = async (_, init) => {
    if (state.isDown) {
      const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED', syscall: 'connect' })
      throw new TypeError('fetch failed', { cause })
    }
    sent.push(JSON.parse(String(init?.body)).text)
    return Response.json({ messageId: `m${sent.length}` }, { status: 201 })
  }
  return { state, sent, wazzup: createWazzup({ apiKey: 'key', fetch }) }
}

describe('after the clock of the store was set back by a day', () => {
  test.each(['the same process', 'a later process'])(
    '%s runs an event again that has failed, and those behind it',
    async (which) => {
      const { open, settle, clock } = createInboxBench()
      let isBroken = true
      const texts: unknown[] = []
      const openReceiver = () =>
        open().on('message', ({ text }) => {
          if (isBroken) throw new Error('the CRM is down')
          texts.push(text)
        })
      const first = openReceiver()
      await deliver(first, 'message', { text: 'one' })
      await settle(first)
      isBroken = false
      clock.advance(-day)
      const then = which === 'the same process' ? first : openReceiver()
      await deliver(then, 'message', { text: 'two' })
      await settle(then)
      expect(texts).toEqual(['one', 'two'])
    },
  )

  test('a batch of quick messages is handled', async () => {
    const { open, settle, advance, clock } = createInboxBench()
    const batches: unknown[] = []
    const webhooks = open().onQuiet({ quiet: 4_000 }, (messages) => void batches.push(messages.map(({ text }) => text)))
    await deliver(webhooks, 'message', { text: 'one' })
    await settle(webhooks)
    clock.advance(-day)
    await settle(webhooks)
    await deliver(webhooks, 'message', { text: 'two' })
    await advance(webhooks, 5_000)
    expect(batches).toEqual([['one'], ['two']])
  })

  test('a message leaves that could not be sent before, and one with notBefore and a timer wait for their times', async () => {
    const { account, clock } = createInboxBench()
    const { wazzup, state, sent } = createNetwork()
    const outbox = createOutbox({ wazzup, store: account, rateLimit: { perChannel: 'unlimited' }, onError: () => {} })
    const fired: string[] = []
    const timers = createTimers({ store: account }).on('later', ({ key }) => void fired.push(key))
    const work = async () => {
      for (const each of [outbox, timers]) await each.drain({ deadline: 5_000 })
    }
    state.isDown = true
    await outbox.send({ ...chat, text: 'one' }, { id: 'one' })
    await outbox.send({ ...chat, text: 'tomorrow' }, { id: 'tomorrow', notBefore: clock.now() + day })
    await timers.set('later', 'tomorrow', { at: clock.now() + day })
    await work()
    state.isDown = false
    clock.advance(-day)
    await outbox.send({ ...chat, text: 'two' }, { id: 'two' })
    await work()
    expect([sent, fired]).toEqual([['one', 'two'], []])
    clock.advance(2 * day)
    await work()
    expect([sent, fired]).toEqual([['one', 'two', 'tomorrow'], ['tomorrow']])
  })

  test('a question is answered whose process died', async () => {
    const { open, clock } = createInboxBench()
    const ids: string[] = []
    const died = open().on('createContact', (_, { id }) => {
      ids.push(id)
      return new Promise<never>(() => {})
    })
    void deliver(died, 'createContact')
    await expect.poll(() => ids.length).toBe(1)
    clock.advance(-day)
    const contact = { id: 'c1', responsibleUserId: 'u1', name: 'Anna', contactData: [] }
    const webhooks = open({ timeout: 2_000 }).on('createContact', () => contact)
    expect(await deliver(webhooks, 'createContact')).toMatchObject({ status: 200 })
  })

  test('a handler that is down is tried', () => {
    const outages = createOutageWatch()
    for (let lane = 0; lane < 5; lane++) outages.note('crm', `in/${lane}`, 'failed', day)
    expect(outages.admit('crm', day)).toBe(5_000)
    expect(outages.admit('crm', 0)).toBe(0)
    expect(outages.admit('crm', 0)).toBe(5_000)
  })

  test('a transport that could not be found is looked for', async () => {
    let now = day
    const { driver } = createMemoryStore({ clock: { now: () => now } }).forAccount('main')
    let looks = 0
    const list = async () => {
      if (looks++ === 0) throw new Error('down')
      return [{ channelId: 'c', transport: 'whatsapp' }]
    }
    const wazzup = { channels: { list } }
    const context = { driver, account: 'main', wazzup, perChannel: undefined } as unknown as OutboxContext
    const limit = createChannelLimit(context)!
    const isFor = () => limit.isFor({ channelId: 'c', chatType: 'whatsapp' } as Route)
    expect(await isFor()).toBe(false)
    expect(await isFor()).toBe(false)
    now = 0
    expect(await isFor()).toBe(true)
    expect(looks).toBe(2)
  })

  test('what is old is deleted', async () => {
    const { account, clock } = createInboxBench()
    const purge = vi.spyOn(account.driver, 'purge')
    await purgeHourly(account.driver, 'main', hour)
    await purgeHourly(account.driver, 'main', hour)
    clock.advance(-day)
    await purgeHourly(account.driver, 'main', hour)
    expect(purge).toHaveBeenCalledTimes(2)
  })
})
