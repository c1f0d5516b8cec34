/** Characters that a terminal acts on, or that move or hide text. Ids and errors may contain what a customer wrote. */
const acting = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

/** Prints a line. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Waits until the reader of the output has everything, so that a million rows are never in memory. */
export function whenPrinted(): Promise<void> {
  return new Promise((resolve) => void process.stdout.write('', () => resolve()))
}

/** Prints a line for the person who runs the command, beside the output. */
export function complain(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** Prints a value as one line of JSON. */
export function sayJson(value: unknown): void {
  // JSON itself escapes only those below a space.
  say(JSON.stringify(value).replace(/[\u007F-\u009F]/g, escapeCharacter))
}

/** Returns a text in which nothing acts on the terminal. */
export function toPlainText(text: string): string {
  return text.replace(acting, escapeCharacter)
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0)!.toString(16)
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`
}

/** Returns a function that prints rows below a header. The first rows decide how wide the columns are. */
export function createTable(header: readonly string[]): (rows: readonly (readonly string[])[]) => void {
  let widths: readonly number[] | undefined
  return (rows) => {
    const plain = rows.map((row) => row.map(toPlainText))
    const printed = widths ? plain : [header, ...plain]
    widths ??= header.map((_, column) => Math.max(...printed.map((row) => row[column]!.length)))
    for (const row of printed)
      say(
        row
          .map((cell, column) => cell.padEnd(widths![column]!))
          .join('  ')
          .trimEnd(),
      )
  }
}

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
] as const

/** Returns a time for people, for example `5 min`. */
export function toDuration(milliseconds: number): string {
  const [unit, length] = units.find(([, length]) => milliseconds >= length) ?? ['s', 1_000]
  return `${Math.max(0, Math.floor(milliseconds / length))} ${unit}`
}

/** Ends the process when the reader of the output has ended, for example `| head`. */
export function stopWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit()
  })
}

/** Hides the warning of Node 22 about SQLite: a user of the command cannot change it. */
export function hideExperimentalWarnings(): void {
  const listeners = process.listeners('warning')
  process.removeAllListeners('warning')
  process.on('warning', (warning) => {
    if (warning.name !== 'ExperimentalWarning') for (const listener of listeners) listener(warning)
  })
}
