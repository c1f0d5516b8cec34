import { endOfPrefix } from '@wazzup-kit/core/store'

/** A blob, which is greater than each text. */
const afterAll = Uint8Array.of(0)

/** Returns a value that is greater than each text with this encoded prefix, and not greater than any other one. */
export function afterPrefix(prefix: string): string | Uint8Array {
  return endOfPrefix(prefix) ?? afterAll
}
