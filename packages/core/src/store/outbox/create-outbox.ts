import { createMessageId } from '../../api/messages/message-id.ts'
import { quietly } from '../../client/hooks.ts'
import { printFailure } from '../../errors/redaction/print-failure.ts'
import * as defaults from '../handling/defaults.ts'
import { createOutageWatch } from '../handling/outage.ts'
import { createLaneRunner } from '../lanes/run-lanes.ts'
import { createHash } from '../port/hash.ts'
import { again } from './again.ts'
import { createChanges } from './changes.ts'
import { checkHandlerOptions, checkOutboxOptions } from './check-options.ts'
import type { OutboxContext } from './context.ts'
import type { Entry, OutboxEvent } from './entry-state.ts'
import { addEntryHandler, tellNews, type NamedEntryHandler } from './news.ts'
import { observe } from './observe.ts'
import type { Outbox, OutboxOptions } from './outbox.ts'
import { createOutboxLog } from './outbox-log.ts'
import { listPauses } from './pauses.ts'
import { prepareReply, putInOrder, putMessage } from './put-entry.ts'
import { createRareReport } from './rare-report.ts'
import { createTakeTurn } from './rate.ts'
import { toEntry, type EntryRecord } from './record.ts'
import { sendRoute } from './send-route.ts'
import { cancel } from './stored-entries.ts'
import { doTask } from './tasks.ts'
import { track } from './track.ts'
import { readEntry } from './update-entry.ts'

/**
 * Creates an outbox: messages are stored first, leave once, and what became of each is known or reported. Pass it to
 * `createWebhooks({ outbox })`, so that webhooks settle its messages.
 *
 * @example
 * const outbox = createOutbox({ wazzup, store: createSqliteStore({ path: 'bot.db' }).forAccount('main') })
 * await outbox.send({ channelId, chatType: 'whatsapp', chatId, text: 'Your order is ready.' }, { id: 'ready:17' })
 * @throws WazzupValidationError when an option is invalid.
 */
export function createOutbox(options: OutboxOptions): Outbox {
  checkOutboxOptions(options)
  const { wazzup, store, concurrency = 20 } = options
  const { driver, account } = store
  const changes = createChanges()
  const { onError = createOutboxLog(printFailure) } = options
  const report: OutboxContext['report'] = (error, entry) => quietly(() => onError(error, entry))
  const context: OutboxContext = {
    driver,
    account,
    wazzup,
    hash: createHash(driver, account),
    process: createMessageId(),
    repeat: options.repeat ?? 'window',
    resume: options.resume ?? 'window',
    settleWithin: options.settleWithin ?? defaults.settleWithin,
    remember: options.remember ?? defaults.remember,
    codec: options.codec,
    linkTo: options.linkTo,
    perChannel: options.rateLimit?.perChannel,
    hooks: options.hooks ?? {},
    report,
    rarely: createRareReport(report),
    changed: changes.tell,
    readWaiting: undefined,
  }
  const handlers = new Map<OutboxEvent, NamedEntryHandler[]>()
  const outages = createOutageWatch()
  const takeTurn = createTakeTurn(context)
  const lanes = { driver, account, report: (error: unknown) => context.report(error, undefined) }
  const runners = [
    createLaneRunner({
      ...lanes,
      queue: 'out',
      timesBy: 'retries',
      concurrency,
      handle: (event, run) => sendRoute(context, takeTurn, event, run),
    }),
    createLaneRunner({
      ...lanes,
      queue: 'check',
      // Among them are entries with `notBefore`.
      timesBy: 'app',
      concurrency: 5,
      handle: (event) => doTask(context, event),
    }),
    createLaneRunner({
      ...lanes,
      queue: 'news',
      timesBy: 'retries',
      concurrency: 10,
      handle: (event, run) => tellNews(context, handlers, outages, event, run),
    }),
  ]
  const show = async (record: EntryRecord): Promise<Entry> => toEntry(record, await driver.now())

  const outbox: Outbox = {
    store,
    wazzup,
    link: {
      observe: (event, arrivedAt) => observe(context, event, arrivedAt),
      prepareReply: (reply) => prepareReply(context, reply),
      readWaiting: (read) => void (context.readWaiting = read),
    },
    send: async (message, sendOptions) => show(await putMessage(context, message, sendOptions)),
    async sendInOrder(messages, sendOptions) {
      return Promise.all((await putInOrder(context, messages, sendOptions)).map(show))
    },
    async get(id) {
      const record = await readEntry(context, id)
      return record && show(record)
    },
    track: (id, trackOptions) => track(outbox.get, changes, id, trackOptions),
    cancel: (id) => cancel(context, id),
    resend: async (id, { risk }) => show(await again(context, id, risk)),
    on(events, handler, handlerOptions = {}) {
      checkHandlerOptions(handlerOptions)
      const { name, timeout = defaults.handlerTimeout } = handlerOptions
      for (const event of [events].flat()) addEntryHandler(handlers, event, { name: name ?? event, timeout, handler })
      return outbox
    },
    stats: () => store.stats(),
    pauses: () => listPauses(context),
    wake: () => runners.forEach((runner) => runner.wake()),
    start: () => runners.forEach((runner) => runner.start()),
    async drain({ deadline }) {
      const until = Date.now() + deadline
      for (let handled = 1; handled > 0 && Date.now() < until;) {
        // What one queue does may make the others due.
        const counts = await Promise.all(runners.map((runner) => runner.drain(Math.max(1, until - Date.now()))))
        handled = counts.reduce((sum, count) => sum + count, 0)
      }
    },
    async stop(deadline = defaults.stop) {
      await Promise.all(runners.map((runner) => runner.stop(deadline)))
    },
  }
  return outbox
}
