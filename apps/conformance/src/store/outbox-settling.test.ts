import { buildEvent, type WireFields } from '@wazzup-kit/core/testing'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createStage, holdResponses, message } from './start-outbox.ts'

const stage = createStage()
afterEach(stage.stopAll)

type Started = ReturnType<typeof stage.start>

const { text, ...chat } = message

/** Starts an outbox whose next message gets no response, and is not repeated. */
async function startUnknown(id = 'one'): Promise<Started> {
  const started = stage.start({ repeat: 'never' })
  started.emulator.faults.calls.next('response lost', { route: 'messages.send' })
  await started.outbox.send(message, { id })
  started.outbox.start()
  await started.outbox.track(id, { until: ['unknown'] })
  return started
}

/** Gives the outbox an echo in the chat of the message. */
function observeEcho({ emulator, outbox }: Pick<Started, 'emulator' | 'outbox'>, fields: WireFields['echo'] = {}) {
  const now = emulator.clock.now()
  const dateTime = new Date(now).toISOString()
  return outbox.link.observe(buildEvent('echo', { ...chat, text, dateTime, ...fields }), now)
}

describe('an echo of an unknown send', () => {
  test('settles it, with its id', async () => {
    const started = await startUnknown()
    expect(await observeEcho(started, { messageId: 'm1' })).toEqual({ entry: 'one' })
    expect(await started.outbox.get('one')).toMatchObject({ state: 'accepted', messageId: 'm1', confirmed: true })
    // The second time it is known by its id.
    expect(await observeEcho(started, { messageId: 'm1', text: 'edited' })).toEqual({ entry: 'one' })
  })

  test.each<[string, WireFields['echo']]>([
    ['another text', { text: 'Another text' }],
    ['another chat', { chatId: '79000000999' }],
    ['another channel', { channelId: '00000000-0000-4000-8000-000000000000' }],
    ['another messenger', { chatType: 'viber' }],
    ['a file', { text: null, contentUri: 'https://example.com/a.pdf', type: 'document' }],
    ['an operator in the chat of Wazzup', { sentFromApp: true }],
    ['an operator with an id', { authorId: 'operator-7', authorName: 'Olga' }],
    ['no author: it was written on the phone', { authorName: null }],
    ['a time before it was sent', { dateTime: '2020-01-01T00:00:00.000Z' }],
  ])('does not settle it when it has %s', async (_, fields) => {
    const started = await startUnknown()
    expect(await observeEcho(started, { messageId: 'm1', ...fields })).toEqual({})
    expect(await started.outbox.get('one')).toMatchObject({ state: 'unknown', messageId: null })
  })

  test('settles it when only spaces, line breaks and the form of letters differ', async () => {
    const started = stage.start({ repeat: 'never' })
    started.emulator.faults.calls.next('response lost', { route: 'messages.send' })
    started.outbox.start()
    await started.outbox.send({ ...chat, text: ' Caf\u00E9\nTwo ' }, { id: 'one' })
    await started.outbox.track('one', { until: ['unknown'] })
    expect(await observeEcho(started, { messageId: 'm1', text: 'Cafe\u0301\r\nTwo' })).toEqual({ entry: 'one' })
  })

  test('settles it when its author is the user of the send', async () => {
    const started = stage.start({ repeat: 'never' })
    started.emulator.faults.calls.next('response lost', { route: 'messages.send' })
    started.outbox.start()
    await started.outbox.send({ ...message, crmUserId: 'user-1' }, { id: 'one' })
    await started.outbox.track('one', { until: ['unknown'] })
    expect(await observeEcho(started, { messageId: 'm1', authorId: 'user-2' })).toEqual({})
    expect(await observeEcho(started, { messageId: 'm2', authorId: 'user-1' })).toEqual({ entry: 'one' })
  })

  test('that comes after it was reported as unknown settles it nevertheless', async () => {
    const started = await startUnknown()
    const dateTime = new Date(started.emulator.clock.now()).toISOString()
    started.emulator.clock.advance(300_000)
    await vi.waitFor(() => expect(started.news).toEqual([['unknown', 'one']]))
    expect(await observeEcho(started, { messageId: 'm1', dateTime })).toEqual({ entry: 'one' })
    await vi.waitFor(() => expect(started.news.map(([event]) => event)).toEqual(['unknown', 'accepted']))
  })
})

describe('a message with the content of an unknown one in the same chat', () => {
  test('waits until that one is settled', async () => {
    const started = await startUnknown()
    await started.outbox.send(message, { id: 'two' })
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(await started.outbox.get('two')).toMatchObject({ state: 'queued' })
    await observeEcho(started, { messageId: started.emulator.ledger[0]!.messageId })
    started.emulator.clock.advance(1_000)
    await started.outbox.track('two', { until: ['accepted'] })
    expect(started.emulator.ledger).toHaveLength(2)
  })

  test('leaves 130 seconds after that one, when nothing settles it', async () => {
    const started = await startUnknown()
    await started.outbox.send(message, { id: 'two' })
    started.emulator.clock.advance(129_000)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(await started.outbox.get('two')).toMatchObject({ state: 'queued' })
    started.emulator.clock.advance(2_000)
    await started.outbox.track('two', { until: ['accepted'] })
  })

  test('is the only one that waits: another content leaves at once', async () => {
    const started = await startUnknown()
    await started.outbox.send({ ...message, text: 'Another text' }, { id: 'two' })
    expect(await started.outbox.track('two', { until: ['accepted'] })).toMatchObject({ state: 'accepted' })
  })
})

describe('an echo while a send is on its way', () => {
  /** Starts an outbox whose message has reached Wazzup, and whose response is held until `release` is called. */
  async function startHeld() {
    const { emulator, store } = stage.start()
    const { fetch, release } = holdResponses(emulator.fetch)
    const started = { emulator, ...stage.startIn({ store, fetch, apiKey: emulator.keys.apiKey }) }
    await started.outbox.send(message, { id: 'one' })
    started.outbox.start()
    await vi.waitFor(() => expect(emulator.ledger).toHaveLength(1))
    const { messageId } = emulator.ledger[0]!
    return { ...started, messageId, release }
  }

  test('is held until the response names the id, and then is known as ours', async () => {
    const started = await startHeld()
    const { emulator, outbox, messageId, release } = started
    const held = await observeEcho(started, { messageId })
    expect(held.holdUntil).toBeGreaterThan(emulator.clock.now())
    release()
    await outbox.track('one', { until: ['accepted'] })
    expect(await observeEcho(started, { messageId })).toEqual({ entry: 'one' })
  })

  test('is known as ours when the response is stored while the outbox looks for its entry', async () => {
    const { emulator, store, outbox, messageId, release } = await startHeld()
    const readGroup: typeof store.driver.readGroup = async (...query) => {
      release()
      await outbox.track('one', { until: ['accepted'] })
      return store.driver.readGroup(...query)
    }
    const slow = { ...store, driver: { ...store.driver, readGroup } }
    const reader = stage.startIn({ store: slow, fetch: emulator.fetch, apiKey: emulator.keys.apiKey })
    expect(await observeEcho({ ...reader, emulator }, { messageId })).toEqual({ entry: 'one' })
  })

  test('that an operator wrote is not held', async () => {
    const started = await startHeld()
    expect(await observeEcho(started, { messageId: 'm1', authorId: 'operator-7' })).toEqual({})
    expect(await observeEcho(started, { messageId: 'm2', sentFromApp: true })).toEqual({})
    expect(await started.outbox.get('one')).toMatchObject({ state: 'sending' })
  })
})

test('a message of which nothing is heard is reported as silent, and one with an echo is not', async () => {
  const started = stage.start()
  const { emulator, outbox, news } = started
  outbox.start()
  await outbox.send(message, { id: 'silent' })
  await outbox.send({ ...message, text: 'Another text' }, { id: 'heard' })
  await outbox.track('silent', { until: ['accepted'] })
  const { messageId } = await outbox.track('heard', { until: ['accepted'] })
  await observeEcho(started, { messageId: messageId!, text: 'Another text' })
  emulator.clock.advance(300_000)
  await vi.waitFor(() => expect(news.filter(([event]) => event === 'silent')).toEqual([['silent', 'silent']]))
})
