import type { Code } from '../api/responses.ts'
import type { RejectionOptions } from '../api/rejections.ts'
import type { Clock } from '../account/clock.ts'
import { faultKinds, type CommandedError, type Fault, type FaultKind, type FaultSettings } from './call-fault-kinds.ts'
import { createFaultRules, type Counting, type Drawing, type FaultHandle, type SwitchedFault } from './fault-rules.ts'
import { createActiveFaults } from './active-faults.ts'
import type { RouteName } from '../api/routes.ts'

/** Which requests a fault waits for. */
export interface Where extends Counting {
  /** Only requests of this route; any route unless told otherwise. */
  route?: RouteName | undefined
}

/** What a mix draws from. */
export interface Mix extends Drawing {
  /** Faults to draw from, each as often as the others; all of them unless told otherwise. */
  kinds?: readonly (FaultKind | Fault)[] | undefined
  /** Only requests of this route, or of these; any route unless told otherwise. */
  route?: RouteName | readonly RouteName[] | undefined
}

/** A fault that really struck. */
export interface StruckFault {
  readonly kind: FaultKind | 'api error'
  readonly route: RouteName
  /** Milliseconds since 1970, by the emulator's clock. */
  readonly at: number
}

/**
 * The faults of requests. They are asked in the order in which they were switched on;
 * each request meets one at most.
 */
export interface Faults {
  /** The next matching requests meet this fault: `next('answer lost', { route: 'messages.send', times: 2 })`. */
  next<Kind extends FaultKind>(kind: Kind, options?: Where & FaultSettings[Kind]): FaultHandle
  /**
   * The next matching requests are answered with this code, in the shape and status that fit it or that are given:
   * `answer('CHANNEL_LIMIT_EXCEEDED', { route: 'messages.send' })`.
   */
  answer(code: Code, options?: Where & RejectionOptions & Pick<CommandedError, 'effect'>): FaultHandle
  /** A share of all requests meets a fault drawn from a seed, until switched off. */
  mix(mix: Mix): FaultHandle
  /** Switches all faults off. What they struck stays in `struck`. */
  clear(): void
  /** What is switched on and may still strike, in the order in which it was. */
  readonly on: readonly SwitchedFault<FaultKind | 'api error', RouteName>[]
  /** What struck, in order. */
  readonly struck: readonly StruckFault[]
}

/** The faults of requests, with what the emulator itself needs. */
export interface FaultBoard {
  faults: Faults
  /** The fault that this request meets, counted as struck. */
  take(route: RouteName): Fault | CommandedError | undefined
  reset(): void
}

const on =
  (routes: RouteName | readonly RouteName[] | undefined) =>
  (asked: RouteName): boolean =>
    routes === undefined || [routes].flat().includes(asked)

/** Builds an empty list of faults; `changed` is told whenever something was switched, or struck. */
export function createFaultBoard(clock: Clock, changed: () => void): FaultBoard {
  const rules = createFaultRules<RouteName, Fault | CommandedError>({ clock, changed })
  const switched = createActiveFaults<FaultHandle, FaultKind | 'api error', RouteName>()
  const struck: StruckFault[] = []

  const faults: Faults = {
    next(kind, options) {
      const { route, times, after, from, until, ...settings } = { ...options } as Where & object
      const handle = rules.next(on(route), { times, after, from, until }, { ...settings, kind } as unknown as Fault)
      return switched.add(handle, { kinds: [kind], only: route })
    },
    answer(code, { route, times, after, from, until, ...rest } = {}) {
      const handle = rules.next(on(route), { times, after, from, until }, { ...rest, kind: 'api error', code })
      return switched.add(handle, { kinds: ['api error'], only: route })
    },
    mix({ kinds = faultKinds, route, ...drawing }) {
      const drawn = kinds.map((kind) => (typeof kind === 'string' ? ({ kind } as Fault) : kind))
      const all = drawn.map(({ kind }) => kind)
      return switched.add(rules.mix(on(route), drawing, drawn), { kinds: all, only: route, ...drawing })
    },
    clear: rules.clear,
    get on() {
      return switched.list()
    },
    struck,
  }

  return {
    faults,
    take(route) {
      const fault = rules.take(route)?.fault
      if (fault) struck.push({ kind: fault.kind, route, at: clock.now() })
      return fault
    },
    reset() {
      rules.clear()
      switched.reset()
      struck.length = 0
    },
  }
}
