/**
 * SQLite's functions end a text at NUL, and a lone surrogate has no UTF-8, so both are escaped: NUL with U+0001, a lone
 * surrogate with U+E000. The escapes keep the order of code points and stay readable in the `sqlite3` shell.
 */
// oxlint-disable-next-line no-control-regex -- it looks for them
const special = /[\0\u0001\uE000]|\p{Surrogate}/gu
// oxlint-disable-next-line no-control-regex -- it looks for them
const escaped = /\u0001[\u0001\u0002]|\uE000[\u1000-\u17FF\uF000]/g
const offset = 0xd800 - 0x1000

/** Finds a character that may need an escape. It is much faster than `special`, and most texts have none. */
// oxlint-disable-next-line no-control-regex -- it looks for them
const unusual = /[\0\u0001\uD800-\uE000]/

/** Returns a text as it is stored. */
export function encodeText(text: string): string {
  if (!unusual.test(text)) return text
  return text.replace(special, (character) => {
    if (character === '\0') return '\u0001\u0001'
    if (character === '\u0001') return '\u0001\u0002'
    if (character === '\uE000') return '\uE000\uF000'
    return `\uE000${String.fromCharCode(character.charCodeAt(0) - offset)}`
  })
}

/** Returns a text as it was before {@link encodeText}. */
export function decodeText(text: string): string {
  if (!unusual.test(text)) return text
  return text.replace(escaped, (pair) => {
    if (pair === '\u0001\u0001') return '\0'
    if (pair === '\u0001\u0002') return '\u0001'
    if (pair === '\uE000\uF000') return '\uE000'
    return String.fromCharCode(pair.charCodeAt(1) + offset)
  })
}

/** Returns JSON, which escapes lone surrogates and NUL by itself. */
export function encodeJson(value: unknown): string {
  return JSON.stringify(value) ?? 'null'
}

export function decodeJson(text: string | null): unknown {
  return text === null ? null : JSON.parse(text)
}

/** A blob, which is greater than each text. */
const end = Uint8Array.of(0)

/** Returns the least encoded text that is greater than each text with this encoded prefix. */
export function endOfPrefix(prefix: string): string | Uint8Array {
  const points = Array.from(prefix, (character) => character.codePointAt(0)!)
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    if (last < 0x10ffff) return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1)
  }
  return end
}
