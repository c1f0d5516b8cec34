import { mayShare, type WebhookBody, type WebhookKind } from '../webhooks/bodies.ts'
import {
  deliveryFaultKinds,
  type DeliveryFault,
  type DeliveryFaultKind,
  type DeliveryFaultSettings,
} from './delivery-fault-kinds.ts'
import { checkFault } from './fault-fields.ts'
import {
  createFaultEngine,
  type ActiveFault,
  type FaultEngine,
  type FaultHandle,
  type FaultShare,
  type FaultTarget,
  type FaultTimes,
} from './fault-engine.ts'

/** Which deliveries a fault strikes. */
export interface DeliveryMatch extends FaultTimes {
  /**
   * Only deliveries about this, or about these: `messages`, `statuses` ...
   *
   * @default any delivery
   */
  about?: WebhookKind | readonly WebhookKind[] | undefined
}

/** What a mix of faults of deliveries draws from. */
export interface DeliveryMix extends FaultShare, Pick<DeliveryMatch, 'about'> {
  /**
   * Faults to draw from, each equally often.
   *
   * @default all kinds
   */
  kinds?: readonly (DeliveryFaultKind | DeliveryFault)[] | undefined
}

/** A fault of deliveries that was switched on. */
export interface DeliveryFaultHandle extends FaultHandle {
  /** Releases all deliveries that this fault holds back. */
  release(): void
}

/** A delivery that a fault struck. */
export interface StruckDelivery {
  /** Kind of the fault. */
  readonly kind: DeliveryFaultKind
  /** The body that the delivery would have had. */
  readonly body: WebhookBody
  /** Milliseconds since 1970, by the emulator's clock. */
  readonly at: number
}

/**
 * Faults of the deliveries to your app. At most one fault strikes a delivery: of the active ones that match,
 * the one that was switched on first. Deliveries by {@link Emulator.deliver} are never struck.
 */
export interface DeliveryFaults {
  /**
   * Lets a fault strike the next matching deliveries. The kinds and their settings are in {@link DeliveryFaultSettings}.
   *
   * @example
   *   emulator.faults.deliveries.next('late', { about: 'statuses', ms: 5_000, times: 2 })
   */
  next<Kind extends DeliveryFaultKind>(
    kind: Kind,
    options?: DeliveryMatch & DeliveryFaultSettings[Kind],
  ): DeliveryFaultHandle
  /**
   * Lets random faults strike a share of all deliveries, until the mix is switched off. The draws follow from a seed.
   */
  mix(mix: DeliveryMix): DeliveryFaultHandle
  /** Releases all deliveries that faults hold back. */
  release(): void
  /**
   * Switches all faults of deliveries off. Deliveries that are held back remain held; struck ones remain in `struck`.
   */
  clear(): void
  /** Faults that may still strike, in the order in which they were switched on. */
  readonly active: readonly (DeliveryFaultHandle & ActiveFault<DeliveryFaultKind, WebhookKind>)[]
  /** Deliveries that were struck, in order. A lost delivery is recorded nowhere else. */
  readonly struck: readonly StruckDelivery[]
}

/** A delivery, as faults match it. */
export interface DeliveryTarget {
  body: WebhookBody
  /** `request`: a request that still waits for its response. */
  cause: 'request' | 'other'
}

type Engine = FaultEngine<
  DeliveryTarget,
  DeliveryFault,
  WebhookKind,
  StruckDelivery,
  Pick<DeliveryFaultHandle, 'release'>
>

/** The faults of deliveries, with the functions that only the emulator calls. */
export interface DeliveryFaultBoard extends Pick<Engine, 'take' | 'reset'> {
  faults: DeliveryFaults
}

function canStrike({ kind }: DeliveryFault, { body, cause }: DeliveryTarget): boolean {
  if (kind === 'early') return cause === 'request'
  return kind !== 'mixed' || mayShare(body)
}

/** The parts of the emulator that the faults of deliveries use. */
export interface DeliveryFaultParts extends Pick<
  FaultTarget<DeliveryTarget, DeliveryFault, WebhookKind, StruckDelivery, {}>,
  'clock' | 'changed'
> {
  /** Releases the deliveries that one fault holds back, or all of them. */
  release(handle?: FaultHandle): void
}

/** Creates the faults of deliveries, none of them active. */
export function createDeliveryFaults({ clock, release, changed }: DeliveryFaultParts): DeliveryFaultBoard {
  const engine: Engine = createFaultEngine({
    clock,
    changed,
    canStrike,
    matches: ({ body }, only) => only.some((kind) => kind in body),
    describe: (kind, { body }) => ({ kind, body, at: clock.now() }),
    methods: (handle) => ({ release: () => release(handle) }),
  })
  const faults: DeliveryFaults = {
    next: (kind, options) => {
      checkFault('deliveries.next', { ...options, kind })
      const { about, ...rest }: DeliveryMatch = { ...options }
      return engine.next(kind, about, rest)
    },
    mix(given) {
      checkFault('deliveries.mix', given)
      const { kinds = deliveryFaultKinds, about, ...share } = given
      return engine.mix(kinds, about, share)
    },
    release: () => release(),
    clear: engine.clear,
    get active() {
      return engine.active()
    },
    struck: engine.struck,
  }
  return { faults, take: engine.take, reset: engine.reset }
}
