import { afterEach, describe, expect, it } from 'vitest'
import { cancelEntry, getEntry, listEntries, listPauses } from '@wazzup-kit/core/store'
import { createStage, message } from './start-outbox.ts'

const stage = createStage()
afterEach(stage.stopAll)

const later = 4_000_000_000_000

describe('entries without a client', () => {
  it('are listed in the order of their ids, by state and page', async () => {
    const { outbox, store } = stage.start()
    const ids = Array.from({ length: 1_100 }, (_, index) => `m${String(index).padStart(4, '0')}`)
    await Promise.all(ids.map((id) => outbox.send(message, { id, notBefore: later })))
    await outbox.cancel('m1050')
    const idsOf = async (...page: Parameters<typeof listEntries>) => (await listEntries(...page)).map(({ id }) => id)
    expect(await idsOf(store)).toEqual(ids.slice(0, 100))
    expect(await idsOf(store, { after: 'm0099', limit: 2 })).toEqual(['m0100', 'm0101'])
    expect(await idsOf(store, { states: ['cancelled'] })).toEqual(['m1050'])
    expect(await idsOf(store, { states: ['cancelled'], after: 'm1050' })).toEqual([])
    expect(await idsOf(store, { states: ['queued'], limit: 5_000 })).toHaveLength(1_099)
  })

  it('show the chat of the route in use, and the content until it is deleted', async () => {
    const { outbox, store } = stage.start({ codec: { seal: (text) => `sealed ${text.length}`, open: (text) => text } })
    const { chatId: _, ...withoutChat } = message
    await outbox.send({ ...withoutChat, phone: '79000000201' }, { id: 'a', notBefore: later, data: 7 })
    expect(await getEntry(store, 'a')).toMatchObject({
      id: 'a',
      state: 'queued',
      channelId: message.channelId,
      chatType: 'whatsapp',
      chatId: '+79000000201',
      data: 7,
      content: expect.stringMatching(/^sealed \d+$/),
    })
    await cancelEntry(store, 'a')
    expect(await getEntry(store, 'a')).toMatchObject({ state: 'cancelled', content: null })
    expect(await getEntry(store, 'b')).toBe(undefined)
  })

  it('are cancelled like by the outbox: it reports them, and cancels those behind them', async () => {
    const { outbox, store, news } = stage.start()
    await outbox.sendInOrder([message, { ...message, text: 'The second part' }], { id: 'parts', notBefore: later })
    expect(await cancelEntry(store, 'parts/1')).toBe(true)
    expect(await cancelEntry(store, 'parts/1')).toBe(false)
    outbox.start()
    await expect
      .poll(() => news)
      .toEqual([
        ['cancelled', 'parts/1'],
        ['cancelled', 'parts/2'],
      ])
  })

  it('are not cancelled when they have left', async () => {
    const { outbox, store } = stage.start()
    await outbox.send(message, { id: 'a' })
    outbox.start()
    await outbox.track('a', { until: ['accepted'] })
    expect(await cancelEntry(store, 'a')).toBe(false)
    expect(await cancelEntry(store, 'unknown')).toBe(false)
    expect(await listPauses(store)).toEqual([])
  })
})
