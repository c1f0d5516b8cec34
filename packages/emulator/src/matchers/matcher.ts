import { reasonsFor } from './reasons.ts'

/** The context that Vitest and Jest pass to a matcher, as far as it is used. */
export interface MatcherContext {
  readonly isNot?: boolean | undefined
  equals(a: unknown, b: unknown): boolean
}

/** The result of a matcher. */
export interface MatcherResult {
  pass: boolean
  message(): string
}

/** Fields to compare; undefined ones match any value. */
type Fields = Readonly<Record<string, unknown>>

/** Counts the items that have the expected fields. */
function countMatches({ equals }: MatcherContext, items: readonly Fields[], expected: Fields): number {
  const wanted = Object.entries(expected).filter(([, value]) => value !== undefined)
  return items.filter((item) => wanted.every(([name, value]) => equals(item[name], value))).length
}

const MOST_SHOWN = 10

/** Writes a value on one line; an asymmetric matcher by its name. */
function write(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    const named = part as
      | { asymmetricMatch?: unknown; toAsymmetricMatcher?: (() => string) | undefined }
      | null
      | undefined
    return typeof named?.asymmetricMatch === 'function' ? (named.toAsymmetricMatcher?.() ?? String(part)) : part
  })
}

/** Lists the items that were found instead, the newest last. */
function showInstead(items: readonly Fields[], nothing: string): string {
  if (items.length === 0) return nothing
  const shown = items.slice(-MOST_SHOWN).map((item) => `  ${write(item)}`)
  const left = items.length - shown.length
  return [...(left > 0 ? [`  ... and ${left} before`] : []), ...shown].join('\n')
}

/** Parts of the text of a matcher. */
export interface Saying {
  /** `sent` or `received a status`, as in "to have sent". */
  verb: string
  expected: Fields
  times: number | undefined
  items: readonly Fields[]
  /** Text for an empty list. */
  nothing: string
  /** The value that was passed to `expect`. */
  source: unknown
}

const timesOf = (count: number): string => (count === 1 ? 'once' : `${count} times`)

/** Returns the result: passes with at least one match, or with exactly the given number. */
export function judge(
  context: MatcherContext,
  { verb, expected, times, items, nothing, source }: Saying,
): MatcherResult {
  const found = countMatches(context, items, expected)
  const pass = times === undefined ? found > 0 : found === times
  const often = times === undefined ? '' : `, ${timesOf(times)}`
  const isMissing = !context.isNot && found < (times ?? 1)
  return {
    pass,
    message: () =>
      [
        `expected ${context.isNot ? 'not ' : ''}to have ${verb}${often}:`,
        `  ${Object.keys(expected).length === 0 ? 'anything' : write(expected)}`,
        `It was found ${timesOf(found)}. Everything there is:`,
        showInstead(items, nothing),
        ...(isMissing ? reasonsFor(source) : []),
      ].join('\n'),
  }
}
