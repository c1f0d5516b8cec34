/** The bot of a soak, in a process of its own: `worker.ts <JSON>`. It ends with its parent. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Pool } from 'pg'
import { builtEntry } from '../built.ts'
import { answerEvery, answerTo, numberOf, secret, type BotOptions, type BotReport, type Handled } from './messages.ts'

const { createWazzup, createWebhooks } = (await import(
  builtEntry('@wazzup-kit/core')
)) as typeof import('@wazzup-kit/core')
const { createOutbox } = (await import(
  builtEntry('@wazzup-kit/core', './store')
)) as typeof import('@wazzup-kit/core/store')
const { handler } = (await import(
  builtEntry('@wazzup-kit/express-middleware')
)) as typeof import('@wazzup-kit/express-middleware')

const { database, accounts } = JSON.parse(process.argv[2]!) as BotOptions
let handled: Handled[] = []
let unknown: [number, string][] = []
let errors: string[] = []
const known = new Set<string>()
const note = (error: unknown) => {
  const text = String(error).slice(0, 300)
  if (known.size < 100 && !known.has(text)) errors.push(text)
  known.add(text)
}

let pool: Pool | undefined

async function openStore() {
  if (!database.startsWith('postgres')) {
    const { createSqliteStore } = (await import(
      builtEntry('@wazzup-kit/sqlite')
    )) as typeof import('@wazzup-kit/sqlite')
    return createSqliteStore({ path: database })
  }
  const { createPostgresStore } = (await import(
    builtEntry('@wazzup-kit/postgres')
  )) as typeof import('@wazzup-kit/postgres')
  const { Pool } = await import('pg')
  pool = new Pool({ connectionString: database, max: 20 })
  return createPostgresStore({ pool })
}

const store = await openStore()

const bots = accounts.map(({ apiKey, baseUrl }, account) => {
  const ofAccount = store.forAccount(`account-${account}`)
  const wazzup = createWazzup({ apiKey, baseUrl, store: ofAccount })
  const outbox = createOutbox({
    wazzup,
    store: ofAccount,
    rateLimit: { perChannel: 'unlimited' },
    // The soak waits for the end of all checks.
    settleWithin: 8_000,
    onError: note,
  })
  outbox.on('unknown', ({ id }) => void unknown.push([account, id]))
  const webhooks = createWebhooks({ secret, outbox, onError: note })
  webhooks.on('message', async ({ text }, { reply }) => {
    const number = numberOf(text)
    const answer = number % answerEvery === 0 ? await reply({ text: answerTo(number) }) : undefined
    handled.push([account, number, performance.timeOrigin + performance.now(), answer?.id])
  })
  return { outbox, webhooks, receive: handler(webhooks) }
})

const server = createServer((request, response) => {
  const account = Number(new URL(request.url!, 'http://bot').pathname.slice(1))
  void bots[account]!.receive(request, response)
}).listen(0, '127.0.0.1')
await once(server, 'listening')
for (const { webhooks } of bots) webhooks.start()

const megabyte = 1_000_000

async function report(port?: number): Promise<void> {
  const stats = await Promise.all(bots.map(({ outbox }) => outbox.stats()))
  const waiting = stats.flatMap((each) => Object.values(each.waiting)).reduce((sum, count) => sum + count, 0)
  const { heapUsed, rss } = process.memoryUsage()
  const own: BotReport = { handled, unknown, errors, heap: heapUsed / megabyte, memory: rss / megabyte, waiting }
  handled = []
  unknown = []
  errors = []
  process.send?.(port === undefined ? own : { ...own, port })
}

process.on('disconnect', () => process.exit())
process.on('message', async () => {
  await Promise.all(bots.map(({ webhooks }) => webhooks.stop(5_000)))
  await store.close()
  await pool?.end()
  process.exit()
})
await report((server.address() as AddressInfo).port)
for (;;) {
  await new Promise((resolve) => void setTimeout(resolve, 1_000))
  await report().catch(note)
}
