import { buildDelivery } from '@wazzup-kit/core/testing'
import { createPostgresStore } from '@wazzup-kit/postgres'
import { channelIds, createEmulator } from '@wazzup-kit/emulator'
import { skipReason, startServer, type TestServer } from '@wazzup-kit/test-postgres'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { platforms } from '../test-apps.ts'
import { bundleBot, type Bundle } from './test-processes.ts'

/** Delivers messages of several chats, one after the other, to the first address that accepts them. */
async function deliver(urls: readonly string[], texts: string[], promised: string[]): Promise<void> {
  for (let text = texts.shift(); text !== undefined; text = texts.shift()) {
    const body = JSON.stringify(
      buildDelivery('message', {
        channelId: channelIds.tgapi,
        chatType: 'telegram',
        chatId: `3000000${text.length}${text.at(-1)}`,
        messageId: text,
        text,
        dateTime: new Date().toISOString(),
      }),
    )
    for (const url of urls) {
      // A connection that breaks has no response, so the next process gets the delivery again.
      const response = await fetch(`${url}/wazzup?key=secret`, { method: 'POST', body }).catch(() => undefined)
      if (response?.status !== 200) continue
      promised.push(text)
      break
    }
  }
}

describe.skipIf(skipReason)(`processes of Nest over one PostgreSQL ${skipReason}`, () => {
  let server: TestServer
  let bundle: Bundle
  beforeAll(async () => {
    server = await startServer()
    bundle = await bundleBot()
  }, 60_000)
  afterAll(async () => {
    await bundle?.remove()
    await server?.stop()
  })

  test('that get SIGTERM under load give everything back, and another one goes on: nothing lost or twice', async () => {
    const emulator = createEmulator()
    const { url: WAZZUP_BASE_URL, close } = await emulator.listen(0)
    onTestFinished(close)
    const pool = server.connect()
    onTestFinished(() => pool.end())
    const start = (env: Record<string, string>) =>
      bundle.start({
        CONNECTION: JSON.stringify(server.connection),
        WAZZUP_API_KEY: emulator.keys.apiKey,
        WAZZUP_BASE_URL,
        WORK: 'here',
        ...env,
      })
    const stopped = platforms.map(({ platform }) => start({ PLATFORM: platform, STUCK: 'yes' }))
    const web = start({ PLATFORM: 'Fastify', WORK: 'elsewhere' })
    const urls = await Promise.all([...stopped, web].map((each) => each.line('http')))

    const promised: string[] = []
    // Each process gets a handler that never ends.
    for (let count = 0; !stopped.every((each) => each.hasLine('stuck')); count++) {
      await deliver(urls, [`stuck ${count}`], promised)
      await wait(50)
    }
    const texts = Array.from({ length: 60 }, (_, index) => `message ${index}`)
    const clients = Array.from({ length: 5 }, () => deliver(urls, texts, promised))
    await expect.poll(() => texts.length, { timeout: 20_000, interval: 5 }).toBeLessThan(45)
    expect(await Promise.all(stopped.map((each) => each.stop()))).toEqual(['SIGTERM', 'SIGTERM'])
    // No process works now. All claims were given back, so the next process does not wait for the end of one.
    const claims = await pool.query<{ name: string }>('SELECT name FROM wazzup.lanes WHERE token IS NOT NULL')
    expect(claims.rows).toEqual([])
    await Promise.all(clients)
    expect(promised.filter((text) => text.startsWith('message'))).toHaveLength(60)
    const replies = () => emulator.ledger.map(({ text }) => text)
    expect(replies().filter((text) => text?.includes('stuck'))).toEqual([])

    const next = start({ PLATFORM: 'none' })
    const account = createPostgresStore({ pool }).forAccount('main')
    const isDone = async () => {
      const { waiting } = await account.stats()
      return (waiting.in ?? 0) + (waiting.out ?? 0) === 0
    }
    await expect.poll(isDone, { timeout: 30_000 }).toBe(true)
    expect(replies().toSorted()).toEqual(promised.map((text) => `You wrote: ${text}`).toSorted())
    for (const each of [web, next]) expect(await each.stop()).toBe('SIGTERM')
  }, 90_000)
})
