import type { Database } from './database.ts'

/** Characters of one part. Cloudflare limits a row to 2 MB, and a character has at most 3 bytes. */
const longestPart = 500_000

/** Begins the name of a value that is in parts. JSON never begins with it. */
const mark = '@'

/** A value as it is stored: the text of its column, and its parts when it is too long for one row. */
export interface StoredValue {
  column: string
  parts: readonly string[]
}

/** Returns how to store JSON. JSON escapes lone surrogates and NUL by itself. */
export function encodeValue(database: Database, value: unknown): StoredValue {
  const json = JSON.stringify(value) ?? 'null'
  if (json.length <= longestPart) return { column: json, parts: [] }
  return { column: `${mark}${database.nextToken()}`, parts: split(json) }
}

/** Splits a text, never between the two halves of a character. */
function split(text: string): string[] {
  const parts: string[] = []
  for (let start = 0; start < text.length;) {
    let end = Math.min(start + longestPart, text.length)
    if (/[\uD800-\uDBFF]/.test(text[end - 1]!)) end--
    parts.push(text.slice(start, end))
    start = end
  }
  return parts
}

/** Stores the parts of a value whose row was stored. Triggers delete them together with the row. */
export function writeParts(database: Database, { column, parts }: StoredValue): void {
  for (const [index, text] of parts.entries()) {
    database.run('INSERT INTO wazzup_parts (owner, part, text) VALUES (?, ?, ?)', column, index, text)
  }
}

/** Returns the value of a column. */
export function decodeValue(database: Database, column: string | null): unknown {
  return column === null ? null : JSON.parse(readText(database, column))
}

function readText(database: Database, column: string): string {
  if (!column.startsWith(mark)) return column
  const parts = database.all<{ text: string }>('SELECT text FROM wazzup_parts WHERE owner = ? ORDER BY part', column)
  return parts.map(({ text }) => text).join('')
}
