import { createMemoryStore } from '@wazzup-kit/core/store'
import { createEmulator } from '@wazzup-kit/emulator'
import { afterEach, expect, test, vi } from 'vitest'
import { createStage, message, onTelegram } from './start-outbox.ts'

const stage = createStage()
afterEach(stage.stopAll)
afterEach(() => void vi.useRealTimers())

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
  await outbox.send({ ...message, text: 'Your code is 17.' }, { id: 'code' })
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  outbox.start()
  for (let turn = 0; turn < 500; turn++) await new Promise((resolve) => void setImmediate(resolve))
  expect(emulator.ledger).toHaveLength(23)
  expect(emulator.ledger.filter(({ text }) => text === 'Your code is 17.')).toHaveLength(1)
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
