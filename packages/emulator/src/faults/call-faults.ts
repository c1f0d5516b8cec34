import type { RejectionOptions } from '../api/rejections.ts'
import type { Code } from '../api/responses.ts'
import type { RouteName } from '../api/routes.ts'
import {
  callFaultKinds,
  type CallFault,
  type CallFaultKind,
  type CallFaultSettings,
  type CommandedError,
} from './call-fault-kinds.ts'
import { checkFault } from './fault-fields.ts'
import {
  createFaultEngine,
  type ActiveFault,
  type FaultHandle,
  type FaultShare,
  type FaultTarget,
  type FaultTimes,
} from './fault-engine.ts'

/** Which calls a fault strikes. */
export interface CallMatch extends FaultTimes {
  /**
   * Only calls of this route, for example `messages.send`.
   *
   * @default any route
   */
  route?: RouteName | undefined
}

/** What a mix of faults of calls draws from. */
export interface CallMix extends FaultShare {
  /**
   * Faults to draw from, each equally often.
   *
   * @default all kinds
   */
  kinds?: readonly (CallFaultKind | CallFault)[] | undefined
  /**
   * Only calls of this route, or of these.
   *
   * @default any route
   */
  route?: RouteName | readonly RouteName[] | undefined
}

/** A call that a fault struck. */
export interface StruckCall {
  /** Kind of the fault; `api error` for a code of `respondWith`. */
  readonly kind: CallFaultKind | 'api error'
  /** Route of the call, for example `messages.send`. */
  readonly route: RouteName
  /** Milliseconds since 1970, by the emulator's clock. */
  readonly at: number
}

/**
 * Faults of the calls that your app makes. At most one fault strikes a call: of the active ones that match, the one
 * that was switched on first.
 */
export interface CallFaults {
  /**
   * Lets a fault strike the next matching calls. The kinds and their settings are in {@link CallFaultSettings}.
   *
   * @example
   *   emulator.faults.calls.next('response lost', { route: 'messages.send', times: 2 })
   */
  next<Kind extends CallFaultKind>(kind: Kind, options?: CallMatch & CallFaultSettings[Kind]): FaultHandle
  /**
   * Responds to the next matching calls with this error code, in the status and shape that belong to it or that are
   * given. The call has no effect unless `effect` says so.
   *
   * @example
   *   emulator.faults.calls.respondWith('CHANNEL_LIMIT_EXCEEDED', { route: 'messages.send' })
   */
  respondWith(code: Code, options?: CallMatch & RejectionOptions & Pick<CommandedError, 'effect'>): FaultHandle
  /** Lets random faults strike a share of all calls, until the mix is switched off. The draws follow from a seed. */
  mix(mix: CallMix): FaultHandle
  /** Switches all faults of calls off. Struck calls remain in `struck`. */
  clear(): void
  /** Faults that may still strike, in the order in which they were switched on. */
  readonly active: readonly ActiveFault<CallFaultKind | 'api error', RouteName>[]
  /** Calls that were struck, in order. */
  readonly struck: readonly StruckCall[]
}

/** The faults of calls, with the functions that only the emulator calls. */
export interface CallFaultBoard {
  faults: CallFaults
  /** Returns the fault that strikes this call, and counts it as struck. */
  take(route: RouteName): CallFault | CommandedError | undefined
  reset(): void
}

/** Creates the faults of calls, none of them active. */
export function createCallFaults({
  clock,
  changed,
}: Pick<FaultTarget<RouteName, CallFault, RouteName, StruckCall, {}>, 'clock' | 'changed'>): CallFaultBoard {
  const engine = createFaultEngine<RouteName, CallFault | CommandedError, RouteName, StruckCall>({
    clock,
    changed,
    matches: (route, only) => only.includes(route),
    describe: (kind, route) => ({ kind, route, at: clock.now() }),
  })
  const faults: CallFaults = {
    next: (kind, options) => {
      checkFault('calls.next', { ...options, kind })
      const { route, ...rest }: CallMatch = { ...options }
      return engine.next(kind, route, rest)
    },
    respondWith(code, given = {}) {
      checkFault('calls.respondWith', { ...given, code })
      const { route, ...rest } = given
      const options: FaultTimes & Omit<CommandedError, 'kind'> = { ...rest, code }
      return engine.next('api error', route, options)
    },
    mix(given) {
      checkFault('calls.mix', given)
      const { kinds = callFaultKinds, route, ...share } = given
      return engine.mix(kinds, route, share)
    },
    clear: engine.clear,
    get active() {
      return engine.active()
    },
    struck: engine.struck,
  }
  return { faults, take: (route) => engine.take(route)?.fault, reset: engine.reset }
}
