import { createWazzup, createWebhooks, type Webhooks } from '@wazzup-kit/core'
import { createOutbox, type Outbox, type Store } from '@wazzup-kit/core/store'
import { buildDelivery } from '@wazzup-kit/core/testing'
import { channelIds, type Emulator } from '@wazzup-kit/emulator'
import type { Pool } from 'pg'
import { createPostgresStore, type PostgresStoreOptions } from '../index.ts'

/** What a process has of its own: a pool, a store, a client, an outbox and a receiver. */
export interface TestProcess {
  pool: Pool
  store: Store
  outbox: Outbox
  webhooks: Webhooks
  errors: unknown[]
  /** Delivers a message. Returns the status of the response. */
  deliver(message: { chatId: string; messageId: string; text?: string }): Promise<number>
  /** Registers a handler that answers each message, and starts. */
  startAnswering(): void
  stop(): Promise<void>
}

/** Opens a process. The pool is its own, and `stop` ends it. */
export function openProcess({
  pool,
  schema,
  emulator,
  account = 'main',
  createStore = createPostgresStore,
  fetch = emulator.fetch,
  apiKey = emulator.keys.apiKey,
}: {
  pool: Pool
  schema: string
  emulator: Emulator
  account?: string
  createStore?: (options: PostgresStoreOptions) => Store
  fetch?: typeof globalThis.fetch
  apiKey?: string
}): TestProcess {
  const store = createStore({ pool, schema })
  const wazzup = createWazzup({ apiKey, fetch })
  const errors: unknown[] = []
  const onError = (error: unknown) => void errors.push(error)
  const rateLimit = { perChannel: 'unlimited' } as const
  const outbox = createOutbox({ wazzup, store: store.forAccount(account), rateLimit, onError })
  const webhooks = createWebhooks({ secret: false, outbox, onError })
  return {
    pool,
    store,
    outbox,
    webhooks,
    errors,
    async deliver(message) {
      const chat = { channelId: channelIds.whatsapp, chatType: 'whatsapp' } as const
      // A message that is older than an hour gets no reply.
      const body = buildDelivery('message', { ...chat, dateTime: new Date().toISOString(), ...message })
      return (await webhooks.receive({ method: 'POST', url: '/', headers: {}, body })).status
    },
    startAnswering() {
      webhooks.on('message', async ({ messageId }, { reply }) => void (await reply({ text: `answer to ${messageId}` })))
      webhooks.start()
    },
    async stop() {
      await webhooks.stop(2_000)
      await store.close()
      await pool.end()
    },
  }
}
