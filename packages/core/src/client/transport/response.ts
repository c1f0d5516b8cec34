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
 * an object into which the caller merges the response. An integer of 16 or more digits becomes text: a number cannot hold it
 * exactly, and the rounded one may be the id of another chat.
 */
export function parseJson(text: string): { json: unknown } | undefined {
  try {
    if (/[:,[\s]-?\d{16}/.test(text))
      text = text.replace(longIntegers, (token, other?: string) => other ?? `"${token}"`)
    // Searches for `__prot` and not for `__proto__`, because V8 finds short strings much faster.
    if (!text.includes('__prot') && !text.includes('\\u00')) return { json: JSON.parse(text) }
    return { json: JSON.parse(text, (key, value: unknown) => (key === '__proto__' ? undefined : value)) }
  } catch {
    return undefined
  }
}

/** A string or another number, or an integer of 16 digits. A string that was cut has no end; no place is searched twice. */
const longIntegers = /("(?:[^"\\]+|\\.)*"?|-?\d+[.eE][\d+-]*)|-?\d{16,}/g

const rawBodies = new WeakMap<object, unknown>()

/** Stores the parsed body of a result for {@link getRaw}, unless the result is the body itself. */
export function keepRaw(result: unknown, raw: unknown): void {
  if (typeof result === 'object' && result !== null && result !== raw) rawBodies.set(result, raw)
}

/** Returns the parsed body of the response that a result was read from, exactly as Wazzup sent it. */
export function getRaw(result: object): unknown {
  return rawBodies.get(result) ?? result
}
