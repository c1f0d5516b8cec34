import { createEmulator, channelIds, chatIds } from '@wazzup-kit/emulator'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { skipReason, startServer, type TestServer } from '@wazzup-kit/test-postgres'
import { openProcess } from './test-process.ts'

const chat = { channelId: channelIds.tgapi, chatType: 'telegram', chatId: chatIds.tgapi } as const

describe.skipIf(skipReason)(`several processes over one PostgreSQL ${skipReason}`, () => {
  let server: TestServer
  let schemas = 0
  const ends: (() => Promise<unknown>)[] = []
  beforeAll(async () => void (server = await startServer()), 60_000)
  afterAll(() => server?.stop())
  afterEach(async () => void (await Promise.all(ends.splice(0).map((end) => end()))))

  /** Opens two processes over the same schema. */
  function openTwo() {
    const schema = `several_${++schemas}`
    const emulator = createEmulator()
    const open = () => openProcess({ pool: server.connect({ max: 5 }), schema, emulator })
    const [one, other] = [open(), open()]
    ends.push(one.stop, other.stop)
    return { emulator, one, other }
  }

  it('handle a delivery that both got once, and keep the order of each chat', async () => {
    const { one, other } = openTwo()
    const both = [one, other]
    const handled: string[] = []
    for (const { webhooks } of both) {
      webhooks.on('message', async ({ chatId, text }) => {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 5))
        handled.push(`${chatId} ${text}`)
      })
      webhooks.start()
    }
    const chats = Array.from({ length: 10 }, (_, index) => `7900000000${index}`)
    for (let number = 0; number < 5; number++) {
      await Promise.all(
        chats.flatMap((chatId) =>
          both.map(async ({ deliver }) => {
            expect(await deliver({ chatId, messageId: `${chatId}-${number}`, text: String(number) })).toBe(200)
          }),
        ),
      )
    }
    await vi.waitFor(() => expect(handled).toHaveLength(50), { timeout: 10_000 })
    for (const chatId of chats) {
      const own = handled.filter((each) => each.startsWith(chatId))
      expect(own).toEqual([0, 1, 2, 3, 4].map((number) => `${chatId} ${number}`))
    }
    expect(both.flatMap(({ errors }) => errors)).toEqual([])
  })

  it('send a message that both were asked for once', async () => {
    const { emulator, one, other } = openTwo()
    await Promise.all([one, other].map(({ outbox }) => outbox.send({ ...chat, text: 'Ready.' }, { id: 'ready:17' })))
    one.outbox.start()
    other.outbox.start()
    expect(await other.outbox.track('ready:17', { until: ['accepted'] })).toMatchObject({ state: 'accepted' })
    expect(emulator.ledger).toHaveLength(1)
  })

  it('send a message of a transaction after its commit, and none that was rolled back', async () => {
    const { emulator, one, other } = openTwo()
    const { pool, outbox } = one
    other.outbox.start()
    for (const end of ['ROLLBACK', 'COMMIT']) {
      const client = await pool.connect()
      await client.query('BEGIN')
      await outbox.send({ ...chat, text: end }, { id: end, transaction: client })
      const again = await outbox.send({ ...chat, text: end }, { id: end, transaction: client })
      expect(again).toMatchObject({ id: end, state: 'queued' })
      expect(await outbox.get(end)).toBeUndefined()
      await client.query(end)
      client.release()
    }
    expect(await other.outbox.track('COMMIT', { until: ['accepted'] })).toMatchObject({ state: 'accepted' })
    expect(emulator.ledger.map(({ text }) => text)).toEqual(['COMMIT'])
    expect(await outbox.get('ROLLBACK')).toBeUndefined()
  })

  it('rejects a transaction that cannot run SQL', async () => {
    const { outbox } = openTwo().one
    const sending = outbox.send({ ...chat, text: 'Ready.' }, { id: 'one', transaction: {} })
    await expect(sending).rejects.toThrow('must be a client of pg')
  })
})
