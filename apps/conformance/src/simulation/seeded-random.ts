import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { mersenne } from 'pure-rand/generator/mersenne'

/**
 * Returns a function that draws numbers from 0 to 1, the same ones for the same seed. `xoroshiro128plus` is not used:
 * with small consecutive seeds, its first number is always close to 1.
 */
export function seededRandom(seed: number): () => number {
  const generator = mersenne(seed)
  return () => uniformFloat64(generator)
}
