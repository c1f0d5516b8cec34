import { createWazzup } from '@wazzup-kit/core'
import { createMemoryStore, createOutbox } from '@wazzup-kit/core/store'
import { createEmulator } from '@wazzup-kit/emulator'
import { expect, test } from 'vitest'
import { message } from './start-outbox.ts'

test('a transport that Wazzup does not name is looked for once a minute, not at each send', async () => {
  const emulator = createEmulator()
  const { driver, ...store } = createMemoryStore({ clock: emulator.clock }).forAccount('main')
  let reads = 0
  const read: typeof driver.read = (account, keys) => {
    if (keys.includes('transports')) reads++
    return driver.read(account, keys)
  }
  const counted = { ...store, driver: { ...driver, read } }
  const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
  const outbox = createOutbox({ wazzup: { ...wazzup, channels: { list: async () => [] } }, store: counted })
  const sendTwo = async (name: string): Promise<void> => {
    for (const id of [`${name}-1`, `${name}-2`]) await outbox.send(message, { id })
    await outbox.drain({ deadline: 10_000 })
  }
  await sendTwo('at once')
  expect(reads).toBe(1)
  emulator.clock.advance(60_001)
  await sendTwo('later')
  expect(reads).toBe(2)
  expect(emulator.ledger).toHaveLength(4)
})
