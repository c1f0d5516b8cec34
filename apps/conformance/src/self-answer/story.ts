import type { Wazzup } from '@wazzup-kit/core'
import type { Emulator, WebhookMessage } from '@wazzup-kit/emulator'

/** Draws out of a seed. */
interface Dice {
  pick<Item>(items: readonly Item[]): Item
  /** A whole number from 0 to below `end`. */
  below(end: number): number
}

/** A story while it is told. */
export interface Story {
  readonly emulator: Emulator
  readonly dice: Dice
  /** Other programs with a key of the same account: the customer's, and a sidecar's. */
  readonly programs: readonly Wazzup[]
  /** All that customers wrote. */
  readonly written: WebhookMessage[]
  /** How often each thing happened. */
  readonly happened: Map<string, number>
}

/** Notes that something happened. */
export function note({ happened }: Pick<Story, 'happened'>, name: string): void {
  happened.set(name, (happened.get(name) ?? 0) + 1)
}
