import type { Code, RefusalOptions } from './answers.ts'
import type { Clock } from './clock.ts'
import { faultKinds, type CommandedError, type Fault, type FaultKind, type FaultSettings } from './fault-kinds.ts'
import { createRandom } from './random.ts'
import type { RouteName } from './routes.ts'

/** Which requests a fault waits for. */
export interface Where {
  /** Only requests of this route; any route unless told otherwise. */
  route?: RouteName
  /** How many requests it strikes, 1 unless told otherwise; `Infinity` for all of them. */
  times?: number
  /** How many matching requests pass first, 0 unless told otherwise. */
  after?: number
}

/** What a mix draws from. */
export interface Mix {
  /** Same seed, same draws: request by request. `mix` unless told otherwise. */
  seed?: string | number
  /** Share of requests that are struck, from 0 to 1. */
  probability: number
  /** Faults to draw from, each as often as the others; all of them unless told otherwise. */
  kinds?: readonly (FaultKind | Fault)[]
  /** Only requests of this route, or of these; any route unless told otherwise. */
  route?: RouteName | readonly RouteName[]
}

/** A fault that was switched on. */
export interface FaultHandle {
  /** How many requests it has struck so far. */
  readonly struck: number
  /** Switches this one off. */
  clear(): void
}

/** A fault that really struck. */
export interface StruckFault {
  readonly kind: FaultKind | 'api error'
  readonly route: RouteName
  /** Milliseconds since 1970, by the emulator's clock. */
  readonly at: number
}

/**
 * The switchboard of what goes wrong. Faults are asked in the order in which they were switched on; each
 * request meets one at most.
 */
export interface Faults {
  /** The next matching requests meet this fault: `next('answer lost', { route: 'messages.send', times: 2 })`. */
  next<Kind extends FaultKind>(kind: Kind, options?: Where & FaultSettings[Kind]): FaultHandle
  /**
   * The next matching requests are answered with this code, in the shape and status that fit it or that are given:
   * `answer('CHANNEL_LIMIT_EXCEEDED', { route: 'messages.send' })`.
   */
  answer(code: Code, options?: Where & RefusalOptions & Pick<CommandedError, 'effect'>): FaultHandle
  /** A share of all requests meets a fault drawn from a seed, until switched off. */
  mix(mix: Mix): FaultHandle
  /** Switches all faults off. What they struck stays in `struck`. */
  clear(): void
  /** What struck, in order. */
  readonly struck: readonly StruckFault[]
}

interface Rule {
  take(route: RouteName): Fault | CommandedError | undefined
}

/** The switchboard with the emulator's side of it. */
export interface FaultBoard {
  faults: Faults
  /** The fault that this request meets, counted as struck. */
  take(route: RouteName): Fault | CommandedError | undefined
  reset(): void
}

export function createFaultBoard(clock: Clock): FaultBoard {
  const rules = new Set<Rule>()
  const struck: StruckFault[] = []

  function add(draw: (route: RouteName) => Fault | CommandedError | undefined): FaultHandle {
    let count = 0
    const rule: Rule = {
      take(route) {
        const fault = draw(route)
        if (fault) count += 1
        return fault
      },
    }
    rules.add(rule)
    return {
      get struck() {
        return count
      },
      clear: () => void rules.delete(rule),
    }
  }

  function addCounted(where: Where, fault: Fault | CommandedError): FaultHandle {
    const { route, times = 1, after = 0 } = where
    let seen = 0
    return add((asked) => {
      if (route !== undefined && route !== asked) return undefined
      if (seen >= after + times) return undefined
      seen += 1
      return seen > after ? fault : undefined
    })
  }

  const faults: Faults = {
    next(kind, options) {
      const { route, times, after, ...settings } = { ...options } as Where & object
      return addCounted({ route, times, after }, { ...settings, kind } as unknown as Fault)
    },
    answer(code, { route, times, after, ...rest } = {}) {
      return addCounted({ route, times, after }, { ...rest, kind: 'api error', code })
    },
    mix({ seed = 'mix', probability, kinds = faultKinds, route }) {
      const random = createRandom(String(seed))
      const only = route === undefined ? undefined : [route].flat()
      return add((asked) => {
        if (only && !only.includes(asked)) return undefined
        // Two draws for each request, struck or not, so that a changed list of kinds does not move the others.
        const chance = random.fraction()
        const drawn = kinds[Math.floor(random.fraction() * kinds.length)]
        if (chance >= probability || drawn === undefined) return undefined
        return typeof drawn === 'string' ? ({ kind: drawn } as Fault) : drawn
      })
    },
    clear: () => rules.clear(),
    struck,
  }

  return {
    faults,
    take(route) {
      for (const rule of rules) {
        const fault = rule.take(route)
        if (!fault) continue
        struck.push({ kind: fault.kind, route, at: clock.now() })
        return fault
      }
      return undefined
    },
    reset() {
      rules.clear()
      struck.length = 0
    },
  }
}
