import { expect, test } from 'vitest'
import { createFakeOutbox, createInboxBench, deliver } from '../../../test/inbox-bench.ts'
import { createWazzup } from '../../index.ts'
import { createOutbox, type Outbox } from '../../store.ts'

const chat = { channelId: '7d3c1f8a-5d2b-4a53-8f0e-1c2d3e4f5a6b', chatType: 'whatsapp', chatId: '79011112233' } as const

/** Creates the client of a new process, which remembers no sends. */
function createClientOfProcess() {
  const fetch = async () => Response.json({ messageId: 'm1' }, { status: 201 })
  return createWazzup({ apiKey: 'key', fetch })
}

test.each([
  ['an edit', 'messageEdited', { status: 'sent' }, 'messageEdited'],
  ['a deletion', 'messageDeleted', { status: 'sent' }, 'messageDeleted'],
  ['an item that looks like a message of a customer', 'message', { isEcho: false, status: null }, 'echo'],
] as const)('%s of a message that the outbox sent before a restart is ours', async (_, sent, fields, kind) => {
  const { account, open, settle } = createInboxBench()
  const before = createOutbox({ wazzup: createClientOfProcess(), store: account })
  await before.send({ ...chat, text: 'Hello' }, { id: 'order:1' })
  await before.drain({ deadline: 1_000 })
  const seen: unknown[] = []
  const webhooks = open({ outbox: createOutbox({ wazzup: createClientOfProcess(), store: account }) }).on(
    ['message', 'echo', 'messageEdited', 'messageDeleted'],
    (event) => void seen.push([event.kind, event.author.is, event.author.entry]),
  )
  await deliver(webhooks, sent, { ...fields, messageId: 'm1' })
  await settle(webhooks)
  expect(seen).toEqual([[kind, 'api', 'order:1']])
})

test.each([
  ['status', 'sent'],
  ['status', 'undelivered'],
  ['echo', 'sent'],
] as const)(
  'a send of the outbox has failed when a webhook %s has the status %s and an error',
  async (kind, status) => {
    const { account, open, settle } = createInboxBench()
    const outbox = createOutbox({ wazzup: createClientOfProcess(), store: account })
    await outbox.send({ ...chat, text: 'Hello' }, { id: 'order:1' })
    await outbox.drain({ deadline: 1_000 })
    const webhooks = open({ outbox })
    await deliver(webhooks, kind, { messageId: 'm1', status, error: { error: 'BAD_CONTACT' } })
    await settle(webhooks)
    expect(await outbox.get('order:1')).toMatchObject({ state: 'failed', code: 'BAD_CONTACT' })
  },
)

test.each(['echo', 'messageEdited', 'messageDeleted'] as const)(
  'the status inside of an item %s of an outgoing message is an event of its own, once',
  async (kind) => {
    const { open, settle } = createInboxBench()
    const seen: unknown[] = []
    const webhooks = open().on('status', ({ messageId, status }) => void seen.push([messageId, status]))
    await deliver(webhooks, kind, { messageId: 'm1', isEcho: true, status: 'read' })
    await deliver(webhooks, 'status', { messageId: 'm1', status: 'read' })
    await settle(webhooks)
    expect(seen).toEqual([['m1', 'read']])
    // What a customer edits or deletes has no progress.
    await deliver(webhooks, 'messageDeleted', { messageId: 'm2', isEcho: false, status: 'inbound' })
    await settle(webhooks)
    expect(seen).toHaveLength(1)
  },
)

test('echoes of a chat that wait are read for an unknown send, however many wait in a chat whose id begins with its id', async () => {
  const { account, open } = createInboxBench()
  const observed: string[] = []
  const { outbox } = createFakeOutbox(account, async (event) => {
    if (event.kind === 'echo') observed.push(event.messageId)
    return {}
  })
  let read: Parameters<Outbox['link']['readWaiting']>[0] | undefined
  outbox.link.readWaiting = (given) => void (read = given)
  const webhooks = open({ outbox })
  const items = Array.from({ length: 1_100 }, (_, index) => ({ messageId: `of 123: ${index}`, chatId: '123' }))
  for (const { messageId, chatId } of items) await deliver(webhooks, 'message', { messageId, chatId })
  await deliver(webhooks, 'echo', { messageId: 'of 12', chatId: '12' })
  observed.length = 0
  const [echo] = await account.driver.find('main', ['echo:of 12'])
  await read!(echo!.lane)
  expect(observed).toEqual(['of 12'])
})
