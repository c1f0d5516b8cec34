import { createMemoryStore } from '@wazzup-kit/core/store'
import { createEmulator } from '@wazzup-kit/emulator'
import { afterEach, expect, test, vi } from 'vitest'
import { createStage, message } from './start-outbox.ts'

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
