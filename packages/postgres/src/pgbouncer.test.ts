import { createEmulator } from '@wazzup-kit/emulator'
import { storeContract } from '@wazzup-kit/core/testing'
import { bouncerSkipReason, startBouncedServer, type BouncedServer } from '@wazzup-kit/test-postgres'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createPostgresStore } from './index.ts'
import { startLoad } from './processes/test-load.ts'
import { openProcess } from './processes/test-process.ts'
import { openWith } from './test-contract.ts'

describe.skipIf(bouncerSkipReason)(
  `the store in PostgreSQL behind PgBouncer in transaction mode ${bouncerSkipReason}`,
  () => {
    let started: BouncedServer
    beforeAll(async () => void (started = await startBouncedServer()), 60_000)
    afterAll(() => started?.stop())

    it.each(storeContract)(
      '$name',
      ({ run: check }) => check(openWith(() => started.bouncer.connect({ max: 5 }))),
      30_000,
    )

    it('is created once when several processes start at the same time', async () => {
      const pools = Array.from({ length: 4 }, () => started.bouncer.connect({ max: 2 }))
      const stores = pools.map((pool) => createPostgresStore({ pool, schema: 'together' }))
      const all = await Promise.all(stores.map((store) => store.forAccount('main').stats()))
      expect(all.map(({ dead }) => dead)).toEqual([0, 0, 0, 0])
      await Promise.all(pools.map((pool) => pool.end()))
    }, 30_000)

    it('asks for no notifications, which would not reach it', async () => {
      const pool = started.bouncer.connect({ max: 5 })
      const texts: string[] = []
      pool.on('connect', (client) => {
        const query = client.query.bind(client) as (...parameters: unknown[]) => Promise<never>
        client.query = (...parameters: unknown[]) => {
          texts.push(String(parameters[0]))
          return query(...parameters)
        }
      })
      const { webhooks, stop } = openProcess({ pool, schema: 'silent', emulator: createEmulator() })
      webhooks.start()
      const asksForIds = () => texts.some((text) => text.includes('pg_backend_pid'))
      await vi.waitFor(() => expect(asksForIds()).toBe(true), { timeout: 20_000 })
      // No connection is kept.
      await vi.waitFor(() => expect(pool.idleCount).toBe(pool.totalCount), { timeout: 20_000 })
      expect(texts.filter((text) => text.startsWith('LISTEN'))).toEqual([])
      await stop()
    }, 30_000)

    it('gives each message one answer, although no notification reaches the worker', async () => {
      const emulator = createEmulator()
      const open = () => openProcess({ pool: started.bouncer.connect({ max: 5 }), schema: 'bounced', emulator })
      // One process only stores, so the workers hear of its messages by their own looks.
      const [web, ...workers] = [open(), open(), open()]
      for (const worker of workers) worker.startAnswering()
      const load = startLoad(emulator, () => [web!])
      await load.more(60)
      expect(await load.finish()).toBeGreaterThan(0)
      expect([web!, ...workers].flatMap(({ errors }) => errors)).toEqual([])
      await Promise.all([web!, ...workers].map(({ stop }) => stop()))
    }, 60_000)
  },
)
