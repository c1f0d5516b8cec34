import { quietly } from '../../client/hooks.ts'
import { monotonicNow } from '../../client/timing/clock.ts'
import type { OutageWatch } from '../handling/outage.ts'
import { openChat } from '../handling/pauses.ts'
import { progressOf, runHandlers, type HandlersRun, type StoredHandler } from '../handling/run-handlers.ts'
import type { LaneRun } from '../lanes/run-lanes.ts'
import type { ChatAddress } from '../port/chat-address.ts'
import type { Step, StoreDriver, StoredEvent } from '../port/driver.ts'
import { collectReplies, type ReplyCollector } from './collect-replies.ts'
import type { HandledInfo } from './inbox-hooks.ts'
import type { AnyEvent, InboxHandler, InboxSetup } from './inbox-parts.ts'
import { createStoredContext } from './stored-context.ts'

/** What handling stored events needs. */
export interface InboxWorker {
  driver: StoreDriver
  account: string
  parts: InboxSetup
  outages: OutageWatch
}

/** A run of an event or of a batch of messages. */
export interface Subject {
  /** The stored event, or the first one of the batch. */
  stored: StoredEvent
  run: LaneRun
  /** The event that errors are reported with. */
  event: AnyEvent
  /** What handlers get: the event, or the messages. */
  given: unknown
  raw: unknown
  chat: ChatAddress | undefined
  /** When it happened. */
  at: number
  canReply: boolean
}

/** A run, and how to store what its handlers replied. */
export interface StoredRun extends HandlersRun {
  prepareReplies(): Promise<readonly Step[]>
}

/** Runs the handlers that have not finished and that are not skipped. */
export async function runStored(
  { driver, account, parts, outages }: InboxWorker,
  { stored, run, event, given, raw, chat, at, canReply }: Subject,
  handlers: readonly InboxHandler[],
): Promise<StoredRun> {
  const now = await driver.now()
  const age = Math.max(0, now - at)
  const { finished, replayed } = progressOf(stored)
  const asksForPause = handlers.some(({ whilePaused, name }) => whilePaused === 'skip' && !finished.includes(name))
  const isPaused = asksForPause && chat !== undefined && (await openChat(driver, account, chat).isPaused())
  const isSkipped = ({ maxAge, whilePaused }: InboxHandler): boolean =>
    age > maxAge || (isPaused && whilePaused === 'skip')
  const skipped = handlers.filter(isSkipped).map(({ name }) => name)
  const collectors = new Map<string, ReplyCollector>()
  const ready = new Map<string, readonly Step[]>()
  let isTold = false
  const note = (name: string, outcome: HandledInfo['outcome'], milliseconds = 0): void => {
    const { kind } = event
    quietly(() => parts.hooks?.onHandled?.({ kind, handler: name, outcome, attempt: run.attempt, milliseconds, age }))
  }
  for (const name of skipped) if (!finished.includes(name)) note(name, 'skipped')

  const toStored = (handler: InboxHandler): StoredHandler => ({
    name: handler.name,
    timeout: handler.timeout,
    async run(signal) {
      const collector =
        chat && canReply
          ? collectReplies({
              link: parts.outbox?.link,
              report: parts.report,
              event,
              chat,
              prefix: `${stored.id}/${handler.name}`,
              age,
              onTooOld() {
                if (!isTold) parts.report(new Error('the message is too old, so the reply is not sent'), event)
                isTold = true
              },
            })
          : undefined
      const { id } = stored
      const context = createStoredContext({
        driver,
        account,
        parts,
        id,
        attempt: run.attempt,
        replayed: replayed === true,
        raw,
        signal,
        chat,
        reply: collector?.reply,
      })
      const startedAt = monotonicNow()
      let outcome: HandledInfo['outcome'] = 'failed'
      try {
        await handler.run(given as never, context as never)
        if (collector) {
          // Now, so that a reply that is not valid fails the handler.
          ready.set(handler.name, await collector.prepare())
          collectors.set(handler.name, collector)
        }
        outcome = 'succeeded'
      } finally {
        collector?.close()
        note(handler.name, outcome, monotonicNow() - startedAt)
      }
    },
  })

  const before = { ...stored, progress: { finished: [...finished, ...skipped], replayed } }
  const { attempt, signal } = run
  const result = await runHandlers(before, handlers.map(toStored), { attempt, signal, now, outages })
  const { end } = result
  const nextIn = end.state === 'waiting' ? end.due - now : undefined
  for (const { name, error } of result.failures) parts.report(error, event, { handler: name, attempt, nextIn })
  return {
    ...result,
    async prepareReplies() {
      const steps = result.finished.map((name) => ready.get(name) ?? collectors.get(name)?.prepare() ?? [])
      ready.clear()
      return (await Promise.all(steps)).flat()
    },
  }
}

/** Reports that an event is dead. */
export function reportDead({ parts }: InboxWorker, event: AnyEvent, end: HandlersRun['end']): void {
  if (end.state !== 'dead') return
  parts.report(new Error(`is not handled any more after ${end.attempts} runs; see deadLetters: ${end.error}`), event)
}
