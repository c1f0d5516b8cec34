import { createWazzup } from '@wazzup-kit/core'
import { createEmulator, type Emulator } from '@wazzup-kit/emulator'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startBotWorker, type BotWorker, type Told } from './bot-worker.ts'

let emulator: Emulator
let server: { url: string; close(): Promise<void> }
let worker: BotWorker

beforeEach(async () => {
  emulator = createEmulator()
  server = await emulator.listen()
  worker = await startBotWorker({ WAZZUP_API_KEY: emulator.keys.apiKey, WAZZUP_BASE_URL: server.url })
  await subscribe('main')
})

afterEach(async () => {
  await worker?.close()
  await server?.close()
})

async function subscribe(account: string): Promise<void> {
  const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
  await wazzup.subscription.ensure({ url: worker.urlOf(account) })
}

/** Holds each handler when it begins, until `release`. */
function holdHandlers(): { held: Told[]; release(): void } {
  const held: Told[] = []
  let release = (): void => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  worker.onTold = async (told) => {
    if (told.what !== 'begin') return
    held.push(told)
    await released
  }
  return { held, release }
}

const sentTexts = (): (string | undefined)[] => emulator.ledger.map(({ text }) => text)
const waiting = async (): Promise<unknown> => ((await worker.ask('main', 'stats')) as { waiting: unknown }).waiting
const day = 86_400_000

test('runs a handler again, and replies once, after workerd was killed in the middle of it', async () => {
  const { held } = holdHandlers()
  emulator.simulate.customer.send({ text: 'Hello' })
  await emulator.settled()
  await expect.poll(() => held.length).toBe(1)
  await worker.kill()
  worker.onTold = () => {}
  await worker.start()
  // No request comes in: the alarm wakes the object.
  await expect.poll(sentTexts).toEqual(['answer of main to Hello in run 2'])
  expect(emulator.deliveries.map(({ response }) => response?.status)).toEqual([200])
})

test('sends once after workerd was killed while a request was on its way', async () => {
  emulator.faults.calls.next('slow headers', { route: 'messages.send', ms: 2_000 })
  emulator.simulate.customer.send({ text: 'Hello' })
  await expect.poll(sentTexts).toEqual(['answer of main to Hello in run 1'])
  await worker.kill()
  await worker.start()
  await expect.poll(async () => ((await worker.ask('main', 'entries')) as Entry[])[0]?.accepted).toBeTruthy()
  await expect.poll(waiting).toEqual({})
  expect(sentTexts()).toEqual(['answer of main to Hello in run 1'])
})

test('handles after a restart what was stored before, in the order of each chat', async () => {
  const { held } = holdHandlers()
  const texts = ['1', '2', '3', '4']
  for (const text of texts) emulator.simulate.customer.send({ text })
  await emulator.settled()
  await expect.poll(() => held.length).toBe(1)
  await worker.kill()
  worker.onTold = () => {}
  await worker.start()
  await expect.poll(() => sentTexts().length).toBe(4)
  expect(sentTexts()).toEqual(texts.map((text) => `answer of main to ${text} in run ${text === '1' ? 2 : 1}`))
})

test('works on at most 20 chats at once, and on the next one as soon as a place is free', async () => {
  const { held, release } = holdHandlers()
  for (let number = 0; number < 25; number++) {
    emulator.simulate.customer.send({ chatId: `7900000${1000 + number}`, text: `${number}` })
  }
  await emulator.settled()
  await expect.poll(() => held.length).toBe(20)
  expect(await worker.ask('main', 'stats')).toMatchObject({ waiting: { in: 25 } })
  expect(held).toHaveLength(20)
  release()
  await expect.poll(() => emulator.ledger.length).toBe(25)
})

test('does not interrupt a handler that is longer than an alarm', async () => {
  const { held, release } = holdHandlers()
  emulator.simulate.customer.send({ text: 'Hello' })
  await expect.poll(() => worker.ask('main', 'alarms')).toBeGreaterThan(2)
  release()
  await expect.poll(sentTexts).toEqual(['answer of main to Hello in run 1'])
  expect(held).toHaveLength(1)
})

test('runs a handler that has failed again, at its time', async () => {
  worker.onTold = ({ what, attempt }) => (what === 'begin' && attempt === 1 ? 'failed on demand' : undefined)
  emulator.simulate.customer.send({ text: 'Hello' })
  await expect.poll(sentTexts).toEqual(['answer of main to Hello in run 2'])
})

test('sends at its time a message that a Worker has sent by a method of the object, also after a restart', async () => {
  await worker.ask('main', 'send later')
  expect(await worker.ask('main', 'alarm')).toBeGreaterThan(0)
  await worker.kill()
  await worker.start()
  expect(sentTexts()).toEqual([])
  await expect.poll(sentTexts).toEqual(['later'])
})

test('sets an alarm only to delete what is over when nothing waits, and none when nothing is stored', async () => {
  expect(await worker.ask('empty', 'alarm')).toBeNull()
  emulator.simulate.customer.send({ text: 'Hello' })
  await expect.poll(() => worker.ask('main', 'alarm')).toBeGreaterThan(0.9 * day)
  expect(await worker.ask('main', 'alarm')).toBeLessThanOrEqual(day)
})

test('does not wake for events of a queue that the bot does not work on', async () => {
  emulator.simulate.customer.send({ text: 'Hello' })
  await expect.poll(() => worker.ask('main', 'alarm')).toBeGreaterThan(0.9 * day)
  await worker.ask('main', 'store for no worker')
  // The store cannot know it before the bot has worked.
  await expect.poll(() => worker.ask('main', 'alarm')).toBeGreaterThan(0.9 * day)
  expect(await worker.ask('main', 'stats')).toMatchObject({ waiting: { 'queue-without-worker': 1 } })
})

test('keeps the accounts of two objects apart, and knows their names after a restart', async () => {
  const { held } = holdHandlers()
  emulator.simulate.customer.send({ text: 'Hello' })
  await emulator.settled()
  const [{ body } = { body: null }] = emulator.deliveries
  const repeat = () => fetch(worker.urlOf('other'), { method: 'POST', body: JSON.stringify(body) })
  expect([(await repeat()).status, (await repeat()).status]).toEqual([200, 200])
  await expect.poll(() => held.length).toBe(2)
  await worker.kill()
  worker.onTold = () => {}
  await worker.start()
  await expect.poll(() => sentTexts().toSorted()).toEqual([
    'answer of main to Hello in run 2',
    'answer of other to Hello in run 2',
  ])
})

test('rejects deliveries while the webhooks of the class do not have its store', async () => {
  const response = await fetch(worker.urlOf('forgetful'), { method: 'POST', body: '{"test":true}' })
  expect(response.status).toBe(500)
  expect(await response.text()).toContain('The webhooks of a BotObject need its store: createWebhooks({ secret, outbox')
})

interface Entry {
  accepted: unknown
}
