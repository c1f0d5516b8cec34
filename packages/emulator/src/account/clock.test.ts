import { afterEach, describe, expect, it, vi } from 'vitest'
import { channelIds } from './entities/default-seed.ts'
import { createEmulator } from '../emulator/create-emulator.ts'
import type { EmulatorOptions } from '../emulator/emulator.ts'
import { createSubscribedAccount } from '../testing/test-account.ts'
import { ask } from '../testing/test-client.ts'
import { obeys } from '../testing/test-rules.ts'

afterEach(() => void vi.useRealTimers())

const never = () => new Promise<never>(() => {})
const chat = { chatType: 'whatsapp', chatId: '79000000777' }

/** Returns whether a promise is settled after all pending microtasks and immediates have run. */
async function hasEnded(promise: Promise<unknown>): Promise<boolean> {
  let ended = false
  void promise.then(() => (ended = true))
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  return ended
}

describe('the time limit of 30 seconds follows the emulator’s clock', () => {
  it.each([
    ['contact', { outcome: 'no response' }],
    ['deal', { outcome: 'no contact', contact: { outcome: 'no response' } }],
  ] as const)(`for the response to a question about a %s ${obeys('delivery/timeout')}`, async (noun, outcome) => {
    const { emulator } = await createSubscribedAccount({}, never)
    const asked = emulator.simulate[noun].askFor(chat)
    expect(await hasEnded(asked)).toBe(false)
    emulator.clock.advance(29_000)
    expect(await hasEnded(asked)).toBe(false)
    emulator.clock.advance(1_000)
    expect(await asked).toEqual(outcome)
    expect(emulator.deliveries).toMatchObject([{ kinds: ['createContact'], response: null }])
  })

  it(`for a response whose body does not end ${obeys('delivery/timeout')}`, async () => {
    const { emulator } = await createSubscribedAccount({}, () => new Response(new ReadableStream()))
    const asked = emulator.simulate.contact.askFor(chat)
    expect(await hasEnded(asked)).toBe(false)
    emulator.clock.advance(30_000)
    expect(await asked).toEqual({ outcome: 'no json', text: '' })
  })

  it(`for a delivery of a message, after which the next one is posted ${obeys('delivery/timeout', 'delivery/order')}`, async () => {
    const { emulator, posts } = await createSubscribedAccount({}, never)
    emulator.simulate.customer.send({ text: 'first' })
    emulator.simulate.customer.send({ text: 'second' })
    await expect.poll(() => posts.length).toBe(1)
    emulator.clock.advance(30_000)
    await expect.poll(() => posts.length).toBe(2)
    emulator.clock.advance(30_000)
    await emulator.settled()
    expect(emulator.deliveries.map(({ response }) => response)).toEqual([null, null])
  })

  it(`for the ping of a subscription ${obeys('delivery/timeout')}`, async () => {
    const emulator = createEmulator({ webhookFetch: never })
    const asked = ask(emulator, 'PATCH', '/v3/webhooks', { webhooksUri: 'https://example.com/', subscriptions: {} })
    expect(await hasEnded(asked)).toBe(false)
    emulator.clock.advance(30_000)
    expect(await asked).toMatchObject({ status: 400, json: { error: 'testPostNotPassed' } })
  })

  it(`for the download of a file ${obeys('send/file-time')}`, async () => {
    const contentFetch: typeof fetch = async (_, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new Error('Aborted')), { once: true })
      })
    const emulator = createEmulator({ contentFetch })
    const message = { channelId: channelIds.whatsapp, ...chat, contentUri: 'https://example.com/a.pdf' }
    const asked = ask(emulator, 'POST', '/v3/message', message)
    expect(await hasEnded(asked)).toBe(false)
    emulator.clock.advance(30_000)
    expect(await asked).toMatchObject({ status: 400, json: { error: 'MESSAGE_DOWNLOAD_CONTENT_ERROR' } })
  })
})

describe('a custom clock (option `now`)', () => {
  async function askBy(options: EmulatorOptions) {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    const { emulator } = await createSubscribedAccount(options, never)
    const asked = emulator.simulate.contact.askFor(chat)
    expect(await hasEnded(asked)).toBe(false)
    return { emulator, asked }
  }

  it('does not let a time limit end while it stands still', async () => {
    const { emulator, asked } = await askBy({ now: () => 0 })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await hasEnded(asked)).toBe(false)
    emulator.clock.advance(30_000)
    expect(await asked).toEqual({ outcome: 'no response' })
  })

  it('is read again by settled() after the test moved it', async () => {
    let now = 0
    const { emulator, asked } = await askBy({ now: () => now })
    now = 30_000
    await emulator.settled()
    expect(await asked).toEqual({ outcome: 'no response' })
  })

  it('is waited for when it runs slower than real time', async () => {
    const start = Date.now()
    const { asked } = await askBy({ now: () => start + (Date.now() - start) / 2 })
    await vi.advanceTimersByTimeAsync(59_000)
    expect(await hasEnded(asked)).toBe(false)
    await vi.advanceTimersByTimeAsync(1_100)
    expect(await asked).toEqual({ outcome: 'no response' })
  })
})

it('reset() sets the clock back and keeps the rest of the time limit of a pending call', async () => {
  const emulator = createEmulator({ webhookFetch: never })
  emulator.clock.advance(3_600_000)
  const asked = ask(emulator, 'PATCH', '/v3/webhooks', { webhooksUri: 'https://example.com/', subscriptions: {} })
  expect(await hasEnded(asked)).toBe(false)
  emulator.reset()
  emulator.clock.advance(30_000)
  expect(await asked).toMatchObject({ json: { error: 'testPostNotPassed' } })
})
