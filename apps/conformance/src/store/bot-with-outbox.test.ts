import { createWebhooks, type ReceiverOptions } from '@wazzup-kit/core'
import { chatIds, channelIds } from '@wazzup-kit/emulator'
import { createWazzup } from '@wazzup-kit/core'
import { createMemoryStore, createOutbox, type OutboxOptions } from '@wazzup-kit/core/store'
import { handler } from '@wazzup-kit/edge'
import { createEmulator } from '@wazzup-kit/emulator'
import { afterEach, describe, expect, test, vi } from 'vitest'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

/** Starts a bot whose events and replies are stored, over an emulated account. */
async function startBot(options: Partial<ReceiverOptions> = {}, outboxOptions: Partial<OutboxOptions> = {}) {
  let receive: (request: Request) => Promise<Response> = async () => new Response(null)
  const emulator = createEmulator({ webhookFetch: async (...request) => receive(new Request(...request)) })
  const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
  const store = createMemoryStore({ clock: emulator.clock }).forAccount('main')
  const outbox = createOutbox({ wazzup, store, ...outboxOptions })
  const errors: unknown[] = []
  const webhooks = createWebhooks({ secret: 'secret', outbox, onError: (error) => errors.push(error), ...options })
  receive = handler(webhooks) as typeof receive
  await wazzup.subscription.ensure({ url: 'https://bot.example.com/?key=secret' })
  stops.push(() => webhooks.stop(0))
  const write = (text: string) =>
    emulator.simulate.customer.send({ channelId: channelIds.whatsapp, chatId: chatIds.whatsapp, text })
  return { emulator, outbox, webhooks, errors, write }
}

describe('a bot with an outbox', () => {
  test('answers each message once, and knows its answers by their entries', async () => {
    const { emulator, outbox, webhooks, errors, write } = await startBot()
    const echoes: unknown[] = []
    webhooks.on('message', async ({ text }, { reply }) => {
      expect(await reply({ text: `You wrote: ${text}` })).toMatchObject({ state: 'queued', messageId: null })
    })
    webhooks.on('echo', ({ text, author }) => void echoes.push([text, author.is, author.entry]))
    webhooks.start()
    const { messageId } = write('Hello')
    const id = `message:${messageId}/message/1`
    await vi.waitFor(() => expect(echoes).toEqual([['You wrote: Hello', 'api', id]]))
    const { messageId: sent } = emulator.ledger[0]!
    await vi.waitFor(async () => expect(await outbox.get(id)).toMatchObject({ state: 'delivered', messageId: sent }))
    expect(errors).toEqual([])
  })

  test('gives handlers the client and the outbox', async () => {
    const { outbox, webhooks, errors, write } = await startBot()
    const seen: unknown[] = []
    webhooks.on('message', async (_, context) => {
      seen.push(context.wazzup === outbox.wazzup, context.outbox === outbox)
    })
    webhooks.start()
    write('Hello')
    await vi.waitFor(() => expect(seen).toEqual([true, true]))
    expect(errors).toEqual([])
  })

  test('that thinks while an operator takes over does not send its answer', async () => {
    const { emulator, outbox, webhooks, write } = await startBot({ takeover: { pause: 1_800_000 } })
    const thinking = Promise.withResolvers<void>()
    const thought = Promise.withResolvers<void>()
    webhooks.on('message', async (_, { reply }) => {
      thinking.resolve()
      await thought.promise
      await reply({ text: 'The answer of a model' })
    })
    webhooks.start()
    const { messageId } = write('Hello')
    await thinking.promise
    emulator.simulate.operator.send({
      channelId: channelIds.whatsapp,
      chatId: chatIds.whatsapp,
      text: 'I am here',
      from: 'wazzup',
    })
    await emulator.settled()
    thought.resolve()
    const entry = await vi.waitFor(async () => {
      const found = await outbox.get(`message:${messageId}/message/1`)
      expect(found?.state).toBe('cancelled')
      return found
    })
    expect(entry).toMatchObject({ code: 'CHAT_PAUSED' })
    expect(emulator.ledger).toHaveLength(0)
  })

  test('whose handler fails after its reply answers once, with the text of the run that succeeded', async () => {
    const { emulator, webhooks, write } = await startBot()
    webhooks.on('message', async (_, { reply, attempt }) => {
      await reply({ text: `answer of run ${attempt}` })
      if (attempt < 3) throw new Error('the CRM is down')
    })
    webhooks.start()
    write('Hello')
    await vi.waitFor(() => {
      emulator.clock.advance(1_000)
      expect(emulator.ledger.map(({ text }) => text)).toEqual(['answer of run 3'])
    })
  })

  test('settles a send by an echo that waits behind a message whose handler fails', async () => {
    const { emulator, outbox, webhooks, write } = await startBot({}, { repeat: 'never' })
    const reported: string[] = []
    outbox.on('unknown', ({ id }) => void reported.push(id))
    webhooks.on('message', () => {
      throw new Error('the CRM is down')
    })
    webhooks.start()
    write('Hello')
    await emulator.settled()
    // The echo comes before the response, so it is held, and then the response is lost.
    emulator.faults.calls.next('response lost', { route: 'messages.send' })
    emulator.faults.deliveries.next('early')
    const chat = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: chatIds.whatsapp } as const
    await outbox.send({ ...chat, text: 'Your order is ready.' }, { id: 'ready:17' })
    await outbox.track('ready:17', { until: ['unknown'] })
    emulator.clock.advance(300_000)
    await outbox.track('ready:17', { until: ['accepted'] })
    expect(await outbox.get('ready:17')).toMatchObject({ messageId: emulator.ledger[0]!.messageId })
    expect(reported).toEqual([])
  })
})
