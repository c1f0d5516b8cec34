import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createWazzup } from '@wazzup-kit/core'
import { createEmulator, inTurn, type Emulator } from '@wazzup-kit/emulator'
import { skipReason, startServer, type TestServer } from '@wazzup-kit/test-postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readRecipeFiles } from '../packed/recipe-files.ts'
import { startAtPort } from '../packed/start-at-port.ts'
import type { RunningApp } from '../packed/start-app.ts'

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))

/** What the page says to change for several processes. */
const changes = [
  [
    `import { createSqliteStore } from '@wazzup-kit/sqlite'`,
    `import { createPostgresStore } from '@wazzup-kit/postgres'\nimport { Pool } from 'pg'`,
  ],
  [
    `createSqliteStore({ path: process.env.DATABASE_PATH ?? 'bot.db' })`,
    `createPostgresStore({ pool: new Pool({ connectionString: process.env.DATABASE_URL }) })`,
  ],
] as const

const program = `import { createServer } from 'node:http'
import { handler } from '@wazzup-kit/express-middleware'
import './create-contact.ts'
import { webhooks } from './wazzup.ts'
createServer(handler(webhooks)).listen(Number(process.env.PORT), '127.0.0.1')`

describe.skipIf(skipReason)(`docs/recipes/create-contact.md in two processes over one PostgreSQL ${skipReason}`, () => {
  let folder: string
  let server: TestServer
  let processes: RunningApp[]
  let emulator: Emulator

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'create-contact-'))
    server = await startServer()
    await symlink(modules, join(folder, 'node_modules'), 'junction')
    const files = readRecipeFiles().filter(({ path }) => /^(wazzup|crm-table|create-contact)\.ts$/.test(path))
    for (const { path, text } of files) {
      const changed = path === 'wazzup.ts' ? changes.reduce((all, [from, to]) => all.replace(from, to), text) : text
      await writeFile(join(folder, path), changed)
    }
    await writeFile(join(folder, 'program.ts'), program)
    const env = {
      PATH: process.env.PATH,
      DATABASE_URL: server.url,
      CRM_PATH: join(folder, 'crm.db'),
      WAZZUP_API_KEY: 'key',
      WAZZUP_SECRET: 'test',
    }
    const start = () => startAtPort([process.execPath, 'program.ts'], { folder, env })
    processes = await Promise.all([start(), start()])
    emulator = createEmulator({ webhookFetch: inTurn(processes.map(({ url }) => url)) })
    const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
    await wazzup.subscription.ensure({ url: 'https://crm.example/wazzup', secret: 'test' })
  })
  afterAll(async () => {
    await Promise.all((processes ?? []).map(({ stop }) => stop()))
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  test('creates one contact and one deal for a customer about whom both are asked at once, also after one was killed', async () => {
    const ask = (chatId: string) => emulator.simulate.deal.askFor({ chatType: 'whatsapp', chatId, name: chatId })
    // An odd number, so that the two questions about a customer reach different processes.
    const customers = Array.from({ length: 7 }, (_, index) => `7900000040${index}`)
    const asked = await Promise.all([...customers, ...customers].map(ask))
    expect(asked.map(({ outcome }) => outcome)).toEqual(asked.map(() => 'created'))

    await processes[0]!.stop()
    emulator.state.contacts.clear()
    emulator.state.deals.clear()
    // The balancer does not know yet that one has gone.
    const again = await Promise.all(customers.map(async (chatId) => [await ask(chatId), await ask(chatId)]))
    expect(again.flat().filter(({ outcome }) => outcome === 'created')).not.toEqual([])

    const crm = new DatabaseSync(join(folder, 'crm.db'))
    const counted = crm.prepare('SELECT name, count(*) AS count FROM entities GROUP BY name ORDER BY name').all()
    crm.close()
    expect(counted).toEqual([
      ...customers.map((name) => ({ name, count: 1 })),
      { name: 'New deal', count: customers.length },
    ])
  })
})
