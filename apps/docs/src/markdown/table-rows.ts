import { posix } from 'node:path'
import type { Page } from './page.ts'

/** A row of a table of pages. */
export interface LinkedRow {
  /** Text of the link. */
  title: string
  /** Path of the linked page from the root of the repository; that of its README for a folder. */
  path: string
  /** The cell before the link, if there is one. */
  before: string | undefined
  /** The cell after the link. */
  after: string
}

/** Returns the rows of all tables of a page whose first or second cell is a link to a page of the repository, without an anchor. */
export function linkedRowsOf({ path, text }: Page): LinkedRow[] {
  return text.split('\n').flatMap((line) => {
    const cells = line.startsWith('| ') ? line.split(' | ').map((cell) => cell.replaceAll(/^\| | \|$/g, '').trim()) : []
    const place = cells.slice(0, 2).findIndex((cell) => /^\[[^\]]+\]\([^):#]+\)$/.test(cell))
    if (place < 0) return []
    const [, title, target] = /^\[([^\]]+)\]\(([^)]+)\)$/.exec(cells[place]!)!
    const linked = posix.join(posix.dirname(path), target!)
    const file = linked.endsWith('.md') ? linked : posix.join(linked, 'README.md')
    return [{ title: title!, path: file, before: cells[place - 1], after: cells[place + 1] ?? '' }]
  })
}
