import { deliveryErrors, transports, type DeliveryErrorCode } from '@wazzup-kit/core/schemas'
import { describe, expect, it } from 'vitest'
import { channelIds, chatIds, templateIds } from '../account/entities/default-seed.ts'
import type { Emulator, EmulatorOptions } from './emulator.ts'
import { createEmulator } from './create-emulator.ts'
import { callFaultKinds } from '../faults/call-fault-kinds.ts'
import { createRandom, type Random } from '../account/random.ts'
import { createSubscribedAccount, subscribe, type Post, type SubscribedAccount } from '../testing/test-account.ts'
import { ask } from '../testing/test-client.ts'

const START = Date.UTC(2026, 10, 22, 12, 0, 0)
const HOUR = 3_600_000

/** Responds as a CRM that creates each requested contact or deal. */
function crm({ text }: Post): Response {
  if (text.includes('"createContact"')) return Response.json({ id: `c-${text.length}`, ...contactIn(text) })
  return new Response()
}

function contactIn(text: string): object {
  try {
    return (JSON.parse(text) as { createContact: object }).createContact
  } catch {
    return {}
  }
}

const chatTypes: Record<string, string> = { wapi: 'whatsapp', tgapi: 'telegram', maxbot: 'max' }

/** Returns the response to a call byte by byte, or its error. */
async function call(emulator: Emulator, method: string, path: string, body?: object): Promise<string> {
  try {
    const { status, headers, text } = await ask(emulator, method, path, body)
    return `${method} ${path} ${status} ${JSON.stringify([...headers])} ${text}`
  } catch (error) {
    return `${method} ${path} ${String(error)}`
  }
}

/** Makes one random call or simulation. */
async function happen(emulator: Emulator, random: Random): Promise<string | undefined> {
  const { simulate } = emulator
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random.fraction() * items.length)]!
  const transport = pick(transports)
  const known = random.fraction() < 0.7
  const chatId = known ? chatIds[transport] : `7900${random.digits(7)}`
  const chat = { channelId: channelIds[transport], chatType: chatTypes[transport] ?? transport, chatId }
  const sent = emulator.ledger.at(-1)?.messageId
  const acts: (() => string | Promise<string> | void)[] = [
    () =>
      call(emulator, 'POST', '/v3/message', {
        ...chat,
        text: random.hex(8),
        crmUserId: pick(['user-1', 'unknown-user']),
      }),
    () => call(emulator, 'POST', '/v3/message', { ...chat, contentUri: `https://example.com/${random.hex(4)}.png` }),
    () => call(emulator, 'POST', '/v3/message', { ...chat, text: 'again', crmMessageId: pick(['a', 'b']) }),
    () =>
      call(emulator, 'POST', '/v3/message', {
        ...chat,
        templateId: pick(Object.values(templateIds)),
        templateValues: ['1', 'C'],
      }),
    () => call(emulator, 'POST', '/v3/iframe', { user: { id: 'user-1', name: 'Ann' }, scope: 'global' }),
    () => call(emulator, 'GET', pick(['/v3/channels', '/v3/contacts', '/v3/unanswered/user-1', '/v3/nowhere'])),
    () => call(emulator, 'POST', '/v3/contacts', { not: 'an array' }),
    () => (sent ? call(emulator, 'PATCH', `/v3/message/${sent}`, { text: random.hex(4) }) : undefined),
    () => (sent ? call(emulator, 'DELETE', `/v3/message/${sent}`) : undefined),
    () => void simulate.customer.send({ ...chat, type: pick(['text', 'image', 'audio']) }),
    () => void simulate.operator.send({ ...chat, from: pick(['wazzup', 'crm', 'phone']) }),
    () => void simulate.channel.setState(chat.channelId, pick(['active', 'active', 'qr', 'notEnoughMoney'])),
    () => void simulate.template.setStatus(templateIds.greeting, pick(['APPROVED', 'PAUSED'])),
    () => simulate.message.failNext(pick(Object.keys(deliveryErrors) as DeliveryErrorCode[])),
    () => emulator.clock.advance(pick([1, 61_000, 25 * HOUR, 8 * 24 * HOUR])),
  ]
  return (await pick(acts)()) ?? undefined
}

/** Runs many random steps with faults of calls and deliveries. Returns all responses and deliveries byte by byte. */
async function story({ emulator, posts }: SubscribedAccount, from: number, to: number): Promise<string[]> {
  const seen: string[] = []
  for (let step = from; step < to; step += 1) {
    const told = await happen(emulator, createRandom(`step ${step}`))
    if (told !== undefined) seen.push(told)
    await emulator.settled()
  }
  emulator.faults.deliveries.release()
  await emulator.settled()
  const { ledger, requests, deliveries, faults } = emulator
  seen.push(...posts.map(({ address, headers, text }) => JSON.stringify([address, headers, text])))
  return [...seen, ...[ledger, requests, deliveries, faults.calls.struck].map((log) => JSON.stringify(log))]
}

function switchFaultsOn(emulator: Emulator): void {
  // All faults that end without the caller; `stalled body` has its own test below.
  const kinds = callFaultKinds
    .filter((kind) => kind !== 'stalled body')
    .map((kind) => (kind === 'slow headers' || kind === 'slow body' ? { kind, ms: 1 } : kind))
  emulator.faults.calls.mix({ seed: 'faults', probability: 0.25, kinds })
  emulator.faults.deliveries.mix({ seed: 'deliveries', probability: 0.25 })
}

const options: EmulatorOptions = { seed: 'story', now: () => START, newCustomers: 'first to reply' }
const STEPS = 250

async function begin(more: EmulatorOptions = {}): Promise<SubscribedAccount> {
  return createSubscribedAccount({ ...options, ...more }, crm)
}

describe('a run with a seed', () => {
  it('is the same byte for byte when repeated and after a reset, including faults and webhooks', async () => {
    const account = await begin()
    switchFaultsOn(account.emulator)
    const first = await story(account, 0, STEPS)
    expect(account.emulator.faults.calls.struck.length).toBeGreaterThan(20)
    expect(account.emulator.faults.deliveries.struck.length).toBeGreaterThan(20)
    expect(account.posts.length).toBeGreaterThan(100)

    const other = await begin()
    switchFaultsOn(other.emulator)
    expect(await story(other, 0, STEPS)).toEqual(first)

    const [again, there] = [account, other].map(async (one) => {
      one.emulator.reset()
      await subscribe(one.emulator)
      one.posts.length = 0
      switchFaultsOn(one.emulator)
      return story(one, 0, STEPS)
    })
    expect(await there).toEqual(await again)

    const another = await begin({ seed: 'another story' })
    switchFaultsOn(another.emulator)
    expect(await story(another, 0, STEPS)).not.toEqual(first)
  }, 60_000)

  it('stalls a response at the same byte when repeated', async () => {
    async function stalled(): Promise<string> {
      const { emulator } = await begin()
      emulator.faults.calls.next('stalled body')
      const caller = new AbortController()
      const headers = { authorization: `Bearer ${emulator.keys.apiKey}` }
      const response = await emulator.fetch('https://api.wazzup24.com/v3/channels', { headers, signal: caller.signal })
      const { value } = await response.body!.getReader().read()
      caller.abort()
      return new TextDecoder().decode(value)
    }
    expect(await stalled()).toBe(await stalled())
  })
})

describe('a saved emulator', () => {
  it('continues exactly from the saved state, which is plain JSON', async () => {
    const account = await begin()
    await story(account, 0, 200)
    const saved = JSON.parse(JSON.stringify(account.emulator.save())) as ReturnType<Emulator['save']>
    expect(account.emulator.save()).toEqual(saved)
    const [ledger, requests, posts] = [
      account.emulator.ledger.length,
      account.emulator.requests.length,
      account.posts.length,
    ]
    account.posts.length = 0

    const restored: SubscribedAccount = await resume(saved)
    expect(restored.emulator.save()).toEqual(saved)
    expect(restored.emulator.ledger).toHaveLength(ledger)
    expect([requests, posts].every((count) => count > 50)).toBe(true)

    const [here, there] = [account, restored].map(async (one) => {
      const seen: string[] = []
      for (let step = 200; step < 300; step += 1) {
        const told = await happen(one.emulator, createRandom(`step ${step}`))
        if (told !== undefined) seen.push(told)
        await one.emulator.settled()
      }
      return [...seen, ...one.posts.map(({ text }) => text), JSON.stringify(one.emulator.save())]
    })
    expect(await there).toEqual(await here)
    expect((await here)!.length).toBeGreaterThan(100)
  }, 60_000)

  it('is restored by a reset, and shares no objects with the saved state', async () => {
    const { emulator } = await begin()
    const chat = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79' }
    await ask(emulator, 'POST', '/v3/message', { ...chat, text: 'First', crmMessageId: '1' })
    emulator.clock.advance(1_000)
    const saved = emulator.save()
    const text = JSON.stringify(saved)
    const { emulator: restored } = await resume(saved)
    expect(restored.clock.now()).toBe(START + 1_000)
    const repeat = { ...chat, text: 'First', crmMessageId: '1' }
    expect((await ask(restored, 'POST', '/v3/message', repeat)).json).toMatchObject({
      error: 'REPEATED_CRM_MESSAGE_ID',
    })
    await ask(restored, 'POST', '/v3/message', { ...chat, text: 'Second' })
    restored.state.channels.clear()
    restored.clock.advance(5)
    restored.reset()
    expect(restored.ledger.map((entry) => entry.text)).toEqual(['First'])
    expect({ ...restored.save(), generators: saved.generators }).toEqual(JSON.parse(text))
    expect(JSON.stringify(saved)).toBe(text)
  })

  it('keeps its seed, so that its chat ids remain the same', () => {
    const saved = createEmulator({ seed: 'mine' }).save()
    expect(createEmulator({ saved }).save().seed).toBe('mine')
  })
})

/** Continues a subscribed account from a saved state, without a new subscription. */
async function resume(saved: ReturnType<Emulator['save']>): Promise<SubscribedAccount> {
  const posts: Post[] = []
  const emulator = createEmulator({
    ...options,
    saved,
    async webhookFetch(address, init) {
      const headers = init?.headers as Record<string, string>
      const text = typeof init?.body === 'string' ? init.body : ''
      const post = { address: String(address), headers, text }
      posts.push(post)
      return crm(post)
    },
  })
  return { emulator, posts, bodies: () => [] }
}
