import { describe, expect, test } from 'vitest'
import { createFakeOutbox, createInboxBench, deliver, start } from '../../../test/inbox-bench.ts'
import { createWazzup, createWebhooks, type ReceiverOptions } from '../../index.ts'
import { createMemoryStore, type SendLink } from '../../store.ts'

const chat = { channelId: '7d3c1f8a-5d2b-4a53-8f0e-1c2d3e4f5a6b', chatType: 'whatsapp', chatId: '79011112233' }
const minute = 60_000

function open(options: Partial<ReceiverOptions> = {}, observe?: SendLink['observe']) {
  const bench = createInboxBench()
  const { outbox } = createFakeOutbox(bench.account, observe)
  const seen: string[] = []
  const webhooks = bench
    .open({ outbox, ...options })
    .on('message', ({ text }) => void seen.push(`bot ${text}`), { name: 'bot', whilePaused: 'skip' })
    .on('message', ({ text }) => void seen.push(`archive ${text}`), { name: 'archive' })
  const write = async (text: string, fields: object = {}) => {
    await deliver(webhooks, 'message', { text, ...fields })
    await bench.settle(webhooks)
  }
  return { ...bench, webhooks, seen, write }
}

describe('a paused chat', () => {
  test('skips handlers that ask for it, for as long as the pause lasts', async () => {
    const { webhooks, seen, write, clock } = open()
    await webhooks.chat(chat).pause(minute)
    await write('a')
    await write('b', { chatId: '1' })
    clock.advance(minute)
    await write('c')
    expect(seen).toEqual(['archive a', 'bot b', 'archive b', 'bot c', 'archive c'])
  })

  test('stays paused until the latest end, and ends at resume', async () => {
    const { webhooks, clock } = open()
    const paused = webhooks.chat(chat)
    await paused.pause(10 * minute)
    await paused.pause(minute)
    clock.advance(5 * minute)
    expect(await paused.isPaused()).toBe(true)
    await paused.resume()
    expect(await paused.isPaused()).toBe(false)
  })

  test('can be paused by a handler of its message', async () => {
    const { webhooks, seen, write } = open()
    webhooks.on('message', (_, context) => context.chat.pause(minute), { name: 'pause' })
    await write('a')
    await write('b')
    expect(seen).toEqual(['bot a', 'archive a', 'archive b'])
  })
})

describe('takeover', () => {
  const takeover = { pause: 30 * minute, resumeCommand: '/bot' }
  const operator = { authorName: 'Olga', authorId: 'user-1', text: 'Good day' }
  const phone = { authorName: null, text: 'Good day' }
  const api = { authorName: 'Admin', text: 'Good day' }

  test.each([
    ['an operator', operator, true],
    ['an employee on the phone', phone, true],
    ['the API', api, false],
  ])('after a message of %s the chat is paused: %s %s', async (_, fields, isPaused) => {
    const { webhooks, settle, clock } = open({ takeover })
    await deliver(webhooks, 'echo', fields)
    await settle(webhooks)
    expect(await webhooks.chat(chat).isPaused()).toBe(isPaused)
    clock.advance(30 * minute)
    expect(await webhooks.chat(chat).isPaused()).toBe(false)
  })

  test('pauses right after the response, before a worker handles the echo', async () => {
    const { webhooks } = open({ takeover })
    await deliver(webhooks, 'echo', operator)
    await expect.poll(() => webhooks.chat(chat).isPaused()).toBe(true)
  })

  test('ends at the command of an employee', async () => {
    const { webhooks, settle } = open({ takeover })
    await deliver(webhooks, 'echo', operator)
    await deliver(webhooks, 'echo', { ...operator, text: ' /bot ' })
    await settle(webhooks)
    expect(await webhooks.chat(chat).isPaused()).toBe(false)
  })

  test.each(['/BOT', '/Bot\n'])('ends at the command in any case: %j', async (text) => {
    const { webhooks, settle } = open({ takeover })
    await deliver(webhooks, 'echo', operator)
    await deliver(webhooks, 'echo', { ...operator, text })
    await settle(webhooks)
    expect(await webhooks.chat(chat).isPaused()).toBe(false)
  })

  test('is not ended by an earlier command that comes after a later message', async () => {
    const { webhooks, settle, clock } = open({ takeover })
    const at = (milliseconds: number) => ({ dateTime: new Date(clock.now() + milliseconds).toISOString() })
    await deliver(webhooks, 'echo', { ...operator, ...at(-1_000) })
    await deliver(webhooks, 'echo', { ...operator, text: '/bot', ...at(-20_000) })
    await settle(webhooks)
    expect(await webhooks.chat(chat).isPaused()).toBe(true)
    // Nor does it begin again by a message from before the command.
    await deliver(webhooks, 'echo', { ...operator, text: '/bot', ...at(0) })
    await deliver(webhooks, 'echo', { ...operator, ...at(-10_000) })
    await settle(webhooks)
    expect(await webhooks.chat(chat).isPaused()).toBe(false)
  })

  test('is ended by a command that comes after the clock was set back', async () => {
    const { webhooks, settle, clock } = open({ takeover })
    await deliver(webhooks, 'echo', operator)
    await settle(webhooks)
    clock.advance(-24 * 60 * minute)
    await deliver(webhooks, 'echo', { ...operator, text: '/bot' })
    await settle(webhooks)
    expect(await webhooks.chat(chat).isPaused()).toBe(false)
  })

  test('is not ended by an earlier command that is handled again after a later message', async () => {
    const { webhooks, settle, clock, advance } = open({ takeover })
    let isBroken = true
    const paused: boolean[] = []
    webhooks.on('echo', async (_, { chat: ofEcho }) => {
      if (isBroken) throw new Error('broken')
      paused.push(await ofEcho.isPaused())
    })
    await deliver(webhooks, 'echo', { ...operator, text: '/bot' })
    await settle(webhooks)
    clock.advance(100)
    await deliver(webhooks, 'echo', { ...operator, dateTime: new Date(start + 100).toISOString() })
    await expect.poll(() => webhooks.chat(chat).isPaused()).toBe(true)
    isBroken = false
    await advance(webhooks, 5_000)
    expect(paused).toEqual([true, true])
  })

  test('does not pause for a message that was written long ago', async () => {
    const { webhooks, settle } = open({ takeover })
    await deliver(webhooks, 'echo', { ...operator, dateTime: '2026-01-14T00:00:00Z' })
    await settle(webhooks)
    expect(await webhooks.chat(chat).isPaused()).toBe(false)
  })

  test('does not pause for a message of an entry of the outbox, whatever author Wazzup names', async () => {
    const authors: unknown[] = []
    const { webhooks, settle } = open({ takeover }, async () => ({ entry: 'order:1' }))
    webhooks.on('echo', ({ author }) => void authors.push(author))
    await deliver(webhooks, 'echo', operator)
    await settle(webhooks)
    expect(authors).toMatchObject([
      { is: 'api', entry: 'order:1', evidence: expect.arrayContaining(['the outbox sent it']) },
    ])
    expect(await webhooks.chat(chat).isPaused()).toBe(false)
  })

  test('pauses for a message of an employee with the text of a send that is on its way', async () => {
    const responses: ((response: Response) => void)[] = []
    const fetch = () => new Promise<Response>((resolve) => void responses.push(resolve))
    const wazzup = createWazzup({ apiKey: 'key', fetch })
    const { webhooks, settle } = open({ takeover, wazzup })
    const authors: string[] = []
    webhooks.on('echo', ({ author }) => void authors.push(author.is))
    const sent = wazzup.messages.send({ ...chat, chatType: 'whatsapp', text: operator.text })
    await expect.poll(() => responses.length).toBe(1)
    await deliver(webhooks, 'echo', operator)
    await settle(webhooks)
    expect(authors).toEqual(['operator'])
    expect(await webhooks.chat(chat).isPaused()).toBe(true)
    responses[0]!(Response.json({ messageId: 'm2' }, { status: 201 }))
    await sent
  })

  test('waits while the author of an echo is not known, and the wait is no failed run', async () => {
    let holdUntil: number | undefined = start + 55_000
    const { webhooks, settle, clock, account } = open({ takeover }, async () => ({ holdUntil }))
    const attempts: number[] = []
    webhooks.on('echo', (_, { attempt }) => void attempts.push(attempt))
    await deliver(webhooks, 'echo', { ...operator, messageId: 'm1' })
    await settle(webhooks)
    expect(attempts).toEqual([])
    expect(await webhooks.chat(chat).isPaused()).toBe(false)
    const [echo] = await account.driver.find('main', ['echo:m1'])
    expect([echo!.state, echo!.due, echo!.attempts]).toEqual(['waiting', start + 500, 0])
    clock.advance(500)
    holdUntil = undefined
    await settle(webhooks)
    expect(attempts).toEqual([1])
    expect(await webhooks.chat(chat).isPaused()).toBe(true)
  })
})

test('a pause without a finite end is rejected, and so are misspelt options of the inbox', async () => {
  const store = createMemoryStore().forAccount('main')
  const create = (options: object) => () => createWebhooks({ secret: false, store, ...options })
  expect(create({ takeover: { pause: Infinity } })).toThrow('takeover.pause must be a finite number above 0')
  expect(create({ takeover: { pauze: 5 } })).toThrow('takeover.pause must be')
  expect(create({ remember: Infinity })).toThrow('remember must be a finite number above 0')
  expect(create({ caps: null })).toThrow('caps must be an object')
  expect(create({ caps: { lane: 5 } })).toThrow('caps.lane is not one of lanes, bytes')
  const chat = create({})().chat({ channelId: 'c', chatType: 'whatsapp', chatId: '1' })
  for (const milliseconds of [Infinity, Number.NaN, '5' as never]) {
    await expect(chat.pause(milliseconds)).rejects.toThrow('chat.pause: milliseconds must be')
  }
})
