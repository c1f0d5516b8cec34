import { createWazzup, createWebhooks } from '@wazzup-kit/core'
import { createMemoryStore, createOutbox, giveUp, listEntries } from '@wazzup-kit/core/store'
import { handler } from '@wazzup-kit/edge'
import { createEmulator, type Emulator } from '@wazzup-kit/emulator'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createStage, message, onTelegram } from './start-outbox.ts'

const stage = createStage()
const { start } = stage
afterEach(stage.stopAll)

const minute = 60_000
const { text: _, ...chat } = message
const offer = { ...chat, file: 'offers/17.pdf' }

/** Returns a function that makes links of five minutes, each another one. */
function createLinks(emulator: () => Emulator) {
  let count = 0
  return (file: string) =>
    `https://files.example/${file}?until=${emulator().clock.now() + 5 * minute}&key=s3cret${++count}`
}

function startWithLinks() {
  const links = createLinks(() => started.emulator)
  const linkTo = vi.fn<(file: string) => string | Promise<string>>(async (file) => links(file))
  const started = start({ linkTo })
  return { ...started, linkTo }
}

/** Starts a bot. `pass` moves the clock, and lets everything that is due happen. */
async function startBot(linkTo?: (file: string) => string) {
  const emulator: Emulator = createEmulator({ webhookFetch: (url, init) => receive(new Request(url, init)) })
  const store = createMemoryStore({ clock: emulator.clock }).forAccount('main')
  const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
  const outbox = createOutbox({ wazzup, store, linkTo })
  const errors: unknown[] = []
  const webhooks = createWebhooks({ secret: 'test', outbox, onError: (error) => errors.push(error) })
  const receive = handler(webhooks)
  await wazzup.subscription.ensure({ url: 'https://bot.example/wazzup', secret: 'test' })
  async function pass(milliseconds: number): Promise<void> {
    emulator.clock.advance(milliseconds)
    for (let turn = 0; turn < 3; turn++) {
      await emulator.settled()
      await webhooks.drain({ deadline: 5_000 })
    }
  }
  return { emulator, outbox, webhooks, errors, pass }
}

function timeLeft({ ledger, clock }: Emulator): number {
  return Number(new URL(ledger.at(-1)!.contentUri!).searchParams.get('until')) - clock.now()
}

describe('a file of the app', () => {
  test('leaves as a link that is made when the message leaves', async () => {
    const { emulator, outbox, linkTo } = startWithLinks()
    await outbox.send(offer, { id: 'one', notBefore: emulator.clock.now() + 60 * minute })
    expect(linkTo).not.toHaveBeenCalled()
    emulator.clock.advance(60 * minute)
    await outbox.drain({ deadline: 5_000 })
    expect(linkTo.mock.calls).toEqual([['offers/17.pdf']])
    expect(emulator.ledger).toMatchObject([
      { contentUri: expect.stringContaining('https://files.example/offers/17.pdf') },
    ])
    expect(timeLeft(emulator)).toBeGreaterThan(4 * minute)
  })

  test('gets another link after its channel was paused', async () => {
    const { emulator, outbox, linkTo } = startWithLinks()
    emulator.faults.calls.respondWith('CHANNEL_NO_MONEY', { route: 'messages.send' })
    await outbox.send(offer, { id: 'one' })
    await outbox.drain({ deadline: 5_000 })
    expect(emulator.ledger).toHaveLength(0)
    emulator.clock.advance(60 * minute)
    await outbox.drain({ deadline: 5_000 })
    await outbox.drain({ deadline: 5_000 })
    expect(linkTo).toHaveBeenCalledTimes(2)
    expect(timeLeft(emulator)).toBeGreaterThan(4 * minute)
  })

  test('gets another link for a repeat under the same id', async () => {
    const { emulator, outbox, linkTo } = startWithLinks()
    emulator.faults.calls.next('response lost', { route: 'messages.send' })
    await outbox.send(offer, { id: 'one' })
    outbox.start()
    await outbox.track('one', { until: ['accepted'] })
    expect(linkTo).toHaveBeenCalledTimes(2)
    expect(emulator.ledger).toHaveLength(1)
  })

  test('is rejected at once without linkTo, with the fix', async () => {
    const { outbox } = start()
    await expect(outbox.send(offer, { id: 'one' })).rejects.toThrow(
      'file needs the option "linkTo" of the outbox: create',
    )
    await expect(outbox.sendInOrder([message, offer], { id: 'one' })).rejects.toThrow('linkTo')
    await expect(outbox.send({ routes: [message, offer] }, { id: 'one' })).rejects.toThrow('routes[1].file needs')
    expect(await outbox.get('one')).toBeUndefined()
  })

  test.each<[object, string]>([
    [{ ...offer, contentUri: 'https://example.com/' }, 'file must be left out beside "contentUri"'],
    [{ ...offer, text: 'Our offer' }, 'either text or contentUri, not both'],
    [{ ...offer, file: ' ' }, 'file must be a text that names the file'],
    [{ ...offer, file: 17 }, 'file must be a text that names the file'],
  ])('is rejected when it is %j', async (input, text) => {
    const { outbox } = startWithLinks()
    await expect(outbox.send(input as typeof offer, { id: 'one' })).rejects.toThrow(text)
  })

  test('names the message: another file with the same id is rejected, another link is not', async () => {
    const { outbox } = startWithLinks()
    await outbox.send(offer, { id: 'one' })
    await outbox.drain({ deadline: 5_000 })
    expect(await outbox.send(offer, { id: 'one' })).toMatchObject({ state: 'accepted' })
    await expect(outbox.send({ ...offer, file: 'other.pdf' }, { id: 'one' })).rejects.toThrow('names another message')
  })

  test('a field that is undefined is no file', async () => {
    const { emulator, outbox } = start()
    await outbox.send({ ...message, file: undefined }, { id: 'one' })
    await outbox.drain({ deadline: 5_000 })
    expect(emulator.ledger).toHaveLength(1)
  })
})

describe('a link that cannot be made', () => {
  test.each<[string, () => string | Promise<string>, string]>([
    ['it throws', () => Promise.reject(new Error('the vault is down')), '"linkTo" has failed'],
    ['it returns nothing', () => undefined as unknown as string, '"linkTo" did not return an absolute http(s) address'],
    ['it returns a path', () => '/files/17?key=s3cret', '"linkTo" did not return an absolute http(s) address'],
  ])('lets the message wait when %s, and is reported', async (_name, fail, text) => {
    const { emulator, outbox, linkTo, errors, news } = startWithLinks()
    linkTo.mockImplementationOnce(fail)
    await outbox.send(offer, { id: 'one' })
    await outbox.drain({ deadline: 5_000 })
    expect(await outbox.get('one')).toMatchObject({ state: 'queued' })
    expect(String(errors)).toContain(text)
    expect(String(errors)).not.toContain('s3cret')
    emulator.clock.advance(5_000)
    await outbox.drain({ deadline: 5_000 })
    expect(emulator.ledger).toHaveLength(1)
    expect(news.map(([event]) => event)).toEqual(['accepted'])
    expect(errors).toHaveLength(1)
  })

  test('lets the message expire when it is never made', async () => {
    const { emulator, outbox, linkTo, news } = startWithLinks()
    linkTo.mockRejectedValue(new Error('the vault is down'))
    await outbox.send(offer, { id: 'one', expiresIn: 10 * minute })
    for (let passed = 0; passed < 12; passed++) {
      await outbox.drain({ deadline: 5_000 })
      emulator.clock.advance(minute)
    }
    await outbox.drain({ deadline: 5_000 })
    expect(news).toEqual([['expired', 'one']])
    expect(emulator.requests.filter(({ route }) => route === 'messages.send')).toHaveLength(0)
  })

  test('rejects the message after giveUp, and uses its next route', async () => {
    const { emulator, outbox, linkTo, errors, news } = startWithLinks()
    linkTo.mockRejectedValue(giveUp('the offer was deleted'))
    await outbox.send(offer, { id: 'one' })
    await outbox.send({ routes: [offer, onTelegram] }, { id: 'two' })
    await outbox.drain({ deadline: 5_000 })
    emulator.clock.advance(5_000)
    await outbox.drain({ deadline: 5_000 })
    expect(await outbox.get('one')).toMatchObject({ state: 'rejected', code: 'FILE_GIVEN_UP' })
    expect(news).toContainEqual(['rejected', 'one'])
    expect(emulator.ledger).toMatchObject([{ chatType: 'telegram' }])
    expect(String(errors)).toContain('the offer was deleted')
  })

  test('does not repeat a send that may have arrived, and leaves it unknown', async () => {
    const { emulator, outbox, linkTo, news } = startWithLinks()
    emulator.faults.calls.next('response lost', { route: 'messages.send' })
    linkTo.mockImplementationOnce(async () => 'https://files.example/17').mockRejectedValue(new Error('down'))
    await outbox.send(offer, { id: 'one' })
    await outbox.drain({ deadline: 10_000 })
    expect(await outbox.get('one')).toMatchObject({ state: 'unknown' })
    emulator.clock.advance(6 * minute)
    await outbox.drain({ deadline: 5_000 })
    expect(news).toEqual([['unknown', 'one']])
    expect(emulator.ledger).toHaveLength(1)
  })
})

describe('the link', () => {
  test('is in nothing that is stored, reported or told', async () => {
    const { emulator, outbox, store, errors } = startWithLinks()
    const told: unknown[] = []
    outbox.on(['accepted', 'rejected'], (entry, context) => void told.push(entry, context.event), { name: 'all' })
    emulator.faults.calls.respondWith('MESSAGE_DOWNLOAD_CONTENT_ERROR', { route: 'messages.send', times: 5 })
    await outbox.send({ routes: [offer, { ...onTelegram }] }, { id: 'one' })
    for (let tries = 0; tries < 6; tries++) {
      await outbox.drain({ deadline: 5_000 })
      const stored = [
        await listEntries(store),
        ...(await store.driver.listRecords('main', { prefix: '', limit: 1_000 })),
        ...(await store.driver.listEvents('main', { state: 'waiting', limit: 1_000 })),
      ]
      if (tries === 0) expect(JSON.stringify(stored)).toContain('offers/17.pdf')
      expect(JSON.stringify([stored, errors, told])).not.toContain('files.example')
      emulator.clock.advance(minute)
    }
    expect(emulator.requests.some(({ body }) => JSON.stringify(body).includes('files.example'))).toBe(true)
  })
})

describe('messages in order', () => {
  test('the caption leaves when the file has arrived, and does not leave when it failed', async () => {
    const { emulator, outbox, pass } = await startBot((name) => `https://files.example/${name}`)
    await outbox.sendInOrder([offer, message], { id: 'one' })
    await pass(0)
    const file = { contentUri: 'https://files.example/offers/17.pdf' }
    expect(emulator.ledger).toMatchObject([file, { text: message.text }])

    emulator.simulate.message.failNext('TOO_BIG_CONTENT')
    await outbox.sendInOrder([offer, message], { id: 'two' })
    for (let passed = 0; passed < 10; passed++) await pass(30_000)
    expect(emulator.ledger.slice(2)).toMatchObject([file])
    expect(await outbox.get('two/2')).toMatchObject({ state: 'cancelled', code: 'EARLIER_MESSAGE_FAILED' })
  })
})

describe('a reply', () => {
  test('can be a file', async () => {
    const { emulator, webhooks, pass } = await startBot((file) => `https://files.example/${file}`)
    webhooks.on('message', (_message, { reply }) => reply({ file: 'prices.pdf' }))
    emulator.simulate.customer.send({ text: 'Prices?' })
    await pass(0)
    expect(emulator.ledger).toMatchObject([{ contentUri: 'https://files.example/prices.pdf' }])
  })

  test('with a file fails its handler without linkTo', async () => {
    const { emulator, webhooks, errors, pass } = await startBot()
    webhooks.on('message', (_message, { reply }) => reply({ file: 'prices.pdf' }))
    emulator.simulate.customer.send({ text: 'Prices?' })
    await pass(0)
    expect(String(errors)).toContain('file needs the option "linkTo"')
    expect(emulator.ledger).toHaveLength(0)
  })
})
