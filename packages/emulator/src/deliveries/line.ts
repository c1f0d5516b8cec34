import { mayShare } from '../webhook-bodies.ts'
import type { Parcel } from './parcel.ts'

/** Parcels that wait to be posted, one after another. */
export interface Line {
  /** Several at a time are posted at the same moment. */
  push(...together: readonly Parcel[]): void
  /** Remembers work that may still push something. */
  expect(work: Promise<unknown>): void
  /** Resolves when nothing waits, nothing is on its way and nothing is expected. */
  settled(): Promise<void>
  reset(): void
}

/**
 * Lets everything go first that this turn of the event loop still does, such as reading the 201 before its echo. No
 * timer: a mocked one would stand still.
 */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}

/** Puts `from` into the body of `into`. */
function mix(into: Parcel, from: Parcel): void {
  for (const kind of ['messages', 'statuses'] as const) {
    const items = from.body[kind]
    if (items === undefined) continue
    into.body = { ...into.body, [kind]: [...(into.body[kind] ?? []), ...items] }
    if (!into.kinds.includes(kind)) into.kinds.push(kind)
  }
}

/** Builds an empty line over what posts one parcel. */
export function createLine(post: (parcel: Parcel) => Promise<void>): Line {
  const waiting: (readonly Parcel[])[] = []
  const pending = new Set<Promise<unknown>>()
  let running = false

  async function run(): Promise<void> {
    running = true
    try {
      await turn()
      for (let together = waiting.shift(); together; together = waiting.shift()) {
        await Promise.all(together.map(post))
        await turn()
      }
    } finally {
      running = false
    }
  }

  function expect(work: Promise<unknown>): void {
    pending.add(work)
    const forget = (): void => void pending.delete(work)
    work.then(forget, forget)
  }

  return {
    push(...together) {
      const [parcel, ...more] = together
      const open = waiting.flat().find(({ to, fault }) => to === parcel?.to && fault?.kind === 'mixed')
      const joins = more.length === 0 && (parcel?.fault === undefined || parcel.fault.kind === 'mixed')
      if (parcel && open && joins && mayShare(parcel.body)) mix(open, parcel)
      else waiting.push(together)
      if (!running) expect(run())
    },
    expect,
    async settled() {
      while (pending.size > 0) await Promise.allSettled(pending)
    },
    reset() {
      waiting.length = 0
    },
  }
}
