import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { mersenne } from 'pure-rand/generator/mersenne'

/**
 * Returns a function that draws fractions from 0 to 1, the same ones for the same seed. Seeds here are small and follow
 * each other: with `xoroshiro128plus` the first fraction of all of them would be nearly 1.
 */
export function seededRandom(seed: number): () => number {
  const generator = mersenne(seed)
  return () => uniformFloat64(generator)
}
