// The emulator does not use core's redaction, so that a fault of one is not hidden by the other.

const utf8 = new TextEncoder()
const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0')
const escaped = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&')

/** Names of entities, and other forms of a character. A form of a query writes a space as a plus sign. */
const otherForms: Readonly<Record<string, readonly string[]>> = {
  ' ': ['\\+', '%(?:25)*2b'],
  '+': [' '],
  '\n': ['\\\\{1,9}n'],
  '\r': ['\\\\{1,9}r'],
  '\t': ['\\\\{1,9}t'],
  '"': ['&quot;'],
  "'": ['&apos;'],
  '&': ['&amp;'],
  '<': ['&lt;'],
  '>': ['&gt;'],
}

function characterPattern(character: string): string {
  const code = character.codePointAt(0)!
  const bytes = Array.from(utf8.encode(character), (byte) => `%(?:25)*${hex(byte, 2)}`).join('')
  const units = Array.from(
    { length: character.length },
    (_, at) => `\\\\{1,9}u${hex(character.charCodeAt(at), 4)}`,
  ).join('')
  const entity = `&#(?:0*${code}|x0*${hex(code, 1)});`
  // JSON puts backslashes before a character, more each time that it is written as JSON. The limit keeps this linear.
  return `(?:${[`\\\\{0,9}${escaped(character)}`, bytes, units, entity, ...(otherForms[character] ?? [])].join('|')})`
}

/**
 * Returns the source of a pattern that matches a text whose characters are plain, percent-encoded any number of times,
 * or escaped for JSON or HTML.
 */
export const inAnyEncoding = (text: string): string => Array.from(text, characterPattern).join('')
