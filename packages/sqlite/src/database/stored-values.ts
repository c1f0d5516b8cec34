import { endOfPrefix } from '@wazzup-kit/core/store'

/** Returns JSON, which escapes lone surrogates and NUL by itself. */
export function encodeJson(value: unknown): string {
  return JSON.stringify(value) ?? 'null'
}

export function decodeJson(text: string | null): unknown {
  return text === null ? null : JSON.parse(text)
}

/** A blob, which is greater than each text. */
const afterAll = Uint8Array.of(0)

/** Returns a value that is greater than each text with this encoded prefix, and not greater than any other one. */
export function afterPrefix(prefix: string): string | Uint8Array {
  return endOfPrefix(prefix) ?? afterAll
}
