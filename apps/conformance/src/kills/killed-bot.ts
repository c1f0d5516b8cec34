import { createWazzup, createWebhooks } from '@wazzup-kit/core'
import { createOutbox } from '@wazzup-kit/core/store'
import { handler } from '@wazzup-kit/express-middleware'
import { appendFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { flushCompileCache } from 'node:module'
import { createKiller, killLater, withKillPoints, type Kill } from './kill-points.ts'
import { openDatabase, type KilledDatabase } from './killed-database.ts'

/** What the process is started with, as JSON in its first argument. */
export interface BotOptions {
  database: KilledDatabase
  /** Milliseconds for which it has a chat; by default as in production. */
  lease?: number | undefined
  /** File with one line for each begin and end of a handler. */
  ledger: string
  apiKey: string
  baseUrl: string
  port: number
  kill?: Kill | undefined
}

/** What the process returns to its parent. */
export interface BotState {
  /** Events that wait, by queue. */
  waiting: Record<string, number>
}

/** How the error of an event begins that was running in six processes when they were killed. */
const killedTooOften = 'The process ended during its runs'

const options = JSON.parse(process.argv[2]!) as BotOptions
const at = createKiller(options.kill)

const { store } = openDatabase(options.database)
const account = withKillPoints(store, 'main', { at, lease: options.lease })
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
  store: account,
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

/** Replays the events that are dead only because the processes that ran them were killed. */
async function replayKilled(): Promise<void> {
  const dead = (await webhooks.deadLetters()).filter(({ error }) => error.startsWith(killedTooOften))
  for (const { id } of dead) appendFileSync(options.ledger, `replayed ${id.replace('message:', '')} 0\n`)
  await webhooks.replay(dead.map(({ id }) => id))
}

const receive = handler(webhooks)
createServer(async (request, response) => {
  if (request.method === 'POST') return receive(request, response)
  await replayKilled()
  const { waiting } = await outbox.stats()
  response.end(JSON.stringify({ waiting } satisfies BotState))
}).listen(options.port, '127.0.0.1', () => {
  webhooks.start()
  killLater(options.kill)
  // A process that is killed would not do it when it ends.
  flushCompileCache()
  console.log('ready')
})
