import { describe, expect, test } from 'vitest'
import { createFakeOutbox, createInboxBench, deliver } from '../../../test/inbox-bench.ts'
import type { Context, Reply } from '../../index.ts'

type Handle = (context: Context<'message'>) => unknown

function open(handle: Handle) {
  const bench = createInboxBench()
  const { outbox, stored } = createFakeOutbox(bench.account)
  const webhooks = bench.open({ outbox }).on('message', (_, context) => handle(context))
  return { ...bench, webhooks, stored }
}

describe('reply', () => {
  test('resolves at once, and is stored with the success of the handler', async () => {
    const replies: Reply[] = []
    const before: unknown[] = []
    const { webhooks, settle, stored } = open(async ({ reply }) => {
      replies.push(
        await reply({ text: 'Hello' }),
        await reply({ text: 'Hello' }, { expiresIn: 5_000, evenIfPaused: true }),
      )
      before.push(...(await stored()))
    })
    await deliver(webhooks, 'message', { messageId: 'm1' })
    await settle(webhooks)
    expect(before).toEqual([])
    expect(replies).toEqual([
      { id: 'message:m1/message/1', state: 'queued', messageId: null },
      { id: 'message:m1/message/2', state: 'queued', messageId: null },
    ])
    expect(await stored()).toMatchObject([
      {
        id: 'message:m1/message/1',
        chat: { chatType: 'whatsapp', chatId: '79011112233' },
        content: { text: 'Hello', clearUnanswered: false },
        expiresIn: 3_600_000,
        whilePaused: 'drop',
      },
      { id: 'message:m1/message/2', expiresIn: 5_000, whilePaused: 'send' },
    ])
  })

  test('of a run that failed is dropped, and the customer gets the answer of one run', async () => {
    const { webhooks, settle, advance, stored } = open(async ({ reply, attempt }) => {
      await reply({ text: `run ${attempt}` })
      if (attempt < 3) throw new Error('broken')
    })
    await deliver(webhooks, 'message')
    await settle(webhooks)
    expect(await stored()).toEqual([])
    await advance(webhooks, 10_000)
    expect(await stored()).toMatchObject([{ content: { text: 'run 3' } }])
  })

  test('of a handler that succeeded is stored although another handler failed, and only once', async () => {
    const { open: openReceiver, settle, advance, account } = createInboxBench()
    const { outbox, stored } = createFakeOutbox(account)
    const webhooks = openReceiver({ outbox })
      .on('message', (_, { reply }) => reply({ text: 'Hello' }), { name: 'greet' })
      .on(
        'message',
        async (_, { reply, attempt }) => {
          await reply({ text: 'later' })
          if (attempt === 1) throw new Error('broken')
        },
        { name: 'crm' },
      )
    await deliver(webhooks, 'message')
    await settle(webhooks)
    expect((await stored()).map(({ content }) => content)).toMatchObject([{ text: 'Hello' }])
    await advance(webhooks, 2_000)
    expect((await stored()).map(({ content }) => content)).toMatchObject([{ text: 'Hello' }, { text: 'later' }])
  })

  test('to a message that is older than an hour resolves as expired, and is reported once', async () => {
    const states: string[] = []
    const { webhooks, settle, clock, stored, reported } = open(async ({ reply }) => {
      states.push((await reply({ text: 'a' })).state, (await reply({ text: 'b' })).state)
      states.push((await reply({ text: 'c' }, { maxAge: 7_200_000 })).state)
    })
    await deliver(webhooks, 'message')
    clock.advance(3_600_001)
    await settle(webhooks)
    expect(states).toEqual(['expired', 'expired', 'queued'])
    expect(await stored()).toMatchObject([{ content: { text: 'c' } }])
    expect(reported).toMatchObject([{ kind: 'message', message: 'the message is too old, so the reply is not sent' }])
  })

  test('that is not valid fails its handler', async () => {
    const { webhooks, settle, reported, stored } = open(({ reply }) => reply({ text: '' }))
    await deliver(webhooks, 'message')
    await settle(webhooks)
    expect(reported).toMatchObject([{ message: 'the text is empty', run: { handler: 'message', attempt: 1 } }])
    expect(await stored()).toEqual([])
  })

  test('after the handler has ended sends nothing, and is reported', async () => {
    const late: Handle[] = []
    const { webhooks, settle, stored, reported } = open(
      (context) => void late.push(() => context.reply({ text: 'late' })),
    )
    await deliver(webhooks, 'message')
    await settle(webhooks)
    late[0]!({} as never)
    await expect.poll(() => reported.length).toBe(1)
    expect(reported).toMatchObject([{ message: expect.stringContaining('after its handler had ended') }])
    expect(await stored()).toEqual([])
  })

  test('is stored again when another process changed one of its records', async () => {
    const { open: openReceiver, settle, account } = createInboxBench()
    const { outbox, stored } = createFakeOutbox(account)
    const { link } = outbox
    let tries = 0
    const prepareReply: typeof link.prepareReply = async (reply) => {
      const [record] = await account.driver.read('main', ['counter'])
      if (tries++ === 0) {
        await account.driver.commit('main', { write: [{ key: 'counter', value: 1, version: undefined }] })
      }
      const step = await link.prepareReply(reply)
      return { ...step, write: [{ key: 'counter', value: 2, version: record?.version }] }
    }
    const webhooks = openReceiver({ outbox: { ...outbox, link: { ...link, prepareReply } } })
    let runs = 0
    webhooks.on('message', (_, { reply }) => {
      runs++
      return reply({ text: 'Hello' })
    })
    await deliver(webhooks, 'message')
    await settle(webhooks)
    expect([await stored(), runs, tries]).toMatchObject([[{ content: { text: 'Hello' } }], 1, 2])
  })

  test('without an outbox rejects', async () => {
    const { open: openReceiver, settle, reported } = createInboxBench()
    const webhooks = openReceiver().on('message', (_, { reply }) => reply({ text: 'Hello' }))
    await deliver(webhooks, 'message')
    await settle(webhooks)
    expect(reported).toMatchObject([{ message: expect.stringContaining('pass createWebhooks({ outbox }) to reply') }])
  })
})
