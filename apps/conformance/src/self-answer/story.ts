import type { Wazzup } from '@wazzup-kit/core'
import type { Emulator, WebhookMessage } from '@wazzup-kit/emulator'

/** Draws from a seeded random number generator. */
interface Dice {
  pick<Item>(items: readonly Item[]): Item
  /** Returns an integer from 0 to `end - 1`. */
  below(end: number): number
}

/** The state of a story while it is played. */
export interface Story {
  readonly emulator: Emulator
  readonly dice: Dice
  /** Other programs of the same account: one with the API key, one with the sidecar key. */
  readonly programs: readonly Wazzup[]
  /** All messages of customers. */
  readonly written: WebhookMessage[]
  /** How often each act and fault happened. */
  readonly happened: Map<string, number>
}

/** Counts an act or fault. */
export function note({ happened }: Pick<Story, 'happened'>, name: string): void {
  happened.set(name, (happened.get(name) ?? 0) + 1)
}
