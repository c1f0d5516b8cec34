import type { Committed, EncodedStep } from '@wazzup-kit/core/store'
import { makeStep, type LogDatabase } from '@wazzup-kit/sqlite-log'

/** Characters of one part. Cloudflare limits a row to 2 MB, and a character has at most 3 bytes. */
const longestPart = 500_000

/** Begins the name of a value that is in parts. JSON never begins with it. */
const mark = '@'

/** Makes a step inside of a transaction as `makeStep` does, and stores values in parts that are too long for one row. */
export function makeLongStep(
  database: LogDatabase,
  account: string,
  { settle, append, write }: EncodedStep,
  now: number,
): Committed | undefined {
  const long = new Map<string, string>()

  /** Returns the text of the column of a value: its JSON, or the name of its parts. */
  function shorten<Json extends string | null | undefined>(json: Json): Json | string {
    if (!json || json.length <= longestPart) return json
    const name = `${mark}${database.nextToken()}`
    long.set(name, json)
    return name
  }

  const step: EncodedStep = {
    settle: settle.map((settlement) => {
      const { end } = settlement
      return end.state === 'done' ? settlement : { ...settlement, end: { ...end, progress: shorten(end.progress) } }
    }),
    append: append.map((event) => ({ ...event, data: shorten(event.data) })),
    write: write.map((record) => ({ ...record, value: shorten(record.value) })),
  }
  // A replayed event is deleted and appended again, and its parts are deleted with it.
  for (const { position, end } of settle) if (end.state === 'replayed') keepParts(database, position, long)
  const committed = makeStep(database, account, step, now)
  if (!committed) return undefined
  for (const [index, { data }] of step.append.entries()) if (!committed.appended[index]) long.delete(data)
  for (const [name, json] of long) writeParts(database, name, json)
  return committed
}

function keepParts(database: LogDatabase, position: number, long: Map<string, string>): void {
  const row = database.get<{ data: string | null }>('SELECT data FROM wazzup_events WHERE position = ?', position)
  if (row?.data?.startsWith(mark)) long.set(row.data, readText(database, row.data))
}

/** Stores the parts of a value whose row was stored. Triggers delete them together with the row. */
function writeParts(database: LogDatabase, name: string, json: string): void {
  for (const [index, text] of split(json).entries()) {
    database.run('INSERT INTO wazzup_parts (owner, part, text) VALUES (?, ?, ?)', name, index, text)
  }
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

/** Returns the JSON of the value of a column. */
export function readText(database: Pick<LogDatabase, 'all'>, column: string): string {
  if (!column.startsWith(mark)) return column
  const parts = database.all<{ text: string }>('SELECT text FROM wazzup_parts WHERE owner = ? ORDER BY part', column)
  return parts.map(({ text }) => text).join('')
}
