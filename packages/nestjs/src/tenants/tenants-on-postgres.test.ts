import type { Message } from '@wazzup-kit/core'
import { buildDelivery } from '@wazzup-kit/core/testing'
import { channelIds, createEmulator } from '@wazzup-kit/emulator'
import { createPostgresStore } from '@wazzup-kit/postgres'
import { skipReason, startServer, type TestServer } from '@wazzup-kit/test-postgres'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { OnWazzup, type WazzupContext } from '../handlers/on-wazzup.decorator.ts'
import { platforms, startApp } from '../test-apps.ts'
import { WazzupModule } from '../wazzup.module.ts'
import type { TenantOptions } from '@wazzup-kit/core/tenants'
import { WazzupRegistry } from './wazzup-registry.service.ts'

class Bot {
  @OnWazzup('message')
  async answer({ text }: Message, { tenant, reply }: WazzupContext<'message'>): Promise<void> {
    await reply({ text: `${tenant} answers ${text}` })
  }
}

/** A tenant whose key and secret can be rotated: its Wazzup accepts only the latest ones. */
function createTenant(name: string) {
  const emulator = createEmulator()
  let version = 1
  const rejected: string[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    const authorization = request.headers.get('authorization')!
    if (authorization !== `Bearer ${name}-${version}`) {
      rejected.push(authorization)
      return Response.json({ error: 'UNAUTHORIZED' }, { status: 401 })
    }
    request.headers.set('authorization', `Bearer ${emulator.keys.apiKey}`)
    const { method, headers } = request
    return emulator.fetch(request.url, { method, headers, body: method === 'GET' ? null : await request.text() })
  }
  return {
    rejected,
    answers: () => emulator.ledger.map(({ text }) => text).toSorted(),
    secret: () => `secret-${name}-${version}`,
    rotate: () => void version++,
    options: (): TenantOptions => ({
      client: { apiKey: `${name}-${version}`, fetch },
      webhooks: { secret: `secret-${name}-${version}`, onError: () => {} },
      outbox: { rateLimit: { perChannel: 'unlimited' } },
    }),
  }
}

describe.skipIf(skipReason)(`tenants in one PostgreSQL ${skipReason}`, () => {
  let server: TestServer
  beforeAll(async () => void (server = await startServer()), 60_000)
  afterAll(() => server?.stop())

  async function openApp(platform: (typeof platforms)[number], resolve: (tenant: string) => TenantOptions | undefined) {
    const pool = server.connect()
    const store = createPostgresStore({ pool })
    onTestFinished(async () => {
      await store.close()
      await pool.end()
    })
    return startApp(platform, { imports: [WazzupModule.forTenants({ store, resolve })], providers: [Bot] })
  }

  test('with equal messages and chats, in two apps, stay apart while their keys are rotated', async () => {
    const tenants: Record<string, ReturnType<typeof createTenant>> = {
      acme: createTenant('acme'),
      umbrella: createTenant('umbrella'),
    }
    const resolve = (tenant: string) => tenants[tenant]?.options()
    const apps = await Promise.all(platforms.map((platform) => openApp(platform, resolve)))
    /** Delivers the same messages for both tenants, each to both apps. Returns the statuses. */
    const deliver = async (texts: string[], secretOf = (tenant: string) => tenants[tenant]!.secret()) => {
      const statuses = new Set<number>()
      for (const [index, text] of texts.entries()) {
        const fields = { channelId: channelIds.tgapi, chatType: 'telegram', chatId: `30000000${index % 3}` }
        const dateTime = new Date().toISOString()
        const body = buildDelivery('message', { ...fields, messageId: text, text, dateTime })
        for (const tenant of Object.keys(tenants)) {
          for (const { post } of apps)
            statuses.add((await post(`/wazzup/${tenant}?key=${secretOf(tenant)}`, body)).status)
        }
      }
      return [...statuses]
    }
    const expectAnswers = async (texts: string[]) => {
      for (const [name, { answers }] of Object.entries(tenants)) {
        const expected = texts.map((text) => `${name} answers ${text}`).toSorted()
        await expect.poll(answers, { timeout: 20_000 }).toEqual(expected)
      }
    }
    const texts = Array.from({ length: 12 }, (_, index) => `message ${index}`)
    expect(await deliver(texts.slice(0, 6))).toEqual([200])
    await expectAnswers(texts.slice(0, 6))

    const old = new Map(Object.entries(tenants).map(([name, tenant]) => [name, tenant.secret()]))
    for (const [name, tenant] of Object.entries(tenants)) {
      tenant.rotate()
      for (const { app } of apps) app.get(WazzupRegistry).evict(name)
    }
    expect(await deliver(['forged'], (tenant) => old.get(tenant)!)).toEqual([401])
    expect(await deliver(['forged'], (tenant) => tenants[tenant === 'acme' ? 'umbrella' : 'acme']!.secret())).toEqual([
      401,
    ])
    expect(await deliver(texts.slice(6))).toEqual([200])
    await expectAnswers(texts)
    expect(Object.values(tenants).flatMap(({ rejected }) => rejected)).toEqual([])
  }, 60_000)
})
