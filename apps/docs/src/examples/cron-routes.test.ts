import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createWazzup } from '@wazzup-kit/core'
import { createOutbox } from '@wazzup-kit/core/store'
import { createEmulator } from '@wazzup-kit/emulator'
import { createPostgresStore } from '@wazzup-kit/postgres'
import { skipReason, startServer, type TestServer } from '@wazzup-kit/test-postgres'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { readPrograms, type Program } from './code-blocks.ts'
import { createScratch, type Scratch } from './scratch.ts'
import { startBot } from './serve-program.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const programsOf = (path: string) => readPrograms({ path, text: readFileSync(`${root}${path}`, 'utf8') }).programs
const programs = ['docs/nextjs.md', 'docs/vercel.md'].flatMap(programsOf)

/** The program of a page that is served as another kind: its block is compiled only, because it is no bot. */
function find(page: string, file: string, kind: Program['kind']): Program {
  const found = programs.find((program) => program.page === page && program.file === file)
  if (!found) throw new Error(`${page} has no ${file}`)
  return { ...found, kind }
}

describe.skipIf(skipReason)(`a cron route on PostgreSQL ${skipReason}`, () => {
  let scratch: Scratch
  let server: TestServer
  beforeAll(async () => {
    scratch = await createScratch(programs)
    server = await startServer()
  }, 60_000)
  afterAll(async () => {
    await server?.stop()
    await scratch?.remove()
  })

  test.each([
    { page: 'docs/nextjs.md', file: 'app/api/cron/route.ts', kind: 'next' },
    { page: 'docs/vercel.md', file: 'api/cron.ts', kind: 'vercel' },
  ] as const)(
    'of $page drains what is due, for the caller that knows its secret',
    async ({ page, file, kind }) => {
      const emulator = createEmulator()
      const wazzupServer = await emulator.listen(0)
      onTestFinished(() => wazzupServer.close())
      const env = {
        WAZZUP_API_KEY: emulator.keys.apiKey,
        WAZZUP_BASE_URL: wazzupServer.url,
        WAZZUP_SECRET: 'secret',
        DATABASE_URL: server.url,
      }
      const pool = server.connect()
      onTestFinished(() => pool.end())
      const store = createPostgresStore({ pool }).forAccount('main')
      const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, baseUrl: wazzupServer.url })
      const [channel] = emulator.state.channels.keys()
      const chat = { channelId: channel!, chatType: 'whatsapp', chatId: '79000000201' } as const
      await createOutbox({ wazzup, store }).send({ ...chat, text: page }, { id: page })

      const program = find(page, file, kind)
      const withoutSecret = await startBot(program, scratch, env)
      onTestFinished(async () => void (await withoutSecret.stop()))
      const bot = await startBot(program, scratch, { ...env, CRON_SECRET: 'the secret of the cron' })
      onTestFinished(async () => void (await bot.stop()))

      const call = async (origin: string, authorization?: string) => {
        const response = await fetch(`${origin}/api/cron`, { headers: authorization ? { authorization } : {} })
        return [response.status, await response.text()]
      }
      expect(await call(withoutSecret.origin, 'Bearer undefined')).toEqual([401, ''])
      expect(await call(bot.origin)).toEqual([401, ''])
      expect(await call(bot.origin, 'Bearer another')).toEqual([401, ''])
      expect(emulator.ledger).toEqual([])
      expect(await call(bot.origin, 'Bearer the secret of the cron')).toEqual([200, '{"left":0}'])
      expect(emulator.ledger.map(({ text }) => text)).toEqual([page])
    },
    60_000,
  )
})
