import type { AccountStore, Step, Store } from '@wazzup-kit/core/store'
import { createStore } from '@wazzup-kit/core/store'
import { writeSync } from 'node:fs'

/** Moments of a process at which it can be killed. */
export const killPoints = [
  'before the events of a delivery are stored',
  'after the events of a delivery are stored',
  'when a handler begins',
  'when a handler has replied',
  'before the end of a run is stored',
  'after the end of a run is stored',
  'before the start of a send is stored',
  'after the start of a send is stored',
  'before a request leaves',
  'after a request was answered',
  'before the result of a send is stored',
  'after the result of a send is stored',
] as const

/** One of these moments, or any commit of a store, whatever it stores. */
export type KillPoint = (typeof killPoints)[number] | 'before a commit' | 'after a commit'

/**
 * When a process kills itself: at the nth time that it comes to a point, or to any of them, or some milliseconds after it
 * started. With `stopFor` it is suspended for so many milliseconds and then goes on.
 */
export type Kill = { point: KillPoint | 'any'; nth: number; stopFor?: number } | { after: number }

/** What a process writes before it is suspended. */
export const stopped = 'stopped'

/** Creates the function that a process calls at each point. It ends the process as `kill -9` does, or suspends it. */
export function createKiller(kill: Kill | undefined): (point: KillPoint) => void {
  let count = 0
  return (point) => {
    if (!kill || 'after' in kill || (kill.point !== point && kill.point !== 'any') || ++count !== kill.nth) return
    if (kill.stopFor !== undefined) writeSync(process.stdout.fd, stopped)
    process.kill(process.pid, kill.stopFor === undefined ? 'SIGKILL' : 'SIGSTOP')
  }
}

/** Ends a process that has started after the given milliseconds, which do not include its slow start on a busy machine. */
export function killLater(kill: Kill | undefined): void {
  if (kill && 'after' in kill) setTimeout(() => process.kill(process.pid, 'SIGKILL'), kill.after)
}

/** Returns a store that comes to the points of its commits. Its claims last for `lease` milliseconds, if that is given. */
export function withKillPoints(
  store: Store,
  account: string,
  { at, lease }: { at: (point: KillPoint) => void; lease?: number | undefined },
): AccountStore {
  const { driver } = store.forAccount(account)
  return createStore({
    ...driver,
    claim: (request) => driver.claim({ ...request, lease: lease ?? request.lease }),
    renew: (claims, usual) => driver.renew(claims, lease ?? usual),
    async commit(name, step, transaction) {
      const what = describeStep(step)
      if (what) at(`before ${what}`)
      const committed = await driver.commit(name, step, transaction)
      if (what) at(`after ${what}`)
      return committed
    },
  }).forAccount(account)
}

type Stored = 'the events of a delivery are stored' | 'the end of a run is stored' | SendStored
type SendStored = 'the start of a send is stored' | 'the result of a send is stored'

function describeStep({ append = [], settle = [], write = [] }: Step): Stored | undefined {
  const entry = write.find(({ key }) => key.startsWith('entry/'))?.value as Entry | undefined
  if (entry?.accepted) return 'the result of a send is stored'
  if (entry?.calls.some(({ effect }) => effect === 'pending')) return 'the start of a send is stored'
  if (settle.length === 0 && append.some(({ lane }) => lane.startsWith('in/')))
    return 'the events of a delivery are stored'
  return settle.length > 0 && entry ? 'the end of a run is stored' : undefined
}

interface Entry {
  accepted: unknown
  calls: readonly { effect: string }[]
}
