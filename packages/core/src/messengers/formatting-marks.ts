import type { Formatting } from './transports.ts'

/** Match pairs of marks around words. Marks inside a word or between spaces are not formatting: `snake_case_name`, `2 * 3 * 4`. */
const marks = [
  /```[^`][^]*?```/gu,
  /(?<![\p{L}\p{N}*])\*[^\s*](?:[^*\n]*[^\s*])?\*(?![\p{L}\p{N}*])/gu,
  /(?<![\p{L}\p{N}_])_[^\s_](?:[^_\n]*[^\s_])?_(?![\p{L}\p{N}_])/gu,
  /(?<![\p{L}\p{N}~])~[^\s~](?:[^~\n]*[^\s~])?~(?![\p{L}\p{N}~])/gu,
]
const tags = /<([bius])>[^]*?<\/\1>/giu
const closingTag = /<\/[bius]>/i

/** A part of a text that is formatted. */
export interface Passage {
  /** Where it begins and ends, with its marks. */
  start: number
  end: number
  /** Where its content begins and ends. */
  from: number
  to: number
  /** The marks around it. */
  open: string
  close: string
}

/** Returns whether a text has formatting marks (`*bold*`, `_italic_`, `~strike~`, triple backticks) or tags (b, i, u, s). */
export function findFormatting(text: string): { marks: boolean; tags: boolean } {
  return { marks: marks.some((mark) => text.search(mark) !== -1), tags: closingTag.test(text) }
}

/** Returns the formatted passages of a text, the outer ones before those in them. In monospace, other marks are plain text. */
export function findPassages(text: string, formatting: Formatting = 'none'): Passage[] {
  if (formatting === 'none') return []
  const found = marks.flatMap((mark) =>
    Array.from(text.matchAll(mark), ({ 0: all, index }) => {
      const open = all.startsWith('```') ? '```' : all[0]!
      return passageOf(index, all, open, open)
    }),
  )
  if (formatting === 'marks and tags') {
    for (const { 0: all, 1: name, index } of text.matchAll(tags)) {
      found.push(passageOf(index, all, `<${name}>`, `</${name}>`))
    }
  }
  const monospace = found.filter(({ open }) => open === '```')
  return found
    .filter((passage) => !monospace.some(({ from, to }) => from <= passage.start && passage.end <= to))
    .toSorted((one, other) => one.start - other.start || other.end - one.end)
}

function passageOf(start: number, text: string, open: string, close: string): Passage {
  const end = start + text.length
  return { start, end, from: start + open.length, to: end - close.length, open, close }
}
