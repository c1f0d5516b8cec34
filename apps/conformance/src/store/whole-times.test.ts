import { createWazzup, createWebhooks } from '@wazzup-kit/core'
import { createMemoryStore, createOutbox, createStore, encodeStep, type Step } from '@wazzup-kit/core/store'
import { buildDelivery } from '@wazzup-kit/core/testing'
import { createEmulator } from '@wazzup-kit/emulator'
import { expect, test } from 'vitest'
import { message } from './start-outbox.ts'

/** Returns the times of a step in the form in which a database gets it. */
function timesOf(step: Step): number[] {
  const { settle, append, write } = encodeStep(step)
  const times = [
    ...settle.map(({ end }) => ('due' in end ? end.due : undefined)),
    ...append.map(({ due }) => due),
    ...write.map(({ expiresAt }) => expiresAt),
  ]
  return times.filter((time) => time !== undefined && time !== null)
}

// A column of whole numbers rejects others, and all delays have a random part.
test('all times that a database gets are whole milliseconds, also after failures', async () => {
  const emulator = createEmulator()
  const { driver } = createMemoryStore({ clock: emulator.clock }).forAccount('main')
  const times: number[] = []
  const store = createStore({
    ...driver,
    commit(account, step) {
      times.push(...timesOf(step))
      return driver.commit(account, step)
    },
  }).forAccount('main')
  const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch, store })
  const outbox = createOutbox({ wazzup, store, onError: () => {} })
  const webhooks = createWebhooks({ secret: false, outbox, onError: () => {} })
  let runs = 0
  webhooks.on('message', () => {
    if (++runs < 3) throw new Error('the CRM is down')
  })

  const route = 'messages.send'
  emulator.faults.calls.next('too many requests', { route, retryAfter: 'seconds', ms: 1_000 })
  emulator.faults.calls.respondWith('MESSAGE_DOWNLOAD_CONTENT_ERROR', { route, times: 2 })
  await outbox.send(message, { id: 'one' })
  await webhooks.receive({ method: 'POST', url: '/', headers: {}, body: buildDelivery('message', { text: 'Hello' }) })
  for (let step = 0; step < 12; step++) {
    await webhooks.drain({ deadline: 5_000 })
    emulator.clock.advance(10_000)
  }
  expect(runs).toBe(3)
  expect(emulator.ledger).toHaveLength(1)
  expect(times.length).toBeGreaterThan(10)
  expect(times.filter((time) => !Number.isInteger(time))).toEqual([])
})
