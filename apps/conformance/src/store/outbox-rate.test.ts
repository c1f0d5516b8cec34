import { createMemoryStore } from '@wazzup-kit/core/store'
import { channelIds, createEmulator } from '@wazzup-kit/emulator'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createStage, message, onTelegram } from './start-outbox.ts'

const stage = createStage()
afterEach(stage.stopAll)
afterEach(() => void vi.useRealTimers())

/** Lets everything happen that no timer holds up. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 500; turn++) await new Promise((resolve) => void setImmediate(resolve))
}

test('as many messages as the limit of the key allows leave without a wait', async () => {
  const emulator = createEmulator()
  const store = createMemoryStore({ clock: { now: () => 1_800_000_000_000 } }).forAccount('main')
  const process = { store, fetch: emulator.fetch, apiKey: emulator.keys.apiKey }
  const { outbox } = stage.startIn(process, { concurrency: 45 })
  for (let index = 0; index < 45; index++) {
    await outbox.send({ ...message, chatId: String(79_010_000_000 + index) }, { id: String(index) })
  }
  // No timer fires, so what waits never leaves.
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  outbox.start()
  for (let turn = 0; turn < 500 && emulator.ledger.length < 45; turn++) {
    await new Promise((resolve) => void setImmediate(resolve))
  }
  expect(emulator.ledger).toHaveLength(45)
})

test('bulk messages use half of the limit, and leave the rest to others', async () => {
  const emulator = createEmulator()
  const store = createMemoryStore({ clock: { now: () => 1_800_000_000_000 } }).forAccount('main')
  const process = { store, fetch: emulator.fetch, apiKey: emulator.keys.apiKey }
  const { outbox } = stage.startIn(process, { concurrency: 60 })
  for (let index = 0; index < 40; index++) {
    const customer = { ...message, chatId: String(79_010_000_000 + index) }
    await outbox.send(customer, { id: `bulk:${index}`, bulk: true })
  }
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  outbox.start()
  await settle()
  // Half of 45.
  expect(emulator.ledger).toHaveLength(22)
  for (let index = 0; index < 30; index++) {
    await outbox.send({ ...message, chatId: String(79_020_000_000 + index) }, { id: `code:${index}` })
  }
  await settle()
  expect(emulator.ledger).toHaveLength(45)
  expect(emulator.ledger.filter(({ chatId }) => chatId.startsWith('7902'))).toHaveLength(23)
})

test('a channel at its limit does not hold up another channel, however many of its messages wait', async () => {
  const { emulator, outbox } = stage.start({ rateLimit: { perChannel: { requests: 1, perMilliseconds: 86_400_000 } } })
  for (let index = 0; index < 30; index++) {
    await outbox.send({ ...message, chatId: String(79_010_000_000 + index) }, { id: `whatsapp:${index}` })
  }
  outbox.start()
  await vi.waitFor(() => expect(emulator.ledger).toHaveLength(1))
  await outbox.send(onTelegram, { id: 'telegram' })
  expect(await outbox.track('telegram', { until: ['accepted'] })).toMatchObject({ state: 'accepted' })
  expect(emulator.ledger).toHaveLength(2)
})

describe('the default of a channel', () => {
  const byDefault = { rateLimit: undefined }
  const send = { route: 'messages.send' } as const

  /** Stores 12 messages to customers of a channel, and waits until no more of them leave. */
  async function sendTwelve(
    { outbox }: Pick<ReturnType<typeof stage.start>, 'outbox'>,
    channelId: string,
    prefix = '',
  ) {
    for (let index = 0; index < 12; index++) {
      await outbox.send({ ...message, channelId, chatId: String(79_010_000_000 + index) }, { id: `${prefix}${index}` })
    }
    await outbox.drain({ deadline: 5_000 })
  }

  test('is ten messages in ten seconds on a personal WhatsApp, for all processes together', async () => {
    const first = stage.start(byDefault)
    await sendTwelve(first, channelIds.whatsapp)
    expect(first.emulator.ledger).toHaveLength(10)
    const other = stage.startIn(
      { ...first, fetch: first.emulator.fetch, apiKey: first.emulator.keys.apiKey },
      byDefault,
    )
    await other.outbox.drain({ deadline: 5_000 })
    expect(first.emulator.ledger).toHaveLength(10)
    first.emulator.clock.advance(10_000)
    await other.outbox.drain({ deadline: 5_000 })
    expect(first.emulator.ledger).toHaveLength(12)
    const asked = first.emulator.requests.filter(({ route }) => route === 'channels.list')
    expect(asked).toHaveLength(1)
  })

  test('counts messages to groups of a personal WhatsApp too', async () => {
    const { emulator, outbox } = stage.start(byDefault)
    for (let index = 0; index < 12; index++) {
      const group = { chatType: 'whatsgroup', chatId: `7901000000${index + 10}-1600000000` } as const
      await outbox.send({ ...message, ...group }, { id: `${index}` })
    }
    await outbox.drain({ deadline: 5_000 })
    expect(emulator.requests.filter(({ route }) => route === 'messages.send')).toHaveLength(10)
  })

  test('is no limit on WABA, which has the same chat type', async () => {
    const { emulator, outbox } = stage.start(byDefault)
    emulator.faults.calls.respondWith('INVALID_MESSAGE_DATA', { ...send, times: 12 })
    await sendTwelve({ outbox }, channelIds.wapi)
    expect(emulator.requests.filter(({ route }) => route === 'messages.send')).toHaveLength(12)
  })

  test('is no limit while Wazzup cannot be asked for the channels', async () => {
    const { emulator, outbox } = stage.start(byDefault)
    emulator.faults.calls.respondWith('UNKNOWN_ERROR', { route: 'channels.list', times: 10 })
    await sendTwelve({ outbox }, channelIds.whatsapp)
    expect(emulator.ledger).toHaveLength(12)
  })
})
