import type { Clock } from '../account/clock.ts'
import { createRandom } from '../account/random.ts'

/** The time in which a fault may strike, by the emulator's clock in milliseconds since 1970: `clock.now() + 60_000`. */
export interface Span {
  /** From this moment on; at once unless told otherwise. */
  from?: number | undefined
  /** Until just before this one; for ever unless told otherwise. */
  until?: number | undefined
}

/** When a fault strikes. */
export interface Counting extends Span {
  /** How many it strikes, 1 unless told otherwise; `Infinity` for all of them. */
  times?: number | undefined
  /** How many that match in that time pass first, 0 unless told otherwise. */
  after?: number | undefined
}

/** How a mix draws. */
export interface Drawing extends Span {
  /** Same seed, same draws: one by one. `mix` unless told otherwise. */
  seed?: string | number | undefined
  /** Share of those that match which is struck, from 0 to 1. */
  probability: number
}

/** A fault that was switched on. */
export interface FaultHandle {
  /** How many it has struck so far. */
  readonly struck: number
  /** How many it may still strike; `Infinity` for a mix, 0 once it is switched off or its time is over. */
  readonly left: number
  /** Switches this one off. */
  clear(): void
}

/** A fault that is switched on, for whoever did not do so. */
export interface SwitchedFault<Kind extends string, Target extends string> extends FaultHandle {
  /** 1 for the first one since the beginning. */
  readonly number: number
  /** One kind, or what a mix draws from. */
  readonly kinds: readonly Kind[]
  /** What it strikes: routes, or what deliveries are about; absent for anything. */
  readonly only?: readonly Target[] | undefined
  /** Of a mix. */
  readonly probability?: number | undefined
}

/** Decides when a fault strikes, not what it does. */
export interface FaultRules<Target, Fault> {
  next(fits: (target: Target) => boolean, counting: Counting, fault: Fault): FaultHandle
  mix(fits: (target: Target) => boolean, drawing: Drawing, faults: readonly Fault[]): FaultHandle
  /** The fault that this one meets, counted as struck. */
  take(target: Target): { fault: Fault; rule: FaultHandle } | undefined
  clear(): void
}

/** What the rules need of the emulator. */
export interface RuleParts<Target, Fault> {
  clock: Pick<Clock, 'now'>
  /** Told whenever a rule is made, strikes or is switched off. */
  changed(): void
  canStrike?(fault: Fault, target: Target): boolean
}

/** Builds an empty set of rules. They are asked in the order in which they were made; the first one strikes. */
export function createFaultRules<Target, Fault>(parts: RuleParts<Target, Fault>): FaultRules<Target, Fault> {
  const { clock, changed, canStrike = () => true } = parts
  const rules = new Map<FaultHandle, (target: Target) => Fault | undefined>()

  function add(
    times: number,
    { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY }: Span,
    draw: (target: Target) => Fault | undefined,
  ): FaultHandle {
    let count = 0
    const handle: FaultHandle = {
      get struck() {
        return count
      },
      get left() {
        return rules.has(handle) && clock.now() < until ? times - count : 0
      },
      clear() {
        rules.delete(handle)
        changed()
      },
    }
    rules.set(handle, (target) => {
      const now = clock.now()
      const fault = from <= now && now < until ? draw(target) : undefined
      if (fault) count += 1
      return fault
    })
    changed()
    return handle
  }

  return {
    next(fits, { times = 1, after = 0, ...span }, fault) {
      let seen = 0
      return add(times, span, (target) => {
        if (!fits(target) || !canStrike(fault, target) || seen >= after + times) return undefined
        seen += 1
        return seen > after ? fault : undefined
      })
    },
    mix(fits, { seed = 'mix', probability, ...span }, faults) {
      const random = createRandom(String(seed))
      return add(Number.POSITIVE_INFINITY, span, (target) => {
        if (!fits(target)) return undefined
        // Two draws for each, struck or not, so that a changed list of faults does not move the others.
        const chance = random.fraction()
        const drawn = faults[Math.floor(random.fraction() * faults.length)]
        if (chance >= probability || drawn === undefined) return undefined
        return canStrike(drawn, target) ? drawn : undefined
      })
    },
    take(target) {
      for (const [rule, draw] of rules) {
        const fault = draw(target)
        if (!fault) continue
        changed()
        return { fault, rule }
      }
      return undefined
    },
    clear() {
      rules.clear()
      changed()
    },
  }
}
