import { afterEach, describe, expect, test, vi } from 'vitest'
import { createProcess, createStage, message } from './start-outbox.ts'

const stage = createStage()
const { start, startIn } = stage
afterEach(stage.stopAll)

const sendsOf = (requests: readonly { route?: string | undefined }[]) =>
  requests.filter(({ route }) => route === 'messages.send').length

function createGate() {
  let open = (): void => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { opened, open: () => open() }
}

describe('a process that stalls', () => {
  test('before it begins, until another one has begun: it does not begin a second window', async () => {
    const { emulator, store, outbox: idle } = start()
    await idle.send(message, { id: 'one' })
    const apiKey = emulator.keys.apiKey
    const gate = createGate()
    let looks = 0
    const readGroup: typeof store.driver.readGroup = async (...query) => {
      // The second look for obstacles is right before the first request.
      if (++looks === 2) await gate.opened
      return store.driver.readGroup(...query)
    }
    const stalled = { ...store, driver: { ...store.driver, readGroup } }
    startIn({ store: stalled, fetch: emulator.fetch, apiKey }).outbox.start()
    await vi.waitFor(() => expect(looks).toBe(2))
    emulator.clock.advance(20_001)
    const killed = createProcess(store, async (...parameters) => {
      const response = await emulator.fetch(...parameters)
      killed.kill()
      return response
    })
    startIn({ ...killed, apiKey }).outbox.start()
    await vi.waitFor(() => expect(emulator.ledger).toHaveLength(1))
    // The window of the other one is almost over, so no request may leave any more.
    emulator.clock.advance(49_000)
    gate.open()
    await idle.track('one', { until: ['unknown', 'accepted'] })
    expect(await idle.get('one')).toMatchObject({ state: 'unknown' })
    expect(sendsOf(emulator.requests)).toBe(1)
  })
})
