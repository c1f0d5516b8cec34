/**
 * Returns a pattern that matches a secret whose characters are plain, percent-encoded (also twice), or escaped for JSON
 * or HTML.
 */
export function inAnyEncoding(secret: string): RegExp {
  const utf8 = new TextEncoder()
  const pattern = Array.from(secret, (character) => {
    const bytes = Array.from(utf8.encode(character), (byte) => `%(?:25)*${hex(byte, 2)}`).join('')
    const units = Array.from({ length: character.length }, (_, index) => `\\\\u${hex(character.charCodeAt(index), 4)}`)
    const entity = `&#(?:${character.codePointAt(0)}|x0*${hex(character.codePointAt(0)!, 1)});`
    return `(?:${[escaped(character), bytes, units.join(''), entity, ...(otherForms[character] ?? [])].join('|')})`
  })
  return new RegExp(pattern.join(''), 'gi')
}

const otherForms: Readonly<Record<string, readonly string[]>> = {
  // Forms encode a space as a plus sign, and a second encoding turns the plus sign into %2B.
  ' ': ['\\+', '%(?:25)*2b'],
  '+': [' '],
  '/': ['\\\\/'],
  '\\': ['\\\\\\\\'],
  '\n': ['\\\\n'],
  '\r': ['\\\\r'],
  '\t': ['\\\\t'],
  '"': ['\\\\"', '&quot;'],
  "'": ['&apos;'],
  '&': ['&amp;'],
  '<': ['&lt;'],
  '>': ['&gt;'],
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0')
}

function escaped(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&')
}
