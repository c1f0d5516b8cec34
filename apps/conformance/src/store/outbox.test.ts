import { createWazzup } from '@wazzup-kit/core'
import { createMemoryStore, createOutbox, type OutboxOptions } from '@wazzup-kit/core/store'
import { buildEvent } from '@wazzup-kit/core/testing'
import { channelIds, chatIds, createEmulator } from '@wazzup-kit/emulator'
import { afterEach, describe, expect, test } from 'vitest'

const stops: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

/** Starts an outbox over an emulated account. Its store uses the clock of the emulator. */
function start(options: Partial<OutboxOptions> = {}) {
  const emulator = createEmulator()
  const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
  const store = createMemoryStore({ clock: emulator.clock }).forAccount('main')
  const errors: unknown[] = []
  const outbox = createOutbox({ wazzup, store, onError: (error) => errors.push(error), ...options })
  stops.push(() => outbox.stop(0))
  return { emulator, wazzup, store, outbox, errors }
}

const message = {
  channelId: channelIds.whatsapp,
  chatType: 'whatsapp',
  chatId: chatIds.whatsapp,
  text: 'Your order is ready.',
} as const

describe('a message', () => {
  test('is stored as queued, and is accepted once', async () => {
    const { emulator, outbox } = start()
    const entry = await outbox.send(message, { id: 'ready:17', data: { order: 17 } })
    expect(entry).toMatchObject({ id: 'ready:17', state: 'queued', messageId: null, data: { order: 17 } })
    expect(emulator.ledger).toHaveLength(0)
    outbox.start()
    const sent = await outbox.track('ready:17', { until: ['accepted'] })
    expect(sent).toMatchObject({ state: 'accepted', confirmed: true, messageId: emulator.ledger[0]!.messageId })
    expect(emulator.ledger).toHaveLength(1)
  })
})
