import { quietly } from '../../client/hooks.ts'
import type { Background } from '../../inbound/target.ts'
import * as defaults from '../handling/defaults.ts'
import { createOutageWatch } from '../handling/outage.ts'
import { openChat } from '../handling/pauses.ts'
import { createLaneRunner, type LaneWork } from '../lanes/run-lanes.ts'
import type { DeadLetter } from '../port/dead-letter.ts'
import { inTime } from '../port/in-time.ts'
import { listLane } from '../port/list-lane.ts'
import type { AccountStore } from '../port/store.ts'
import { answerQuestion } from './answer-question.ts'
import { createCapsCheck } from './check-caps.ts'
import { handleEvent } from './handle-event.ts'
import { createHash } from '../port/hash.ts'
import type { Inbox, InboxItem, InboxOptions, InboxReceiver, QuietRegistration, StoreFunctions } from './inbox-parts.ts'
import { checkNames, registerQuiet } from './quiet-registration.ts'
import { setUpInbox } from './set-up-inbox.ts'
import { observedEarly, observeEvent } from './observe-event.ts'
import { placeEvents, type PlacedEvent } from './place-events.ts'
import { purgeHourly, startPurging } from './purge-hourly.ts'
import { handleBatch } from './quiet-lanes.ts'
import type { InboxWorker } from './run-stored.ts'
import { rejectUnstored } from './reject-unstored.ts'
import { readEvent, readStoredItem } from './stored-item.ts'

/** Maximum number of waiting events of a chat in which the echo of an unknown send is looked for. */
const mostWaiting = 1_000

/** Number of lanes that a process works on at the same time. */
const concurrency = { in: 20, quiet: 10 }

function isOfInbox({ lane }: DeadLetter): boolean {
  return lane.startsWith('in/') || lane.startsWith('quiet/')
}

/** Returns the inbox of a receiver: its events are stored before the response and handled afterwards. */
export function openInbox(store: AccountStore, options: InboxOptions, receiver: InboxReceiver): Inbox {
  const { driver, account } = store
  const { outbox } = options
  const quiet: (QuietRegistration & { isNamed: boolean })[] = []
  const parts = setUpInbox(options, receiver, quiet)
  const hash = createHash(driver, account)
  const worker: InboxWorker = { driver, account, parts, outages: createOutageWatch() }
  const checkCaps = createCapsCheck(driver, account, parts.caps)
  const report = (error: unknown): void => {
    parts.report(error, { kind: 'store', reason: 'events could not be handled; they are tried again' })
  }
  const base = { driver, account, report, timesBy: 'retries' } as const
  const works: LaneWork[] = [
    { ...base, queue: 'in', concurrency: concurrency.in, handle: (event, run) => handleEvent(worker, event, run) },
    { ...base, queue: 'quiet', concurrency: concurrency.quiet, handle: (head, run) => handleBatch(worker, head, run) },
  ]
  const runners = works.map(createLaneRunner)
  let stopPurging: (() => void) | undefined

  async function append(items: readonly InboxItem[]): Promise<PlacedEvent[]> {
    await checkCaps()
    const placed = await placeEvents({ driver, account, hash }, items, await driver.now())
    if (placed.length === 0) return placed
    const committed = await driver.commit(account, { append: placed.map(({ stored }) => stored) })
    if (!committed) throw new Error('the store did not take the events')
    const fresh = placed.filter((_, index) => committed.appended[index])
    const info = { events: fresh.length, repeats: placed.length - fresh.length }
    quietly(() => parts.hooks?.onStored?.(info))
    return fresh
  }

  /** Observes what is new at once, because its lane may be waiting. Its worker observes it again and reports failures. */
  async function observeEarly(placed: readonly PlacedEvent[]): Promise<void> {
    for (const { event, stored } of placed) {
      if (!observedEarly.has(event.kind)) continue
      const { id, data } = stored
      await observeEvent(worker, readEvent(parts, id, data), data.at).catch(() => {})
    }
  }

  outbox?.link.readWaiting(async (lane) => {
    for (const stored of await listLane(driver, account, lane, mostWaiting)) {
      const item = readStoredItem(stored.data)
      const event = item && readEvent(parts, stored.id, item)
      if (event && observedEarly.has(event.kind)) await observeEvent(worker, event, item.at)
    }
  })

  const functions: StoreFunctions = {
    async deadLetters({ after } = {}) {
      let page = await store.deadLetters({ after })
      // The outbox has dead letters of its own.
      while (page.length > 0 && !page.some(isOfInbox)) page = await store.deadLetters({ after: page.at(-1)!.position })
      return page.filter(isOfInbox)
    },
    replay: (ids) => store.replay(ids),
    chat: (chat) => openChat(driver, account, chat),
    start() {
      stopPurging ??= startPurging({ driver, account, remember: parts.remember }, report)
      for (const runner of runners) runner.start()
      outbox?.start()
    },
    async stop(deadline = defaults.stop) {
      stopPurging?.()
      stopPurging = undefined
      await Promise.all([...runners, ...(outbox ? [outbox] : [])].map((each) => each.stop(deadline)))
    },
    async drain({ deadline }) {
      const end = Date.now() + deadline
      const rest = (): number => Math.max(1, end - Date.now())
      for (const runner of runners) await runner.drain(rest())
      await outbox?.drain({ deadline: rest() })
      await purgeHourly(driver, account, parts.remember).catch(report)
      const { waiting } = await driver.stats(account)
      return { left: (waiting.in ?? 0) + (waiting.quiet ?? 0) + (waiting.out ?? 0) }
    },
  }

  return {
    checkNames,
    addQuiet: (options, handler) => void quiet.push(registerQuiet(quiet, options, handler)),
    async store(items, background: Background | undefined) {
      if (items.length === 0) return { status: 200 }
      try {
        const placed = await inTime(() => append(items))
        const observed = outbox || parts.takeover ? observeEarly(placed) : undefined
        if (observed) background?.waitUntil(observed)
        return { status: 200 }
      } catch (error) {
        return rejectUnstored(parts.report, error, items)
      }
    },
    answer: (question, ask) => answerQuestion({ driver, account, hash, report: parts.report }, question, ask),
    functions,
  }
}
