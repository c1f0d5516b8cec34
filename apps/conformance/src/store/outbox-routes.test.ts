import { createWebhooks } from '@wazzup-kit/core'
import { buildDelivery, buildEvent } from '@wazzup-kit/core/testing'
import { channelIds, chatIds } from '@wazzup-kit/emulator'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createStage, message, onTelegram } from './start-outbox.ts'

const stage = createStage()
afterEach(stage.stopAll)

const send = { route: 'messages.send' } as const
const routes = [message, onTelegram] as const

type Started = ReturnType<typeof stage.start>

/** Gives the outbox a status of a message. */
function tell({ outbox, emulator }: Started, messageId: string, status: string, code?: string) {
  const error = code === undefined ? {} : { error: { error: code } }
  return outbox.link.observe(buildEvent('status', { messageId, status, ...error }), emulator.clock.now())
}

/** Gives the outbox a state of a channel. */
function setState({ outbox, emulator }: Started, channelId: string, state: string) {
  const now = emulator.clock.now()
  return outbox.link.observe(buildEvent('channel', { channelId, state, timestamp: new Date(now).toISOString() }), now)
}

const channelsOf = ({ emulator }: Started) => emulator.ledger.map(({ channelId }) => channelId)

describe('the next route', () => {
  test('is used after a definite rejection', async () => {
    const started = stage.start()
    started.emulator.faults.calls.respondWith('INVALID_MESSAGE_DATA', send)
    started.outbox.start()
    await started.outbox.send({ routes }, { id: 'one' })
    expect(await started.outbox.track('one', { until: ['accepted'] })).toMatchObject({ route: 1 })
    expect(channelsOf(started)).toEqual([channelIds.tgapi])
    await vi.waitFor(() => expect(started.news).toEqual([['accepted', 'one']]))
  })

  test('is used after a delivery error, and the entry fails when it was the last', async () => {
    const started = stage.start()
    started.outbox.start()
    await started.outbox.send({ routes }, { id: 'one' })
    const first = await started.outbox.track('one', { until: ['accepted'] })
    await tell(started, first.messageId!, 'error', 'BAD_CONTACT')
    await vi.waitFor(async () => expect(await started.outbox.get('one')).toMatchObject({ state: 'accepted', route: 1 }))
    const second = await started.outbox.get('one')
    await tell(started, second!.messageId!, 'error', 'BAD_CONTACT')
    expect(await started.outbox.get('one')).toMatchObject({ state: 'failed', code: 'BAD_CONTACT', route: 1 })
    expect(channelsOf(started)).toEqual([channelIds.whatsapp, channelIds.tgapi])
  })

  test('is used when the channel is paused and nothing has left', async () => {
    const started = stage.start()
    await setState(started, message.channelId, 'blocked')
    started.outbox.start()
    await started.outbox.send({ routes }, { id: 'one' })
    expect(await started.outbox.track('one', { until: ['accepted'] })).toMatchObject({ route: 1, code: 'blocked' })
    expect(channelsOf(started)).toEqual([channelIds.tgapi])
  })

  test('is not used after an unknown outcome, unless the app accepts the risk', async () => {
    for (const onUnknown of ['stop', 'next'] as const) {
      const started = stage.start({ repeat: 'never' })
      started.emulator.faults.calls.next('response lost', send)
      started.outbox.start()
      await started.outbox.send({ routes, onUnknown }, { id: 'one' })
      await started.outbox.track('one', { until: ['unknown', 'accepted'] })
      await vi.waitFor(async () => expect((await started.outbox.stats()).waiting.out ?? 0).toBe(0))
      expect(channelsOf(started)).toEqual([channelIds.whatsapp, ...(onUnknown === 'next' ? [channelIds.tgapi] : [])])
    }
  })

  test('is used for a message that has not arrived in time, after its deletion has succeeded', async () => {
    const started = stage.start()
    started.outbox.start()
    await started.outbox.send({ routes, after: 60_000 }, { id: 'one' })
    const first = await started.outbox.track('one', { until: ['accepted'] })
    await tell(started, first.messageId!, 'sent')
    started.emulator.clock.advance(60_000)
    await vi.waitFor(async () => expect(await started.outbox.get('one')).toMatchObject({ route: 1, state: 'accepted' }))
    expect(started.emulator.ledger.map(({ state }) => state)).toEqual(['deleted', 'accepted'])
    // A status that was on its way when the message was deleted is not hidden.
    await tell(started, first.messageId!, 'delivered')
    await vi.waitFor(() => expect(started.news).toContainEqual(['contradiction', 'one']))
  })

  test('is not used after an outage, in which the webhooks may have been lost, unless the app accepts the risk', async () => {
    for (const ifNotDeleted of ['stop', 'next'] as const) {
      const started = stage.start()
      started.outbox.start()
      await started.outbox.send({ routes, after: 60_000, ifNotDeleted }, { id: 'one' })
      await started.outbox.track('one', { until: ['accepted'] })
      started.emulator.clock.advance(121_000)
      const expected = ifNotDeleted === 'stop' ? { route: 0, undelivered: true } : { route: 1, undelivered: false }
      await vi.waitFor(async () => {
        const undelivered = started.news.some(([event]) => event === 'undelivered')
        expect({ ...(await started.outbox.get('one')), undelivered }).toMatchObject({ state: 'accepted', ...expected })
      })
      expect((await started.outbox.get('one'))?.code).toBe(ifNotDeleted === 'stop' ? 'CHECKED_TOO_LATE' : undefined)
      const states = started.emulator.ledger.map(({ state }) => state)
      expect(states).toEqual(ifNotDeleted === 'stop' ? ['accepted'] : ['deleted', 'accepted'])
    }
  })

  test.each(['delivered', 'read'])('is not used for a message that was %s and fails later', async (status) => {
    const started = stage.start()
    started.outbox.start()
    await started.outbox.send({ routes }, { id: 'one' })
    const { messageId } = await started.outbox.track('one', { until: ['accepted'] })
    await tell(started, messageId!, status)
    await tell(started, messageId!, 'error', 'BAD_CONTACT')
    await vi.waitFor(() => expect(started.news).toContainEqual(['failed', 'one']))
    expect(await started.outbox.get('one')).toMatchObject({ state: 'failed', route: 0, code: 'BAD_CONTACT' })
    expect(channelsOf(started)).toEqual([channelIds.whatsapp])
  })

  test('waits for the first channel that can send when all of them are paused', async () => {
    for (const first of [message, onTelegram]) {
      const started = stage.start()
      for (const { channelId } of routes) await setState(started, channelId, 'blocked')
      started.outbox.start()
      await started.outbox.send({ routes }, { id: 'one' })
      await vi.waitFor(async () => {
        const query = { state: 'waiting', lanePrefix: 'out/', limit: 1 } as const
        const [waiting] = await started.store.driver.listEvents('main', query)
        // Before, the outbox may still be reading the states of the channels.
        expect(waiting!.due).toBeGreaterThan(started.emulator.clock.now())
      })
      started.emulator.clock.advance(30_000)
      await setState(started, first.channelId, 'active')
      started.emulator.clock.advance(30_001)
      const entry = await started.outbox.track('one', { until: ['accepted'] })
      expect(entry.code).toBe(first === message ? undefined : 'blocked')
      expect(channelsOf(started)).toEqual([first.channelId])
    }
  })

  test('does not take a message from the customer before another channel can send', async () => {
    const started = stage.start()
    started.outbox.start()
    await started.outbox.send({ routes, after: 600_000 }, { id: 'one' })
    await started.outbox.track('one', { until: ['accepted'] })
    await setState(started, onTelegram.channelId, 'blocked')
    started.emulator.clock.advance(600_000)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(started.emulator.ledger.map(({ state }) => state)).toEqual(['accepted'])
    await setState(started, onTelegram.channelId, 'active')
    started.emulator.clock.advance(60_000)
    await vi.waitFor(async () => expect(await started.outbox.get('one')).toMatchObject({ route: 1, state: 'accepted' }))
    expect(started.emulator.ledger.map(({ state }) => state)).toEqual(['deleted', 'accepted'])
    expect(started.news).not.toContainEqual(['silent', 'one'])
  })

  test('is still used when the check comes a little late', async () => {
    const started = stage.start()
    started.outbox.start()
    await started.outbox.send({ routes, after: 60_000 }, { id: 'one' })
    await started.outbox.track('one', { until: ['accepted'] })
    started.emulator.clock.advance(119_000)
    await vi.waitFor(async () => expect(await started.outbox.get('one')).toMatchObject({ route: 1, state: 'accepted' }))
  })

  test('is reported as a contradiction when the deletion itself says that the message had been delivered', async () => {
    const started = stage.start()
    const { emulator, outbox } = started
    const webhooks = createWebhooks({ secret: false, outbox })
    webhooks.start()
    await outbox.send({ routes, after: 60_000 }, { id: 'one' })
    const { messageId } = await outbox.track('one', { until: ['accepted'] })
    emulator.clock.advance(60_000)
    await vi.waitFor(async () => expect(await outbox.get('one')).toMatchObject({ route: 1, state: 'accepted' }))
    const fields = { ...message, messageId: messageId!, isEcho: true, status: 'delivered' } as const
    await webhooks.receive({ body: buildDelivery('messageDeleted', fields) })
    await vi.waitFor(() => expect(started.news).toContainEqual(['contradiction', 'one']))
    await webhooks.stop()
  })

  test('is not used for a message that has arrived, nor for one that cannot be deleted', async () => {
    const started = stage.start()
    started.outbox.start()
    await started.outbox.send({ routes, after: 60_000 }, { id: 'arrived' })
    const arrived = await started.outbox.track('arrived', { until: ['accepted'] })
    await tell(started, arrived.messageId!, 'delivered')
    const waba = { channelId: channelIds.wapi, chatType: 'whatsapp', chatId: chatIds.wapi, text: 'Hello' } as const
    await started.outbox.send({ routes: [waba, onTelegram], after: 60_000 }, { id: 'stuck' })
    await started.outbox.track('stuck', { until: ['accepted'] })
    started.emulator.clock.advance(60_000)
    await vi.waitFor(() => expect(started.news).toContainEqual(['undelivered', 'stuck']))
    expect(await started.outbox.get('stuck')).toMatchObject({ code: 'NOT_DELETED' })
    expect(channelsOf(started)).toEqual([channelIds.whatsapp, channelIds.wapi])
  })
})

test('a deletion whose responses were lost is repeated, and then counts', async () => {
  const started = stage.start()
  const { emulator, outbox } = started
  outbox.start()
  await outbox.send({ routes, after: 60_000 }, { id: 'one' })
  await outbox.track('one', { until: ['accepted'] })
  const isDeleted = () => emulator.ledger[0]!.state === 'deleted'
  const fault = emulator.faults.calls.next('response lost', { route: 'messages.delete', times: Infinity })
  emulator.clock.advance(60_000)
  await vi.waitFor(async () => {
    expect(isDeleted()).toBe(true)
    const waiting = await started.store.driver.listEvents('main', { state: 'waiting', lanePrefix: 'check/', limit: 10 })
    const task = waiting.find(({ id }) => id.startsWith('replaceLate:one:0:'))
    expect(task?.attempts).toBe(1)
  }, 20_000)
  fault.clear()
  emulator.clock.advance(1_300)
  await vi.waitFor(async () => expect(await outbox.get('one')).toMatchObject({ route: 1, state: 'accepted' }))
  expect(channelsOf(started)).toEqual([channelIds.whatsapp, channelIds.tgapi])
})

test('a message that arrives while its deletion begins is not deleted', async () => {
  const started = stage.start()
  const { emulator, store } = started
  const commit: typeof store.driver.commit = async (account, step, transaction) => {
    const entry = step.write?.[0]?.value as { deletion?: string; messageId?: string } | undefined
    if (entry?.deletion === 'begun') await tell(started, entry.messageId!, 'delivered')
    return store.driver.commit(account, step, transaction)
  }
  const racing = { ...store, driver: { ...store.driver, commit } }
  const { outbox } = stage.startIn({ store: racing, fetch: emulator.fetch, apiKey: emulator.keys.apiKey })
  outbox.start()
  await outbox.send({ routes, after: 60_000 }, { id: 'one' })
  await outbox.track('one', { until: ['accepted'] })
  emulator.clock.advance(60_000)
  await vi.waitFor(async () => expect(await outbox.get('one')).toMatchObject({ state: 'delivered' }))
  await outbox.stop()
  expect(emulator.ledger.map(({ state }) => state)).toEqual(['accepted'])
})

test('a message whose id is not known cannot be deleted, and is reported with the reason', async () => {
  const started = stage.start()
  const { emulator, outbox } = started
  // The response is lost, and the repeat is rejected as repeated.
  emulator.faults.calls.next('response lost', send)
  outbox.start()
  await outbox.send({ routes, after: 60_000 }, { id: 'one' })
  expect(await outbox.track('one', { until: ['accepted'] })).toMatchObject({ messageId: null })
  emulator.clock.advance(60_000)
  await vi.waitFor(() => expect(started.news).toContainEqual(['undelivered', 'one']))
  expect(await outbox.get('one')).toMatchObject({ route: 0, code: 'MESSAGE_ID_UNKNOWN' })
})

test('the outbox reports that Wazzup cannot be reached, and the message waits', async () => {
  const started = stage.start()
  const refused = Object.assign(new TypeError('fetch failed'), {
    cause: Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', syscall: 'connect' }),
  })
  const { outbox, errors } = stage.startIn({
    store: started.store,
    fetch: () => Promise.reject(refused),
    apiKey: started.emulator.keys.apiKey,
  })
  outbox.start()
  await outbox.send(message, { id: 'one' })
  await vi.waitFor(() => expect(errors).toContainEqual(expect.objectContaining({ reason: 'connection' })))
  expect(await outbox.get('one')).toMatchObject({ state: 'queued' })
  expect(await outbox.cancel('one')).toBe(true)
  expect(await outbox.get('one')).toMatchObject({ state: 'cancelled', code: 'CANCELLED' })
})

describe('messages in order', () => {
  const file = { ...message, text: undefined, contentUri: 'https://example.com/offer.pdf' }
  const { text: _, ...chat } = message
  const caption = { ...chat, text: 'Our offer' }

  test('leave when the one before was delivered', async () => {
    const started = stage.start()
    started.outbox.start()
    const { contentUri } = file
    const entries = await started.outbox.sendInOrder([{ ...chat, contentUri }, caption], { id: 'offer' })
    expect(entries.map(({ id }) => id)).toEqual(['offer/1', 'offer/2'])
    const first = await started.outbox.track('offer/1', { until: ['accepted'] })
    expect(await started.outbox.get('offer/2')).toMatchObject({ state: 'queued' })
    await tell(started, first.messageId!, 'delivered')
    await started.outbox.track('offer/2', { until: ['accepted'] })
    expect(started.emulator.ledger).toHaveLength(2)
  })

  test.each(['stored', 'sent'] as const)('with a known id are the same entries, when they were %s', async (when) => {
    const { outbox, emulator } = stage.start()
    const list = [{ ...chat, text: 'one' }, caption]
    await outbox.sendInOrder(list, { id: 'offer' })
    if (when === 'sent') {
      outbox.start()
      await outbox.track('offer/1', { until: ['accepted'] })
    }
    const again = await outbox.sendInOrder(list, { id: 'offer' })
    expect(again.map(({ id }) => id)).toEqual(['offer/1', 'offer/2'])
    expect(emulator.ledger).toHaveLength(when === 'sent' ? 1 : 0)
  })

  test('with a known id are rejected when the list is longer, shorter, or has another message', async () => {
    const { outbox } = stage.start()
    const one = { ...chat, text: 'one' }
    await outbox.sendInOrder([one, caption], { id: 'offer' })
    for (const list of [[one, caption, one], [one], [one, one], [caption, one]]) {
      await expect(outbox.sendInOrder(list, { id: 'offer' })).rejects.toThrow('names another message')
    }
    expect(await outbox.get('offer/3')).toBeUndefined()
  })

  test('are rejected as a whole when a part of their ids is taken or was deleted', async () => {
    const { outbox, store } = stage.start()
    const other = { ...caption, chatId: '79000000299' }
    await outbox.send(caption, { id: 'taken/2' })
    await outbox.sendInOrder([caption, other], { id: 'forgotten' })
    await store.forget(other)
    for (const id of ['taken', 'forgotten']) {
      await expect(outbox.sendInOrder([caption, caption], { id })).rejects.toThrow('names another message')
    }
    expect(await outbox.get('taken/1')).toBeUndefined()
    expect(await outbox.get('forgotten/2')).toBeUndefined()
  })

  test('leave five seconds after an echo or the status sent, when no error has come', async () => {
    const started = stage.start()
    started.outbox.start()
    await started.outbox.sendInOrder([{ ...chat, text: 'one' }, caption], { id: 'offer' })
    const first = await started.outbox.track('offer/1', { until: ['accepted'] })
    await tell(started, first.messageId!, 'sent')
    started.emulator.clock.advance(4_000)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(await started.outbox.get('offer/2')).toMatchObject({ state: 'queued' })
    started.emulator.clock.advance(1_000)
    await started.outbox.track('offer/2', { until: ['accepted'] })
  })

  test('leave 30 seconds after the one before was accepted, when nothing is heard of it', async () => {
    const started = stage.start()
    started.outbox.start()
    await started.outbox.sendInOrder([{ ...chat, text: 'one' }, caption], { id: 'offer' })
    await started.outbox.track('offer/1', { until: ['accepted'] })
    started.emulator.clock.advance(30_000)
    await started.outbox.track('offer/2', { until: ['accepted'] })
    expect(started.emulator.ledger).toHaveLength(2)
  })

  test('are cancelled and reported when the one before fails, also when its echo had said sent', async () => {
    const started = stage.start()
    started.outbox.start()
    const three = [{ ...chat, text: 'one' }, caption, { ...chat, text: 'three' }]
    await started.outbox.sendInOrder(three, { id: 'offer' })
    const first = await started.outbox.track('offer/1', { until: ['accepted'] })
    await tell(started, first.messageId!, 'sent')
    await tell(started, first.messageId!, 'error', 'BAD_LINK')
    await vi.waitFor(async () => expect(await started.outbox.get('offer/3')).toMatchObject({ state: 'cancelled' }))
    started.emulator.clock.advance(60_000)
    await vi.waitFor(() => {
      expect(started.news).toContainEqual(['cancelled', 'offer/2'])
      expect(started.news).toContainEqual(['cancelled', 'offer/3'])
    })
    expect(started.emulator.ledger).toHaveLength(1)
  })

  test('are cancelled when the one before is reported as unknown, or was cancelled', async () => {
    for (const end of ['unknown', 'cancelled'] as const) {
      const started = stage.start({ repeat: 'never' })
      started.emulator.faults.calls.next('response lost', send)
      await started.outbox.sendInOrder([{ ...chat, text: 'one' }, caption], { id: 'offer' })
      if (end === 'cancelled') await started.outbox.cancel('offer/1')
      started.outbox.start()
      await started.outbox.track('offer/1', { until: [end] })
      started.emulator.clock.advance(300_000)
      expect(await started.outbox.track('offer/2')).toMatchObject({ state: 'cancelled' })
      expect(started.emulator.ledger).toHaveLength(end === 'unknown' ? 1 : 0)
    }
  })
})
