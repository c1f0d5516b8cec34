/**
 * Databases reject NUL in a text or end the text there, and a lone surrogate has no UTF-8, so both are escaped: NUL with
 * U+0001, a lone surrogate with U+E000. The escapes keep the order of code points and stay readable in a shell.
 */
// oxlint-disable-next-line no-control-regex -- it looks for them
const special = /[\0\u0001\uE000]|\p{Surrogate}/gu
// oxlint-disable-next-line no-control-regex -- it looks for them
const escaped = /\u0001[\u0001\u0002]|\uE000[\u1000-\u17FF\uF000]/g
const offset = 0xd800 - 0x1000

/** Finds a character that may need an escape. It is much faster than `special`, and most texts have none. */
// oxlint-disable-next-line no-control-regex -- it looks for them
const unusual = /[\0\u0001\uD800-\uE000]/

/** Returns a text in a form that each database can store, for drivers of stores. It keeps the order of texts. */
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

/** Returns the least encoded text that is greater than each text with this encoded prefix; undefined when there is none. */
export function endOfPrefix(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0)!)
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    if (last < 0x10ffff) return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1)
  }
  return undefined
}
