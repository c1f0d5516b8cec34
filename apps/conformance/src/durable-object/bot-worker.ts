import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Miniflare, Response, type Request } from 'miniflare'
import { bundle } from '../runtimes/bundle.ts'
import type { Question } from './bot-entry.ts'

/** A line that a handler tells. */
export interface Told {
  what: string
  messageId: string
  attempt: number
  text: string
}

/** A Worker with bots in objects, which can be killed and started again over the same storage. */
export interface BotWorker {
  /** What handlers have told, in all processes. */
  readonly told: Told[]
  /** Called with each line. The handler waits until it resolves, and fails with its text. */
  onTold: (told: Told) => Promise<string | void> | string | void
  /** Returns the address of the bot of an account. */
  urlOf(account: string): string
  ask(account: string, question: Question): Promise<unknown>
  /** Ends workerd as `kill -9` does. */
  kill(): Promise<void>
  start(): Promise<void>
  close(): Promise<void>
}

let bundled: Promise<string> | undefined

/** Starts the Worker with a new storage. */
export async function startBotWorker(bindings: {
  WAZZUP_API_KEY: string
  WAZZUP_BASE_URL: string
}): Promise<BotWorker> {
  const script = await (bundled ??= bundle('../durable-object/bot-entry.ts', 'esm', ['workerd', 'worker']))
  const folder = mkdtempSync(join(tmpdir(), 'durable-object-'))
  let workerd: Miniflare | undefined
  let port: number | undefined

  const worker: BotWorker = {
    told: [],
    onTold: () => {},
    urlOf: (account) => `http://127.0.0.1:${port}/${account}?key=secret`,
    async ask(account, question) {
      const response = await fetch(`http://127.0.0.1:${port}/${account}/${encodeURIComponent(question)}`)
      if (!response.ok) throw new Error(await response.text())
      return response.json()
    },
    async kill() {
      // Miniflare ends its process with SIGKILL.
      await workerd?.dispose()
      workerd = undefined
    },
    async start() {
      workerd = new Miniflare({
        modules: true,
        script,
        compatibilityDate: '2026-03-01',
        host: '127.0.0.1',
        ...(port === undefined ? {} : { port }),
        bindings,
        durableObjects: {
          BOT: { className: 'TestedBot', useSQLite: true },
          TIMED: { className: 'TimedBot', useSQLite: true },
          FORGETFUL: { className: 'ForgetfulBot', useSQLite: true },
        },
        durableObjectsPersist: folder,
        serviceBindings: {
          async TEST(request: Request) {
            const [what = '', messageId = '', attempt, ...text] = (await request.text()).split(' ')
            const told = { what, messageId, attempt: Number(attempt), text: text.join(' ') }
            worker.told.push(told)
            return new Response((await worker.onTold(told)) ?? '')
          },
        },
      })
      const url = await workerd.ready
      port ??= Number(url.port)
    },
    async close() {
      await worker.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  await worker.start()
  return worker
}
