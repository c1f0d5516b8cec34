import type { Spread } from './statistics.ts'

/** Returns a Markdown table. All columns except the first are aligned to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, 3, ...rows.map((row) => row[column]!.length)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join(' | ')} |`
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
  return [line(head), line(rule), ...rows.map(line)].join('\n')
}

/** Returns the median with the middle half of the turns. */
export function spreadCells({ median, low, high }: Spread, digits = 2): [string, string] {
  return [median.toFixed(digits), `${low.toFixed(digits)} to ${high.toFixed(digits)}`]
}

/** Returns a heading with its tables and remarks. */
export function section(title: string, ...parts: readonly string[]): string {
  return [`## ${title}`, ...parts.filter((part) => part !== '')].join('\n\n')
}
