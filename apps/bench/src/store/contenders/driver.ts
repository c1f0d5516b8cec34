import { join } from 'node:path'
import { setImmediate as pause } from 'node:timers/promises'
import { endRun, type Claim } from '@wazzup-kit/core/store'
import { builtEntry } from '../../built.ts'
import { concurrency, type Handle, type OpenContender } from '../contender.ts'
import { laneOf, numberOf } from '../messages.ts'

const account = 'main'

/** The driver of our SQLite store, with a loop like that of the bare statements. It has leases and revisions. */
export const open: OpenContender = async ({ folder }) => {
  const { createSqliteStore } = (await import(builtEntry('@wazzup-kit/sqlite'))) as typeof import('@wazzup-kit/sqlite')
  const store = createSqliteStore({ path: join(folder, 'alone.db') })
  const { driver } = store.forAccount(account)
  let handle: Handle | undefined
  let active = 0
  let isClaiming = false
  let hasNew = false

  async function drain(claim: Claim): Promise<void> {
    active++
    for (;;) {
      const event = await driver.head(account, claim.lane)
      if (!event) break
      const { messageId } = event.data as { messageId: string }
      if (numberOf(messageId) < 0) throw new Error('another message')
      await handle!(event.id)
      await driver.commit(account, { settle: [endRun(event, { state: 'done' })] })
    }
    await driver.release(claim)
    active--
    void claimLanes()
  }

  async function claimLanes(): Promise<void> {
    hasNew = true
    if (isClaiming || !handle) return
    isClaiming = true
    while (hasNew && active < concurrency) {
      hasNew = false
      const limit = concurrency - active
      const { claims } = await driver.claim({ accounts: [account], queue: 'in', limit, lease: 20_000 })
      for (const claim of claims) void drain(claim)
    }
    isClaiming = false
  }

  return {
    async append(message) {
      const { id, item } = message
      const lane = laneOf(message)
      const data: unknown = JSON.parse(item)
      await driver.commit(account, { append: [{ id, lane, subject: lane, data }] })
      void claimLanes()
    },
    start(given) {
      handle = given
      void claimLanes()
    },
    async close() {
      while (active > 0 || isClaiming) await pause()
      await store.close()
    },
  }
}
