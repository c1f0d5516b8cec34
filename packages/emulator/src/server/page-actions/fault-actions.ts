import * as v from 'valibot'
import { faultFields } from '../../faults/fault-fields.ts'
import type { FaultHandle } from '../../faults/fault-engine.ts'
import { action, type Action } from './action.ts'

/** How often a fault strikes; `all` means Infinity, which JSON does not have. */
const times = v.optional(
  v.union([
    v.pipe(v.number(), v.integer(), v.minValue(1)),
    v.pipe(
      v.literal('all'),
      v.transform(() => Number.POSITIVE_INFINITY),
    ),
  ]),
)
const which = v.strictObject({ number: v.optional(v.number()) })

/** Returns the number of a fault, with which `clear` switches it off. */
const numberOf = ({ number }: FaultHandle): { number: number } => ({ number })

/** Switches off all faults, or the one with this number. */
function clear(
  faults: { clear(): void; active: readonly { number: number; clear(): void }[] },
  { number }: { number?: number | undefined },
): void {
  if (number === undefined) faults.clear()
  else faults.active.find((fault) => fault.number === number)?.clear()
}

/** Actions that switch faults on and off. */
export const faultActions: Readonly<Record<string, Action>> = {
  'faults.clear': action(v.strictObject({}), ({ emulator }) => emulator.faults.clear()),
  'faults.calls.next': action(
    v.strictObject({ ...faultFields['calls.next'], times }),
    ({ emulator }, { kind, ...options }) => numberOf(emulator.faults.calls.next(kind, options)),
  ),
  'faults.calls.respondWith': action(
    v.strictObject({ ...faultFields['calls.respondWith'], times }),
    ({ emulator }, { code, ...options }) => numberOf(emulator.faults.calls.respondWith(code, options)),
  ),
  'faults.calls.mix': action(v.strictObject(faultFields['calls.mix']), ({ emulator }, mix) =>
    numberOf(emulator.faults.calls.mix(mix)),
  ),
  'faults.calls.clear': action(which, ({ emulator }, input) => clear(emulator.faults.calls, input)),
  'faults.deliveries.next': action(
    v.strictObject({ ...faultFields['deliveries.next'], times }),
    ({ emulator }, { kind, ...options }) => numberOf(emulator.faults.deliveries.next(kind, options)),
  ),
  'faults.deliveries.mix': action(v.strictObject(faultFields['deliveries.mix']), ({ emulator }, mix) =>
    numberOf(emulator.faults.deliveries.mix(mix)),
  ),
  'faults.deliveries.release': action(v.strictObject({}), ({ emulator }) => emulator.faults.deliveries.release()),
  'faults.deliveries.clear': action(which, ({ emulator }, input) => clear(emulator.faults.deliveries, input)),
}
