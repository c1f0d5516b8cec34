import type { Claim, ClaimRequest } from '@wazzup-kit/core/store'
import { hasPassing, readNextReady, type LogDatabase } from '@wazzup-kit/sqlite-log'
import type { AlarmInfo, BotWebhooks } from './bot-webhooks.ts'
import type { ObjectStorage } from './object-state.ts'

/** Milliseconds for which an alarm waits for what is due next. The end of an alarm and the next one cost more. */
const soon = 2_000

/** Milliseconds between two alarms that only delete what is over. */
const purgeInterval = 86_400_000

/** Cloudflare retries an alarm six times. From this retry on, another alarm is set first, in so many milliseconds. */
const lastRetries = { from: 3, nextAlarm: 60_000 }

/** Sets the alarm of an object, and works while it goes off. */
export interface WorkWatch {
  /** Notes that lanes may be due earlier than before. Call it in the turn of the change, so that both are stored together. */
  changed(): void
  /** Notes that a worker has lanes of a queue. */
  claimed(request: ClaimRequest, claims: readonly Claim[]): void
  /** Notes that a worker does not have a lane any more. */
  released(claim: Claim): void
  /** Lets a bot work until nothing is due. */
  run(bot: Pick<BotWebhooks, 'start' | 'stop'>, info: AlarmInfo | undefined): Promise<void>
}

/** What a watch needs. */
export interface WatchOptions {
  storage: ObjectStorage
  database: LogDatabase
  now: () => number
  /** Milliseconds after which an alarm leaves its work to the next one. */
  longestAlarm: number
}

/** Creates the watch of an object. */
export function createWorkWatch({ storage, database, now, longestAlarm }: WatchOptions): WorkWatch {
  /** The token of the worker of each lane. */
  const workers = new Map<string, string>()
  /** Queues that this bot works on. What waits in others, for example after the outbox was left out, needs no alarm. */
  const served = new Set<string>()
  let isRunning = false
  /** The alarm that this instance has set. An earlier instance may have set a later one, or none. */
  let alarmAt = Infinity
  let look: (() => void) | undefined

  function readNext(): number | undefined {
    return readNextReady(database, (queue) => served.size === 0 || served.has(queue))
  }

  function isIdle(): boolean {
    return workers.size === 0 && !((readNext() ?? Infinity) <= now() + soon)
  }

  function setAlarm(due: number): void {
    // The clock of a test is not that of Cloudflare.
    const at = Date.now() + Math.max(0, due - now())
    if (at >= alarmAt) return
    alarmAt = at
    void storage.setAlarm(at)
  }

  /** Resolves after the next claim, or after so many milliseconds. */
  function waitForClaim(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(end, milliseconds)
      function end(): void {
        clearTimeout(timer)
        look = undefined
        resolve()
      }
      look = end
    })
  }

  return {
    changed() {
      if (isRunning) return
      const next = readNext()
      if (next !== undefined) setAlarm(next)
    },
    claimed({ queue }, claims) {
      served.add(queue)
      for (const { account, lane, token } of claims) workers.set(keyOf(account, lane), token)
      look?.()
    },
    released({ account, lane, token }) {
      const key = keyOf(account, lane)
      if (workers.get(key) === token) workers.delete(key)
    },
    async run(bot, info) {
      const end = Date.now() + longestAlarm
      alarmAt = Infinity
      if ((info?.retryCount ?? 0) >= lastRetries.from) await storage.setAlarm(Date.now() + lastRetries.nextAlarm)
      bot.start()
      isRunning = true
      // Nothing may come between the last look and `stop`: what was claimed there would be aborted.
      while (!isIdle()) {
        const left = end - Date.now()
        // What runs goes on, and the next alarm has CPU time of its own.
        if (left <= 0) return setAlarm(now())
        await waitForClaim(left)
      }
      await bot.stop()
      isRunning = false
      const next = Math.min(readNext() ?? Infinity, hasPassing(database) ? now() + purgeInterval : Infinity)
      if (next < Infinity) setAlarm(next)
    },
  }
}

function keyOf(account: string, name: string): string {
  return JSON.stringify([account, name])
}
