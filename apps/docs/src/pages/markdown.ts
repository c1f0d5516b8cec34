/** Returns a Markdown table in the form of the formatter, or null if there are no rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string | null {
  if (rows.length === 0) return null
  const lines = [head, ...rows].map((line) => line.map(cell))
  const widths = head.map((_, column) => Math.max(3, ...lines.map((line) => line[column]!.length)))
  const [first, ...rest] = lines.map((line) => line.map((text, column) => text.padEnd(widths[column]!)))
  const rule = widths.map((width) => '-'.repeat(width))
  return [first!, rule, ...rest].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

/** Joins blocks with one empty line between them. Skips null. */
export function blocks(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join('\n\n')
}

/** Returns inline code. */
export function code(text: string): string {
  return `\`${text}\``
}

/** Returns a link whose text is the host and last part of a Wazzup address: `wazzup24.ru: webhooks-2`. */
export function pageLink(address: string): string {
  const { host, pathname } = new URL(address)
  return `[${host}: ${pathname.split('/').findLast(Boolean)}](${address})`
}
