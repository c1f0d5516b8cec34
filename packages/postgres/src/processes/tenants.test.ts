import { channelIds, createEmulator, type Emulator } from '@wazzup-kit/emulator'
import { skipReason, startServer, type TestServer } from '@wazzup-kit/test-postgres'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { openProcess, type TestProcess } from './test-process.ts'

const chat = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79000000001' } as const
const numbers = Array.from({ length: 20 }, (_, index) => index)

/** A tenant: an account of Wazzup, of which only the newest key is valid. */
interface Tenant {
  name: string
  emulator: Emulator
  key: string
  /** Requests with a key that is not valid. */
  rejected: number
}

describe.skipIf(skipReason)(`two tenants in one database ${skipReason}`, () => {
  let server: TestServer
  const ends: (() => Promise<unknown>)[] = []
  beforeAll(async () => void (server = await startServer()), 60_000)
  afterAll(() => server?.stop())
  afterEach(async () => void (await Promise.all(ends.splice(0).map((end) => end()))))

  /** Opens what one of two processes has for a tenant. */
  function open(tenant: Tenant): TestProcess & { texts: string[] } {
    const { name, emulator } = tenant
    const texts: string[] = []
    const opened = openProcess({
      pool: server.connect({ max: 4 }),
      schema: 'tenants',
      emulator,
      account: name,
      apiKey: tenant.key,
      fetch(input, init) {
        const headers = new Headers(init?.headers)
        const isValid = headers.get('authorization') === `Bearer ${tenant.key}`
        if (!isValid) tenant.rejected++
        headers.set('authorization', isValid ? `Bearer ${emulator.keys.apiKey}` : 'Bearer revoked')
        return emulator.fetch(input, { ...init, headers })
      },
    })
    opened.webhooks.on(
      'message',
      async ({ text }, { reply }) => {
        texts.push(text!)
        await reply({ text: `answer to ${text}` })
      },
      { whilePaused: 'skip' },
    )
    ends.push(opened.stop)
    return { ...opened, texts }
  }

  it('with equal ids and chats have nothing in common, also when their keys change', async () => {
    const tenants = ['one', 'other'].map((name): Tenant => {
      return { name, emulator: createEmulator(), key: `${name}-1`, rejected: 0 }
    })
    const first = tenants.flatMap((tenant) => [open(tenant), open(tenant)])
    const [one, , other] = first
    // Both store the same ids in the same chat, and both send messages of the same id.
    for (const number of numbers.slice(0, 10)) {
      for (const [index, each] of first.entries()) {
        const message = { chatId: chat.chatId, messageId: `m${number}` }
        expect(await each.deliver({ ...message, text: `${number} of ${tenants[index >> 1]!.name}` })).toBe(200)
      }
    }
    await one!.outbox.send({ ...chat, text: 'ready of one' }, { id: 'ready' })
    await other!.outbox.send({ ...chat, text: 'ready of other' }, { id: 'ready' })
    // The processes are replaced by others with new keys, and what waits is sent with those.
    for (const tenant of tenants) tenant.key = `${tenant.name}-2`
    const second = tenants.flatMap((tenant) => [open(tenant), open(tenant)])
    for (const { webhooks } of second) webhooks.start()
    for (const number of numbers.slice(10)) {
      for (const [index, each] of second.entries()) {
        const message = { chatId: chat.chatId, messageId: `m${number}` }
        expect(await each.deliver({ ...message, text: `${number} of ${tenants[index >> 1]!.name}` })).toBe(200)
      }
    }
    for (const [index, { name, emulator }] of tenants.entries()) {
      const expected = [...numbers.map((number) => `answer to ${number} of ${name}`), `ready of ${name}`]
      await vi.waitFor(() => expect(emulator.ledger).toHaveLength(expected.length), { timeout: 20_000 })
      expect(emulator.ledger.map(({ text }) => text).toSorted()).toEqual(expected.toSorted())
      const texts = second.slice(index * 2, index * 2 + 2).flatMap((each) => each.texts)
      expect(texts.toSorted()).toEqual(numbers.map((number) => `${number} of ${name}`).toSorted())
    }
    expect(tenants.map(({ rejected }) => rejected)).toEqual([0, 0])
    expect([...first, ...second].flatMap(({ errors }) => errors)).toEqual([])
  }, 60_000)

  it('pause, forget and count their own chats only', async () => {
    const tenants = ['quiet', 'busy'].map((name): Tenant => {
      return { name, emulator: createEmulator(), key: `${name}-1`, rejected: 0 }
    })
    const [quiet, busy] = tenants.map(open)
    const stored = [quiet!, busy!]
    for (const each of stored)
      expect(await each.deliver({ chatId: chat.chatId, messageId: 'm1', text: 'Hi' })).toBe(200)
    const accounts = stored.map(({ store }, index) => store.forAccount(tenants[index]!.name))
    expect(await accounts[0]!.forget(chat)).toBeGreaterThan(0)
    expect((await Promise.all(accounts.map((each) => each.stats()))).map(({ waiting }) => waiting)).toEqual([
      {},
      { in: 1 },
    ])
    await quiet!.webhooks.chat(chat).pause(60_000)
    for (const each of stored) {
      each.webhooks.start()
      expect(await each.deliver({ chatId: chat.chatId, messageId: 'm2', text: 'Hello' })).toBe(200)
    }
    await vi.waitFor(() => expect(tenants[1]!.emulator.ledger).toHaveLength(2), { timeout: 20_000 })
    await vi.waitFor(async () => expect((await accounts[0]!.stats()).waiting).toEqual({}), { timeout: 20_000 })
    expect([quiet!.texts, busy!.texts]).toEqual([[], ['Hi', 'Hello']])
    expect(tenants[0]!.emulator.ledger).toEqual([])
  }, 60_000)
})
