import type { AccountStore, Step } from '@wazzup-kit/core/store'

/** The facts that a store has of an entry. */
interface StoredFacts {
  id: string
  route: number
  routes: readonly { crmMessageId: string; lane: string }[]
  calls: readonly { id: string; t0: number; process: string; effect: 'pending' | 'none' | 'unknown' }[]
  accepted: { by: 'response' | 'repeated' | 'echo' } | null
  messageId: string | null
  isSeen: boolean
  status: 'sent' | 'delivered' | 'read' | 'error' | null
  end: string | null
  reported: Readonly<Record<string, number>>
}

/** All facts that were stored, with what went back although facts only grow. */
export interface FactLog {
  /** The store, whose commits are read. */
  store: AccountStore
  latest: ReadonlyMap<string, StoredFacts>
  wrong: readonly string[]
  /** Entries that were unknown at some time, because a call ended without a response. */
  unknown: ReadonlySet<string>
  /** Entries of which an echo or a status has come. */
  seen: ReadonlySet<string>
  /** Number of calls that another process continued. */
  resumptions: number
  /** How each route was accepted: `<id>:<route>`. */
  accepted: ReadonlyMap<string, 'response' | 'repeated' | 'echo'>
}

const ranks = [null, 'sent', 'delivered', 'read', 'error']

/** Reads the commits of a store. */
export function createFactLog(store: AccountStore): FactLog {
  const latest = new Map<string, StoredFacts>()
  const wrong: string[] = []
  const unknown = new Set<string>()
  const seen = new Set<string>()
  const accepted = new Map<string, 'response' | 'repeated' | 'echo'>()
  let resumptions = 0

  function note(after: StoredFacts): void {
    const { id } = after
    const before = latest.get(id)
    latest.set(id, after)
    if (after.accepted) accepted.set(`${id}:${after.route}`, after.accepted.by)
    if (after.isSeen) seen.add(id)
    if (after.calls.some(({ effect }) => effect === 'unknown')) unknown.add(id)
    if (!before) return
    if (after.route < before.route) wrong.push(`${id} went back to route ${after.route}`)
    if (after.route !== before.route) return
    if (after.calls.length > before.calls.length && before.calls.some(({ effect }) => effect === 'pending'))
      resumptions++
    if (before.end !== null && after.end !== before.end) wrong.push(`${id} was ${before.end} and is ${after.end}`)
    if (before.accepted && !after.accepted) wrong.push(`${id} is not accepted any more`)
    if (before.accepted && after.end) wrong.push(`${id} was accepted and is ${after.end}`)
    if (before.messageId !== null && after.messageId !== before.messageId) wrong.push(`${id} has another message id`)
    if (ranks.indexOf(after.status) < ranks.indexOf(before.status)) {
      wrong.push(`${id} went from ${before.status} to ${after.status}`)
    }
    for (const call of before.calls) {
      const now = after.calls.find((each) => each.id === call.id)
      if (!now) wrong.push(`${id} has lost a call`)
      else if (!isLaterEffect(call.effect, now.effect)) wrong.push(`${id} has another effect of a call`)
    }
    const t0s = new Set(after.calls.filter(({ effect }) => effect !== 'none').map(({ t0 }) => t0))
    if (t0s.size > 1) wrong.push(`${id} has several T0 in one route`)
  }

  const driver: AccountStore['driver'] = {
    ...store.driver,
    async commit(account: string, step: Step, transaction?: unknown) {
      const committed = await store.driver.commit(account, step, transaction)
      for (const { key, value } of committed ? (step.write ?? []) : []) {
        if (key.startsWith('entry/')) note(structuredClone(value) as StoredFacts)
      }
      return committed
    },
  }
  return {
    store: { ...store, driver },
    latest,
    wrong,
    unknown,
    seen,
    accepted,
    get resumptions() {
      return resumptions
    },
  }
}

/** Returns whether an effect may follow another one. The process of a call may prove that nothing left after it was given up. */
function isLaterEffect(before: 'pending' | 'none' | 'unknown', after: 'pending' | 'none' | 'unknown'): boolean {
  return before === after || before === 'pending' || (before === 'unknown' && after === 'none')
}
