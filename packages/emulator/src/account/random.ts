/** A seeded source of random values: the same seed gives the same sequence on every machine. */
export interface Random {
  /** Returns a number of 0 or more, below 1. */
  fraction(): number
  /** Returns this number of hexadecimal digits. */
  hex(length: number): string
  /** Returns this number of decimal digits; the first is not 0. */
  digits(length: number): string
  /** Returns a UUID of version 4. */
  uuid(): string
}

/** Position of a generator. */
export type RandomPosition = readonly [a: number, b: number, c: number, counter: number]

/** A generator whose position can be read and set. */
export interface MovableRandom extends Random {
  position(): RandomPosition
  moveTo(position: RandomPosition): void
}

/**
 * Creates a generator. Use a different seed for each purpose, so that draws for one do not shift the others.
 */
export function createRandom(seed: string): MovableRandom {
  const { next, ...movable } = sfc32(seed)
  const hex = (length: number): string => {
    let text = ''
    while (text.length < length) text += next().toString(16).padStart(8, '0')
    return text.slice(0, length)
  }
  return {
    ...movable,
    fraction: () => next() / 2 ** 32,
    hex,
    digits(length) {
      let text = String((next() % 9) + 1)
      while (text.length < length) text += String(next() % 10)
      return text
    },
    uuid() {
      const all = hex(32)
      const variant = ((Number.parseInt(all.charAt(16), 16) & 3) | 8).toString(16)
      const [third, fourth] = [`4${all.slice(13, 16)}`, `${variant}${all.slice(17, 20)}`]
      return [all.slice(0, 8), all.slice(8, 12), third, fourth, all.slice(20)].join('-')
    },
  }
}

/** Small fast counter, a public-domain generator with 128 bits of state; returns 32 bits for each call. */
function sfc32(seed: string): Pick<MovableRandom, 'position' | 'moveTo'> & { next(): number } {
  let [a, b, c] = [hash(seed, 1), hash(seed, 2), hash(seed, 3)]
  let counter = 1
  const next = (): number => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return sum >>> 0
  }
  // The first values correlate with the seed.
  for (let i = 0; i < 12; i += 1) next()
  return {
    next,
    position: () => [a, b, c, counter],
    moveTo(position) {
      ;[a, b, c, counter] = position
    },
  }
}

/** FNV-1a with a final mix. */
function hash(text: string, salt: number): number {
  let value = 0x811c9dc5 ^ Math.imul(salt, 0x9e3779b9)
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d)
  return (value ^ (value >>> 13)) | 0
}
