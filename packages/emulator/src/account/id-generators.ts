import { createRandom, type Random, type RandomPosition } from './random.ts'

/** One generator for each purpose, so that one more rejection does not change the id of the next message. */
const purposes = ['message', 'token', 'request', 'written'] as const

/** Generators of ids and tokens, by purpose: `written` is for messages that were not sent through the API. */
type Generators = Readonly<Record<(typeof purposes)[number], Random>>

/** Position of each generator. */
export type GeneratorPositions = Record<(typeof purposes)[number], RandomPosition>

/** The generators, with the functions that save and restore their positions. */
export interface GeneratorSet {
  readonly all: Generators
  positions(): GeneratorPositions
  moveTo(positions: GeneratorPositions): void
}

export function createGenerators(seed: string): GeneratorSet {
  const entries = purposes.map((purpose) => [purpose, createRandom(`${seed}/${purpose}`)] as const)
  return {
    all: Object.fromEntries(entries) as unknown as Generators,
    positions: () =>
      Object.fromEntries(entries.map(([purpose, random]) => [purpose, random.position()])) as GeneratorPositions,
    moveTo(positions) {
      for (const [purpose, random] of entries) random.moveTo(positions[purpose])
    },
  }
}

/**
 * Returns a chat id as Telegram and MAX have it: an opaque number of about nine digits. The same account always gets
 * the same id.
 */
export function chatIdFor(seed: string, account: string): string {
  return createRandom(`${seed}/chat/${account}`).digits(9)
}
