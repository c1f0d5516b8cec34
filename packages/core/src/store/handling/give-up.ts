const brand = Symbol.for('wazzup-kit.give-up')

/**
 * Returns an error to throw in a handler when another run cannot help. The event is dead at once, without further runs.
 *
 * @example throw giveUp('the order was deleted')
 */
export function giveUp(reason: string): Error {
  return markGivenUp(new Error(reason))
}

/** Marks an error: if a handler throws it, another run cannot help. */
export function markGivenUp<Failure extends Error>(error: Failure): Failure {
  return Object.defineProperty(error, brand, { value: true })
}

/** Returns whether an error was made by {@link giveUp}, also by another copy of this package. */
export function isGivenUp(error: unknown): boolean {
  try {
    return typeof error === 'object' && error !== null && brand in error
  } catch {
    // A proxy may throw.
    return false
  }
}
