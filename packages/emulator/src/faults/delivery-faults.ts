import type { Clock } from '../account/clock.ts'
import { createFaultRules, type Counting, type Drawing, type FaultHandle, type SwitchedFault } from './fault-rules.ts'
import { createActiveFaults } from './active-faults.ts'
import { mayShare, type WebhookBody, type WebhookKind } from '../webhooks/bodies.ts'
import {
  deliveryFaultKinds,
  type DeliveryFault,
  type DeliveryFaultKind,
  type DeliveryFaultSettings,
} from './delivery-fault-kinds.ts'

/** Which deliveries a fault waits for. */
export interface WhereDelivered extends Counting {
  /** Only deliveries about this, or about these: `messages`, `statuses` ...; any unless told otherwise. */
  about?: WebhookKind | readonly WebhookKind[] | undefined
}

/** What a mix of deliveries draws from. */
export interface DeliveryMix extends Drawing, Pick<WhereDelivered, 'about'> {
  /** Faults to draw from, each as often as the others; all of them unless told otherwise. */
  kinds?: readonly (DeliveryFaultKind | DeliveryFault)[] | undefined
}

/** A fault of deliveries that was switched on. */
export interface DeliveryFaultHandle extends FaultHandle {
  /** Lets go what this one holds back. */
  release(): void
}

/** A delivery that a fault struck. */
export interface StruckDelivery {
  readonly kind: DeliveryFaultKind
  /** What it would have said. */
  readonly body: WebhookBody
  /** Milliseconds since 1970, by the emulator's clock. */
  readonly at: number
}

/**
 * The faults of deliveries. They are asked when something happens, in the order in which
 * they were switched on; each delivery meets one at most. What {@link Emulator.deliver} posts by hand meets none.
 */
export interface DeliveryFaults {
  /** The next matching deliveries meet this fault: `next('late', { about: 'statuses', ms: 5_000, times: 2 })`. */
  next<Kind extends DeliveryFaultKind>(
    kind: Kind,
    options?: WhereDelivered & DeliveryFaultSettings[Kind],
  ): DeliveryFaultHandle
  /** A share of all deliveries meets a fault drawn from a seed, until switched off. */
  mix(mix: DeliveryMix): DeliveryFaultHandle
  /** Lets everything go that is held back. */
  release(): void
  /** Switches all faults off. What is held stays so; what they struck stays in `struck`. */
  clear(): void
  /** What is switched on and may still strike, in the order in which it was. */
  readonly on: readonly (DeliveryFaultHandle & SwitchedFault<DeliveryFaultKind, WebhookKind>)[]
  /** What was struck, in order; the only trace of a lost delivery. */
  readonly struck: readonly StruckDelivery[]
}

/** What decides whether a fault strikes. */
export interface DeliveryTarget {
  body: WebhookBody
  /** A request that is still to be answered, or anything else. */
  cause: 'request' | 'other'
}

/** The faults of deliveries, with what the emulator itself needs. */
export interface DeliveryFaultBoard {
  faults: DeliveryFaults
  take(target: DeliveryTarget): { fault: DeliveryFault; rule: FaultHandle } | undefined
  reset(): void
}

function canStrike({ kind }: DeliveryFault, { body, cause }: DeliveryTarget): boolean {
  if (kind === 'early') return cause === 'request'
  return kind !== 'mixed' || mayShare(body)
}

const about =
  (kinds: WhereDelivered['about']) =>
  ({ body }: DeliveryTarget): boolean =>
    kinds === undefined || [kinds].flat().some((kind) => kind in body)

/** What the faults of deliveries need of the emulator. */
export interface DeliveryFaultParts {
  clock: Clock
  /** Frees what a rule holds, or what any does. */
  release(rule?: FaultHandle): void
  /** Told whenever something was switched, or struck. */
  changed(): void
}

/** Builds an empty list of faults. */
export function createDeliveryFaultBoard({ clock, release, changed }: DeliveryFaultParts): DeliveryFaultBoard {
  const rules = createFaultRules<DeliveryTarget, DeliveryFault>({ clock, changed, canStrike })
  const switched = createActiveFaults<DeliveryFaultHandle, DeliveryFaultKind, WebhookKind>()
  const struck: StruckDelivery[] = []

  const handleOf = (rule: FaultHandle): DeliveryFaultHandle => ({
    get struck() {
      return rule.struck
    },
    get left() {
      return rule.left
    },
    clear: rule.clear,
    release: () => release(rule),
  })

  const faults: DeliveryFaults = {
    next(kind, options) {
      const { about: only, times, after, from, until, ...settings } = { ...options } as WhereDelivered & object
      const fault = { ...settings, kind } as unknown as DeliveryFault
      return switched.add(handleOf(rules.next(about(only), { times, after, from, until }, fault)), {
        kinds: [kind],
        only,
      })
    },
    mix({ kinds = deliveryFaultKinds, about: only, ...drawing }) {
      const drawn = kinds.map((kind) => (typeof kind === 'string' ? ({ kind } as DeliveryFault) : kind))
      const all = drawn.map(({ kind }) => kind)
      return switched.add(handleOf(rules.mix(about(only), drawing, drawn)), { kinds: all, only, ...drawing })
    },
    release: () => release(),
    clear: rules.clear,
    get on() {
      return switched.list()
    },
    struck,
  }

  return {
    faults,
    take(target) {
      const taken = rules.take(target)
      if (taken) struck.push({ kind: taken.fault.kind, body: target.body, at: clock.now() })
      return taken
    },
    reset() {
      rules.clear()
      switched.reset()
      struck.length = 0
    },
  }
}
