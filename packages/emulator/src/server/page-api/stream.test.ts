import { afterEach, beforeEach, expect, it } from 'vitest'
import { channelIds, templateIds } from '../../account/entities/default-seed.ts'
import { createChatIndex } from './chat-index.ts'
import { createStream } from './stream.ts'
import { listenWithPage, type Listening } from './test-page.ts'

let page: Listening
const lines: AbortController[] = []
beforeEach(async () => void (page = await listenWithPage()))
afterEach(async () => {
  for (const line of lines.splice(0)) line.abort()
  await page.close()
})

interface Heard {
  id: string
  event?: string
  data?: never
}

/** Listens like a browser. Returns a list that collects the received events. */
async function listen(last?: string): Promise<Heard[]> {
  const line = new AbortController()
  lines.push(line)
  const headers: Record<string, string> = last === undefined ? {} : { 'last-event-id': last }
  const answer = await fetch(`${page.server.url}/_emulator/stream`, { headers, signal: line.signal })
  expect(answer.headers.get('content-type')).toBe('text/event-stream')
  const heard: Heard[] = []
  async function read(): Promise<void> {
    let rest = ''
    for await (const text of answer.body!.pipeThrough(new TextDecoderStream())) {
      const blocks = (rest + text).split('\n\n')
      rest = blocks.pop()!
      for (const block of blocks) {
        const fields = Object.fromEntries(block.split('\n').map((field) => field.split(/: (.*)/s)))
        heard.push({ id: fields.id, event: fields.event, data: fields.data && JSON.parse(fields.data) } as Heard)
      }
    }
  }
  read().catch(() => {})
  await expect.poll(() => heard.length).toBeGreaterThan(0)
  return heard
}

const events = (heard: Heard[], name: string): never[] =>
  heard.flatMap(({ event, data }) => (event === name ? [data!] : []))

it('the stream reports every kind of change', async () => {
  const heard = await listen()
  const { simulate, faults, clock, keys } = page.emulator
  simulate.customer.send({ text: 'Hi' })
  simulate.channel.setState(channelIds.vk, 'blocked')
  simulate.template.setStatus(templateIds.greeting, 'PAUSED')
  faults.calls.next('response lost')
  faults.deliveries.next('lost')
  clock.advance(60_000)
  await page.ask('GET', '/v3/users', { headers: { authorization: `Bearer ${keys.apiKey}` } }).catch(() => {})
  await page.act('subscription.set', { webhooksUri: 'http://127.0.0.1:9/' })
  await expect.poll(() => events(heard, 'subscription')).toMatchObject([{ webhooksUri: 'http://127.0.0.1:9/' }])
  expect(events(heard, 'message')).toMatchObject([
    { message: { text: 'Hi', from: 'customer' }, chat: { name: 'Dora' } },
  ])
  expect(events(heard, 'channel')).toMatchObject([{ transport: 'vk', state: 'blocked' }])
  expect(events(heard, 'template')).toMatchObject([{ templateGuid: templateIds.greeting, status: 'PAUSED' }])
  expect(events(heard, 'faults').at(-1)).toMatchObject({
    calls: { active: [], struck: 1 },
    deliveries: { active: [{ kinds: ['lost'] }] },
  })
  expect(events(heard, 'clock')).toMatchObject([{ now: expect.any(Number) }])
  expect(events(heard, 'log').at(-1)).toMatchObject({ about: 'users.list', status: null, fault: 'response lost' })
})

it('the stream reports each step of a delivery, and statuses', async () => {
  const heard = await listen()
  const { chatId } = page.emulator.simulate.customer.send()
  const { messageId } = page.emulator.simulate.operator.send({ from: 'crm', chatId })
  page.emulator.simulate.message.markRead(messageId)
  page.emulator.state.subscriptions.api.webhooksUri = 'http://127.0.0.1:9/'
  await page.emulator.deliver({ messages: [] })
  await expect
    .poll(() => events(heard, 'log').at(-1))
    .toMatchObject({ kind: 'delivery', status: null, about: 'messages' })
  expect(events(heard, 'message').at(-1)).toMatchObject({ message: { messageId, status: 'read' }, chat: { unread: 0 } })
})

it('the stream reports an accepted send for which no webhook is posted', async () => {
  const { emulator } = page
  const heard = await listen()
  emulator.state.settings.blockedChannels = 'accept'
  emulator.simulate.channel.setState(channelIds.whatsapp, 'blocked')
  await page.ask('POST', '/v3/message', {
    headers: { authorization: `Bearer ${emulator.keys.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79000000301', text: 'Hm' }),
  })
  await expect.poll(() => events(heard, 'message')).toMatchObject([{ message: { text: 'Hm', status: 'sent' } }])
})

it('the stream asks a page to load a snapshot only if the page missed a change', async () => {
  const first = await listen()
  page.emulator.clock.advance(1)
  await expect.poll(() => events(first, 'clock')).toHaveLength(1)
  const { id } = first.at(-1)!
  expect(events(await listen(id), 'reset')).toEqual([])
  page.emulator.clock.advance(1)
  await expect.poll(() => events(first, 'clock')).toHaveLength(2)
  expect(events(await listen(id), 'reset')).toEqual([{ why: 'missed' }])
  expect(events(await listen('another-life-1'), 'reset')).toEqual([{ why: 'missed' }])
})

it('the stream reports a reset', async () => {
  const heard = await listen()
  page.emulator.simulate.customer.send()
  await page.act('reset')
  await expect.poll(() => events(heard, 'reset')).toEqual([{ why: 'reset' }])
  expect((await page.ask('GET', '/_emulator/state')).json).toMatchObject({ chats: [] })
})

it('the stream ends when the emulator stops listening', async () => {
  await listen()
  const own = page
  page = await listenWithPage()
  await expect(own.close()).resolves.toBeUndefined()
})

it('the stream disconnects a page that does not read, instead of buffering without limit', async () => {
  const { emulator } = page
  const stream = createStream(emulator, createChatIndex(emulator))
  const slow = stream.open().getReader()
  const quick = stream.open().getReader()
  await quick.read()
  const text = 'x'.repeat(20_000)
  // Each round sends four megabytes and ends after they were read, without a time limit.
  for (let round = 0; round < 4; round += 1) {
    for (let count = 0; count < 200; count += 1) emulator.simulate.customer.send({ text })
    const { value } = await quick.read()
    expect(value?.byteLength).toBeGreaterThan(200 * text.length)
  }
  await expect(slow.read()).rejects.toThrow('reads too slowly')
  stream.close()
})
