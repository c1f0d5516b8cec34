import { encodeText, endOfPrefix } from '@wazzup-kit/core/store'

/**
 * Returns two parameters for `column >= ? AND column < coalesce(?, x'')`: the least text with a prefix, and the least one
 * after all of them. Without such a text, the condition compares with a blob, which is greater than each text.
 */
export function rangeOf(text: string): readonly [string, string | null] {
  const prefix = encodeText(text)
  return [prefix, endOfPrefix(prefix) ?? null]
}
