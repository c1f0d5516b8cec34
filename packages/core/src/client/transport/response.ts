/** Status and headers of a response. */
export interface ResponseHead {
  status: number
  /** Returns the value of a header, or null. */
  header(name: string): string | null
}

/** A response whose body was read completely. */
export interface FullResponse extends ResponseHead {
  /** The body as text. */
  text: string
}

/**
 * Parses JSON. Returns undefined if the text is not JSON. Drops keys named `__proto__`: they would change the prototype of
 * an object into which the caller merges the response.
 */
export function parseJson(text: string): { json: unknown } | undefined {
  try {
    // Searches for `__prot` and not for `__proto__`, because V8 finds short strings much faster.
    if (!text.includes('__prot') && !text.includes('\\u00')) return { json: JSON.parse(text) }
    return { json: JSON.parse(text, (key, value: unknown) => (key === '__proto__' ? undefined : value)) }
  } catch {
    return undefined
  }
}

const rawBodies = new WeakMap<object, unknown>()

/** Stores the parsed body of a result for {@link getRaw}, unless the result is the body itself. */
export function keepRaw(result: unknown, raw: unknown): void {
  if (typeof result === 'object' && result !== null && result !== raw) rawBodies.set(result, raw)
}

/** Returns the parsed body of the response that a result was read from, exactly as Wazzup sent it. */
export function getRaw(result: object): unknown {
  return rawBodies.get(result) ?? result
}
