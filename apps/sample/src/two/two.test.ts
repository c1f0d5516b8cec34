import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify, stripVTControlCharacters } from 'node:util'
import { createEmulator } from '@wazzup-kit/emulator'
import { skipReason, startServer, type TestServer } from '@wazzup-kit/test-postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createChatView } from '../conversation/chat-view.ts'
import { playTwo } from './play.ts'

const run = promisify(execFile)
const script = fileURLToPath(new URL('../start.ts', import.meta.url))

function start(databaseUrl: string, ...words: string[]) {
  const env = { ...process.env, NO_COLOR: '1', WAZZUP_API_KEY: '', DATABASE_URL: databaseUrl }
  return run(process.execPath, [script, ...words], { env })
}

test('says how to get a PostgreSQL if there is none', async () => {
  await expect(start('', 'two')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/DATABASE_URL is not set[^]*docker run [^]*pnpm@12 start two/),
  })
})

describe.skipIf(skipReason)(`on PostgreSQL ${skipReason}`, () => {
  let server: TestServer
  beforeAll(async () => void (server = await startServer()), 60_000)
  afterAll(() => server?.stop())

  test('two instances answer each message once, in order, also one that both got, and join quick ones', async () => {
    const emulator = createEmulator()
    const printed: string[] = []
    const view = createChatView((line) => printed.push(stripVTControlCharacters(line).trim()))
    const counts = await playTwo(emulator, view, server.url)

    expect(emulator.ledger.map(({ text }) => text)).toEqual([
      'Order 1001: with the courier, at your door before 14:00.',
      'Order 1002: packed, it leaves us tomorrow.',
      [
        'Order 1003: delivered on Monday.',
        'There is no order 4242. Please check the number.',
        'There is no order 4243. Please check the number.',
      ].join('\n'),
      'There is no order 4244. Please check the number.',
    ])
    expect(counts).toEqual({ written: 6, arrived: 6, twice: 0, lost: 0 })
    expect(printed.join('\n')).toMatch(/Both responded with 200. Messages that they sent: (1 and 0|0 and 1)\./)
    expect(printed.join('\n')).not.toContain(server.url)
    const given = printed.flatMap((line) => /^deliveries to the \w+ instance +(\d+)/.exec(line)?.[1] ?? [])
    // Both got deliveries, and together more than Wazzup sent, because one went to both.
    expect(given.map(Number).every((count) => count > 0)).toBe(true)
    expect(Number(given[0]) + Number(given[1])).toBeGreaterThan(emulator.deliveries.length)
  })

  test('the conversation runs on it too', async () => {
    const { stdout } = await start(server.url, 'express')
    expect(stdout).toContain('its store PostgreSQL, schema wazzup_sample')
    expect(stdout).toContain('✓ No message is missing.')
  })
})
