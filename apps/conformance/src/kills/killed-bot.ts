import { createWazzup, createWebhooks } from '@wazzup-kit/core'
import { createOutbox } from '@wazzup-kit/core/store'
import { handler } from '@wazzup-kit/express-middleware'
import { createSqliteStore } from '@wazzup-kit/sqlite'
import { appendFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createKiller, withKillPoints, type Kill } from './kill-points.ts'

/** What the process is started with, as JSON in its first argument. */
export interface BotOptions {
  database: string
  /** File with one line for each begin and end of a handler. */
  ledger: string
  apiKey: string
  baseUrl: string
  port: number
  kill?: Kill | undefined
  /** Whether it first replays the events that are dead, because they ran in six processes that were killed. */
  replays?: boolean | undefined
}

const options = JSON.parse(process.argv[2]!) as BotOptions
const at = createKiller(options.kill)

const store = createSqliteStore({ path: options.database })
const wazzup = createWazzup({
  apiKey: options.apiKey,
  baseUrl: options.baseUrl,
  async fetch(...request) {
    at('before a request leaves')
    const response = await fetch(...request)
    at('after a request was answered')
    return response
  },
})
const outbox = createOutbox({
  wazzup,
  store: withKillPoints(store, 'main', at),
  rateLimit: { perChannel: 'unlimited' },
  settleWithin: 8_000,
  onError: note,
})
const webhooks = createWebhooks({ secret: 'secret', outbox, onError: note })

webhooks.on('message', async ({ text, messageId }, { reply, attempt }) => {
  appendFileSync(options.ledger, `begin ${messageId} ${attempt} ${text}\n`)
  at('when a handler begins')
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 20))
  // Another text in each run, as a language model would give.
  await reply({ text: `answer to ${text} of run ${attempt}` })
  at('when a handler has replied')
  appendFileSync(options.ledger, `end ${messageId} ${attempt} ${text}\n`)
})

function note(error: unknown): void {
  appendFileSync(options.ledger, `error - - ${String(error).replaceAll('\n', ' ')}\n`)
}

const receive = handler(webhooks)
createServer(async (request, response) => {
  if (request.method === 'POST') return receive(request, response)
  // The parent asks what is left.
  const stats = await outbox.stats()
  response.end(JSON.stringify(stats))
}).listen(options.port, '127.0.0.1', async () => {
  if (options.replays) {
    const ids = (await webhooks.deadLetters()).map(({ id }) => id)
    await webhooks.replay(ids)
    for (const id of ids) appendFileSync(options.ledger, `replayed ${id.replace('message:', '')} 0\n`)
  }
  webhooks.start()
  console.log('ready')
})
