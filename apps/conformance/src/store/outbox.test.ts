import { channelIds } from '@wazzup-kit/emulator'
import { buildEvent } from '@wazzup-kit/core/testing'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createStage, message, onTelegram } from './start-outbox.ts'

const stage = createStage()
const { start } = stage
afterEach(stage.stopAll)

describe('a message', () => {
  test('is stored as queued, leaves once, and is accepted', async () => {
    const { emulator, outbox, news } = start()
    const entry = await outbox.send(message, { id: 'ready:17', data: { order: 17 } })
    expect(entry).toMatchObject({ id: 'ready:17', state: 'queued', messageId: null, data: { order: 17 } })
    expect(emulator.ledger).toHaveLength(0)
    outbox.start()
    const sent = await outbox.track('ready:17', { until: ['accepted'] })
    expect(sent).toMatchObject({ state: 'accepted', confirmed: true, messageId: emulator.ledger[0]!.messageId })
    await vi.waitFor(() => expect(news).toEqual([['accepted', 'ready:17']]))
    expect(emulator.ledger).toHaveLength(1)
  })

  test('with a known id is the same entry, and another message with that id is rejected', async () => {
    const { emulator, outbox } = start()
    outbox.start()
    await outbox.send(message, { id: 'one' })
    await outbox.track('one', { until: ['accepted'] })
    expect(await outbox.send(message, { id: 'one' })).toMatchObject({ id: 'one', state: 'accepted' })
    await expect(outbox.send({ ...message, text: 'Another text' }, { id: 'one' })).rejects.toThrow(
      'names another message',
    )
    expect(emulator.ledger).toHaveLength(1)
  })

  test('is remembered by its id for 30 days after its last change', async () => {
    const { emulator, outbox, news } = start()
    outbox.start()
    await outbox.send(message, { id: 'one' })
    await outbox.track('one', { until: ['accepted'] })
    emulator.clock.advance(300_000)
    await vi.waitFor(() => expect(news).toContainEqual(['silent', 'one']))
    emulator.clock.advance(30 * 86_400_000 - 60_000)
    expect(await outbox.get('one')).toMatchObject({ state: 'accepted' })
    emulator.clock.advance(60_000)
    expect(await outbox.get('one')).toBeUndefined()
  })

  test('that is asked for a hundred times at once leaves once', async () => {
    const { emulator, outbox } = start()
    outbox.start()
    await Promise.all(Array.from({ length: 100 }, () => outbox.send(message, { id: 'one' })))
    await outbox.track('one', { until: ['accepted'] })
    expect(emulator.ledger).toHaveLength(1)
  })

  test('that is invalid is rejected at once, with the field', async () => {
    const { outbox } = start()
    await expect(outbox.send({ ...message, text: '' }, { id: 'one' })).rejects.toThrow('text')
    await expect(outbox.send(message, { id: '' })).rejects.toThrow('id must be a text of 1 to 500 characters')
    await expect(outbox.send(message, { id: 'one', notBefore: 1_700_000_000 })).rejects.toThrow('not seconds')
    await expect(outbox.send({ routes: [message, { ...message, chatId: '' }] }, { id: 'one' })).rejects.toThrow(
      'routes[1].chatId',
    )
    expect(await outbox.get('one')).toBeUndefined()
  })

  test('that Wazzup rejects is rejected with the code, and reported once', async () => {
    const { outbox, news } = start()
    outbox.start()
    await outbox.send({ ...message, chatType: 'vk' }, { id: 'one' })
    expect(await outbox.track('one')).toMatchObject({ state: 'rejected', code: expect.any(String) })
    await vi.waitFor(() => expect(news).toEqual([['rejected', 'one']]))
  })
})

describe('the order of a chat', () => {
  test('is the order of the calls, and one chat does not hold up another', async () => {
    const { emulator, outbox } = start()
    for (let number = 0; number < 10; number++) {
      await outbox.send({ ...message, text: `number ${number}` }, { id: `one:${number}` })
      await outbox.send({ ...onTelegram, text: `number ${number}` }, { id: `other:${number}` })
    }
    outbox.start()
    await outbox.track('one:9', { until: ['accepted'] })
    await outbox.track('other:9', { until: ['accepted'] })
    const textsOf = (channelId: string) => emulator.ledger.filter((entry) => entry.channelId === channelId)
    const expected = Array.from({ length: 10 }, (_, number) => `number ${number}`)
    expect(textsOf(channelIds.whatsapp).map(({ text }) => text)).toEqual(expected)
    expect(textsOf(channelIds.tgapi).map(({ text }) => text)).toEqual(expected)
  })

  test('does not include a message that is not due: it leaves at its time, and holds up nothing', async () => {
    const { emulator, outbox } = start()
    const notBefore = emulator.clock.now() + 3_600_000
    await outbox.send({ ...message, text: 'tomorrow' }, { id: 'later', notBefore })
    await outbox.send({ ...message, text: 'now' }, { id: 'now' })
    outbox.start()
    await outbox.track('now', { until: ['accepted'] })
    expect(await outbox.get('later')).toMatchObject({ state: 'queued' })
    emulator.clock.advance(3_600_000)
    await outbox.track('later', { until: ['accepted'] })
    expect(emulator.ledger.map(({ text }) => text)).toEqual(['now', 'tomorrow'])
  })
})

describe('an entry that has not left', () => {
  test('can be cancelled, and never leaves then', async () => {
    const { emulator, outbox, news } = start()
    await outbox.send(message, { id: 'one', notBefore: emulator.clock.now() + 1_000 })
    expect(await outbox.cancel('one')).toBe(true)
    expect(await outbox.cancel('one')).toBe(false)
    outbox.start()
    emulator.clock.advance(2_000)
    await vi.waitFor(() => expect(news).toEqual([['cancelled', 'one']]))
    expect(await outbox.get('one')).toMatchObject({ state: 'cancelled' })
    expect(emulator.ledger).toHaveLength(0)
  })

  test('expires after 24 hours, or after the time it was given, and is reported', async () => {
    const { emulator, outbox, news } = start()
    await outbox.send(message, { id: 'day' })
    await outbox.send(onTelegram, { id: 'minute', expiresIn: 60_000 })
    emulator.clock.advance(61_000)
    outbox.start()
    expect(await outbox.track('minute')).toMatchObject({ state: 'expired', code: 'EXPIRED' })
    await outbox.track('day', { until: ['accepted'] })
    await vi.waitFor(() => expect(news).toContainEqual(['expired', 'minute']))
    expect(emulator.ledger).toHaveLength(1)
  })

  test('cannot be cancelled after it was accepted', async () => {
    const { outbox } = start()
    outbox.start()
    await outbox.send(message, { id: 'one' })
    await outbox.track('one', { until: ['accepted'] })
    expect(await outbox.cancel('one')).toBe(false)
    expect(await outbox.cancel('unknown id')).toBe(false)
  })
})

describe('statuses', () => {
  const orders = [
    ['sent', 'delivered', 'read'],
    ['read', 'delivered', 'sent'],
    ['delivered', 'sent', 'read', 'delivered'],
    ['read', 'read'],
  ] as const
  test.each(orders)('that come as %s, %s, ... end as read, each reported once', async (...order) => {
    const { outbox, news } = start()
    outbox.start()
    await outbox.send(message, { id: 'one' })
    const { messageId } = await outbox.track('one', { until: ['accepted'] })
    for (const status of order) {
      await outbox.link.observe(buildEvent('status', { messageId: messageId!, status }), Date.now())
    }
    expect(await outbox.get('one')).toMatchObject({ state: 'read' })
    await vi.waitFor(() => expect(news).toContainEqual(['read', 'one']))
    expect(news.filter(([event]) => event === 'read')).toHaveLength(1)
  })

  test('that come before the response are joined when the id is known', async () => {
    const { emulator, outbox, news } = start()
    await outbox.send(message, { id: 'one' })
    // The id is not known to the outbox yet when the status is stored.
    emulator.faults.calls.next('slow headers', { route: 'messages.send', ms: 300 })
    outbox.start()
    await vi.waitFor(() => expect(emulator.ledger).toHaveLength(1))
    const { messageId } = emulator.ledger[0]!
    await outbox.link.observe(buildEvent('status', { messageId, status: 'delivered' }), Date.now())
    await vi.waitFor(async () => expect(await outbox.get('one')).toMatchObject({ state: 'delivered' }))
    await vi.waitFor(() => expect(news.map(([event]) => event)).toEqual(['accepted', 'delivered']))
  })

  test('of a failure end the entry with the code', async () => {
    const { outbox, news } = start()
    outbox.start()
    await outbox.send(message, { id: 'one' })
    const { messageId } = await outbox.track('one', { until: ['accepted'] })
    const failed = buildEvent('status', { messageId: messageId!, status: 'error', error: { error: 'BAD_CONTACT' } })
    await outbox.link.observe(failed, Date.now())
    expect(await outbox.get('one')).toMatchObject({ state: 'failed', code: 'BAD_CONTACT' })
    await vi.waitFor(() => expect(news.map(([event]) => event)).toEqual(['accepted', 'failed']))
  })
})

describe('a handler of the outbox', () => {
  test('that fails runs again, and the later events of its entry wait', async () => {
    const { emulator, outbox, errors } = start()
    const seen: string[] = []
    outbox.on('accepted', (_, { attempt }) => {
      seen.push(`accepted ${attempt}`)
      if (attempt === 1) throw new Error('the CRM is down')
    })
    outbox.on('delivered', () => void seen.push('delivered'))
    outbox.start()
    await outbox.send(message, { id: 'one' })
    const { messageId } = await outbox.track('one', { until: ['accepted'] })
    await outbox.link.observe(buildEvent('status', { messageId: messageId!, status: 'delivered' }), Date.now())
    await vi.waitFor(() => expect(seen).toEqual(['accepted 1']))
    emulator.clock.advance(1_300)
    await vi.waitFor(() => expect(seen).toEqual(['accepted 1', 'accepted 2', 'delivered']))
    expect(errors).toEqual([expect.objectContaining({ message: 'the CRM is down' })])
  })

  test('of an unknown event, and a second one without a name, are rejected', () => {
    const { outbox } = start()
    expect(() => outbox.on('arrived' as 'read', () => {})).toThrow('must be one of accepted, delivered')
    outbox.on('read', () => {})
    expect(() => outbox.on('read', () => {})).toThrow('give each handler of read a name of its own')
  })
})

test('drain sends what is due and returns, without a running worker', async () => {
  const { emulator, outbox } = start()
  await outbox.send(message, { id: 'one' })
  await outbox.send(onTelegram, { id: 'two' })
  await outbox.drain({ deadline: 5_000 })
  expect(emulator.ledger).toHaveLength(2)
  await outbox.send(message, { id: 'three' })
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(emulator.ledger).toHaveLength(2)
})

test('an entry of a newer version is left alone and reported, and its message does not leave', async () => {
  const { emulator, store, outbox, errors } = start()
  await outbox.send(message, { id: 'one' })
  const [stored] = await store.driver.read('main', ['entry/one'])
  const value = { ...(stored!.value as object), v: 2 }
  await store.driver.commit('main', { write: [{ key: 'entry/one', value, version: stored!.version }] })
  outbox.start()
  await vi.waitFor(() =>
    expect(errors).toContainEqual(expect.objectContaining({ message: expect.stringContaining('newer version') })),
  )
  expect(emulator.ledger).toHaveLength(0)
  expect((await outbox.stats()).waiting.out).toBe(1)
})
