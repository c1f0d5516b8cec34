import type { Clock } from '../account/clock.ts'
import { createRandom } from '../account/random.ts'

/** A period in which a fault may strike, in milliseconds since 1970 by the emulator's clock: `clock.now() + 60_000`. */
export interface FaultPeriod {
  /**
   * Start of the period.
   *
   * @default at once
   */
  from?: number | undefined
  /**
   * End of the period; a fault does not strike at this moment itself.
   *
   * @default never
   */
  until?: number | undefined
}

/** How often a fault strikes, and when. */
export interface FaultTimes extends FaultPeriod {
  /**
   * How many matching calls or deliveries it strikes; `Infinity` for all of them.
   *
   * @default 1
   */
  times?: number | undefined
  /**
   * How many matching calls or deliveries it skips first, counted inside of the period.
   *
   * @default 0
   */
  after?: number | undefined
}

/** How a mix draws its faults. */
export interface FaultShare extends FaultPeriod {
  /**
   * Seed of the random numbers: the same seed draws the same faults in the same order.
   *
   * @default 'mix'
   */
  seed?: string | number | undefined
  /** Share of the matching calls or deliveries that is struck, from 0 to 1. */
  probability: number
}

/** A fault that was switched on. */
export interface FaultHandle {
  /** Number of the fault: 1 for the first one of calls or of deliveries since the start or the last reset. */
  readonly number: number
  /** How many calls or deliveries it has struck so far. */
  readonly struck: number
  /** How many it may still strike: `Infinity` for a mix, 0 once it is switched off or its period is over. */
  readonly left: number
  /** Switches this fault off. */
  clear(): void
}

/** A fault that is switched on, as the list of active faults shows it. */
export interface ActiveFault<Kind extends string, Match extends string> extends FaultHandle {
  /** Its kind, or the kinds that a mix draws from. */
  readonly kinds: readonly Kind[]
  /** What it is limited to: names of routes, or kinds of webhooks; absent when it strikes anything. */
  readonly only?: readonly Match[] | undefined
  /** Probability of a mix. */
  readonly probability?: number | undefined
}

interface AnyFault {
  kind: string
}

/** What differs between the targets of faults: calls and deliveries. */
export interface FaultTarget<Target, Fault extends AnyFault, Match extends string, Struck, Handle extends object> {
  clock: Pick<Clock, 'now'>
  /** Called after a fault was switched on, has struck or was switched off. */
  changed(): void
  matches(target: Target, only: readonly Match[]): boolean
  /** Returns whether a fault is possible for this target. By default, every fault is. */
  canStrike?(fault: Fault, target: Target): boolean
  /** Returns the entry of a struck target for `struck`. */
  describe(kind: Fault['kind'], target: Target): Struck
  /** Returns additional methods of a handle. */
  methods?(handle: FaultHandle): Handle
}

/** Selects the fault that strikes, counts it and lists it. The effect of a fault belongs to its target. */
export interface FaultEngine<Target, Fault extends AnyFault, Match extends string, Struck, Handle extends object> {
  /** Switches one kind of fault on. Options other than {@link FaultTimes} are settings of the fault. */
  next(kind: Fault['kind'], only: Match | readonly Match[] | undefined, options: FaultTimes): FaultHandle & Handle
  /** Switches a mix on: all kinds of the list are drawn equally often. */
  mix(
    kinds: readonly (Fault['kind'] | Fault)[],
    only: Match | readonly Match[] | undefined,
    share: FaultShare,
  ): FaultHandle & Handle
  /** Switches all faults off. */
  clear(): void
  /** Faults that may still strike, in the order in which they were switched on. */
  active(): readonly (ActiveFault<Fault['kind'], Match> & Handle)[]
  readonly struck: readonly Struck[]
  /**
   * Returns the fault that strikes this target, and counts it as struck. The first active fault that matches strikes.
   */
  take(target: Target): { fault: Fault; handle: FaultHandle } | undefined
  /** Switches all faults off and forgets what was struck. */
  reset(): void
}

/** Creates an engine without any faults. */
export function createFaultEngine<
  Target,
  Fault extends AnyFault,
  Match extends string,
  Struck,
  Handle extends object = {},
>(parts: FaultTarget<Target, Fault, Match, Struck, Handle>): FaultEngine<Target, Fault, Match, Struck, Handle> {
  type Active = ActiveFault<Fault['kind'], Match> & Handle
  const { clock, changed, canStrike = () => true } = parts
  const faults = new Map<FaultHandle, (target: Target) => Fault | undefined>()
  const struck: Struck[] = []
  let number = 0

  function add(
    facts: Pick<ActiveFault<Fault['kind'], Match>, 'kinds' | 'probability'> & {
      only: Match | readonly Match[] | undefined
    },
    times: number,
    { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY }: FaultPeriod,
    draw: (target: Target) => Fault | undefined,
  ): Active {
    const { kinds, probability } = facts
    const only = facts.only === undefined ? undefined : ([facts.only].flat() as Match[])
    let count = 0
    number += 1
    const handle: ActiveFault<Fault['kind'], Match> = {
      number,
      kinds,
      ...(only && { only }),
      ...(probability === undefined ? {} : { probability }),
      get struck() {
        return count
      },
      get left() {
        return faults.has(handle) && clock.now() < until ? times - count : 0
      },
      clear() {
        faults.delete(handle)
        changed()
      },
    }
    faults.set(handle, (target) => {
      const now = clock.now()
      if (now < from || now >= until || (only && !parts.matches(target, only))) return undefined
      const fault = draw(target)
      if (fault) count += 1
      return fault
    })
    changed()
    return Object.assign(handle, parts.methods?.(handle)) as Active
  }

  function clear(): void {
    faults.clear()
    changed()
  }

  return {
    next(kind, only, { times = 1, after = 0, from, until, ...settings }) {
      const fault = { ...settings, kind } as unknown as Fault
      let seen = 0
      return add({ kinds: [kind], only }, times, { from, until }, (target) => {
        if (seen >= after + times || !canStrike(fault, target)) return undefined
        seen += 1
        return seen > after ? fault : undefined
      })
    },
    mix(kinds, only, { seed = 'mix', probability, from, until }) {
      const drawn = kinds.map((kind) => (typeof kind === 'string' ? ({ kind } as Fault) : kind))
      const random = createRandom(String(seed))
      const facts = { kinds: drawn.map(({ kind }) => kind), only, probability }
      return add(facts, Number.POSITIVE_INFINITY, { from, until }, (target) => {
        // Two draws for each target, struck or not, so that another list of faults does not shift later draws.
        const chance = random.fraction()
        const fault = drawn[Math.floor(random.fraction() * drawn.length)]
        if (chance >= probability || fault === undefined) return undefined
        return canStrike(fault, target) ? fault : undefined
      })
    },
    clear,
    active: () => ([...faults.keys()] as Active[]).filter(({ left }) => left > 0),
    struck,
    take(target) {
      for (const [handle, draw] of faults) {
        const fault = draw(target)
        if (!fault) continue
        struck.push(parts.describe(fault.kind, target))
        changed()
        return { fault, handle }
      }
      return undefined
    },
    reset() {
      clear()
      number = 0
      struck.length = 0
    },
  }
}
