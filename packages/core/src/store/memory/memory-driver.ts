import type { Clock } from '../port/clock.ts'
import type { Claim } from '../port/claims.ts'
import { queueOf, type StoreDriver } from '../port/driver.ts'
import { createDueListeners, dueAfterStep, dueAfterWake } from '../port/due-queues.ts'
import { createMemoryAccount, type Lane, type MemoryAccount } from './memory-account.ts'

/** Creates a driver that keeps everything in the memory of this process. */
export function createMemoryDriver(clock?: Clock): StoreDriver {
  const accounts = new Map<string, MemoryAccount>()
  const listeners = createDueListeners()
  let counter = 0
  const now = (): number => clock?.now() ?? Date.now()

  function accountOf(name: string): MemoryAccount {
    let account = accounts.get(name)
    if (!account) accounts.set(name, (account = createMemoryAccount(now, () => ++counter)))
    return account
  }

  clock?.whenAdvanced?.(() => listeners.tell())

  return {
    name: 'memory',
    durable: false,
    clock,
    now: async () => now(),
    async commit(account, step, transaction) {
      if (transaction !== undefined) throw new TypeError('The memory store cannot join a transaction')
      const appended = accountOf(account).commit(step)
      if (appended) listeners.tell(dueAfterStep(account, step))
      return appended && { appended }
    },
    head: async (account, lane) => accountOf(account).head(lane),
    find: async (account, ids) => accountOf(account).find(ids),
    listEvents: async (account, query) => accountOf(account).listEvents(query),
    read: async (account, keys) => accountOf(account).read(keys),
    readGroup: async (account, group) => accountOf(account).readGroup(group),
    listRecords: async (account, query) => accountOf(account).listRecords(query),
    async claim({ accounts: names, queue, limit, lease }) {
      const due: { at: number; account: string; lane: string; state: Lane }[] = []
      for (const name of names) {
        for (const [lane, state] of accountOf(name).lanes) {
          const [first] = state.waiting
          if (!first || queueOf(lane) !== queue) continue
          due.push({ at: state.token ? Math.max(first.due, state.leaseUntil) : first.due, account: name, lane, state })
        }
      }
      due.sort((one, other) => one.at - other.at)
      const ready = due.filter(({ at }) => at <= now())
      const claims = ready.slice(0, limit).map(({ account, lane, state }): Claim => {
        const abandoned = state.claims
        Object.assign(state, { token: String(++counter), leaseUntil: now() + lease, claims: abandoned + 1 })
        return { account, lane, token: state.token!, abandoned }
      })
      return { claims, next: (ready[claims.length] ?? due[ready.length])?.at }
    },
    async renew(claims, lease) {
      return claims.filter(({ account, lane, token }) => {
        const state = accountOf(account).lanes.get(lane)
        if (state?.token !== token) return true
        state.leaseUntil = now() + lease
        return false
      })
    },
    async release({ account, lane, token }) {
      const { lanes } = accountOf(account)
      const state = lanes.get(lane)
      if (state?.token !== token) return false
      const isOver = state.waiting.length === 0
      if (isOver) lanes.delete(lane)
      else Object.assign(state, { token: undefined, claims: 0 })
      return !isOver
    },
    async wake(account, prefix) {
      accountOf(account).wake(prefix)
      listeners.tell(dueAfterWake(account, prefix))
    },
    forget: async (account, subject) => accountOf(account).forget(subject),
    purge: async (account, doneBefore) => accountOf(account).purge(doneBefore),
    stats: async (account) => accountOf(account).stats(),
    whenDue: listeners.add,
    async close() {},
  }
}
