import type { KindOfChannel } from './chat-types.ts'
import { findPassages, type Passage } from './formatting-marks.ts'
import { getTextLimit } from './text-limits.ts'
import { getTransportFacts } from './transports.ts'

/** What is left out where a text is divided, the best first: between paragraphs, lines, sentences and words. */
const separators = [/[^\S\n]*\n(?:[^\S\n]*\n)+/gu, /[^\S\n]*\n/gu, /(?<=[.!?…]["»”')]*)[^\S\n]+/gu, /[^\S\n]+/gu]

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * Returns a text in parts that a channel takes: up to 1,024 characters on WABA, up to 4,096 on Telegram and MAX. A text is divided
 * between paragraphs, or else between lines, sentences or words, and never inside of a letter, a flag or an emoji. Formatting
 * is not divided if it fits one part; otherwise it is closed in one part and opened again in the next one.
 *
 * The limit is the lowest that Wazzup documents, in UTF-16 code units; how Wazzup counts is undocumented. On a channel without
 * a documented limit, the text is one part. A blank text has none.
 *
 * @param channel the `transport` of the channel, as `channels.list` and `findChannel` return it; undefined when it is not known
 * @see https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/
 * @example
 * for (const part of splitText(answer, channel)) await wazzup.messages.send({ ...chat, text: part })
 */
export function splitText(text: string, channel: { transport?: KindOfChannel } | undefined): string[] {
  const limit = getTextLimit(channel?.transport ?? '', 'message')?.strict ?? Infinity
  const passages =
    text.length <= limit ? [] : findPassages(text, getTransportFacts(channel?.transport ?? '')?.formatting.value)
  const parts: string[] = []
  let opening = ''
  for (let start = 0; start < text.length;) {
    const { end, next, around } = cut({ text, start, limit, opening, passages })
    parts.push(
      opening +
        text.slice(start, end) +
        around
          .map(({ close }) => close)
          .toReversed()
          .join(''),
    )
    opening = around.map(({ open }) => open).join('')
    start = next
  }
  return parts.filter((part) => part.trim() !== '')
}

interface Rest {
  text: string
  /** Where the part begins. */
  start: number
  limit: number
  /** What opens the formatting that the part before has closed. */
  opening: string
  passages: readonly Passage[]
}

interface Cut {
  /** Where the part ends, and where the next one begins. */
  end: number
  next: number
  /** The passages that the cut divides, the outer ones first. */
  around: readonly Passage[]
}

function cut(rest: Rest): Cut {
  const { text, start, limit, opening, passages } = rest
  const room = limit - opening.length
  if (text.length - start <= room) return { end: text.length, next: text.length, around: [] }
  // Only what the part could touch: a long text may have thousands of passages.
  const near = { ...rest, passages: passages.filter((each) => each.end > start && each.start <= start + limit) }
  const finders = [...separators.map((separator) => () => findSeparators(near, separator)), () => findGraphemes(near)]
  const cuts: Cut[][] = []
  const dividesShort = ({ around }: Cut) => around.some((passage) => passage.end - passage.start <= limit)
  const isShort = ({ end }: Cut) => end - start < room / 3
  for (const isPoor of [(each: Cut) => dividesShort(each) || isShort(each), dividesShort, () => false]) {
    for (const [index, find] of finders.entries()) {
      cuts[index] ??= find().flatMap((found) => toCut(near, found))
      const best = cuts[index].findLast((each) => !isPoor(each))
      if (best) return best
    }
  }
  // One letter with more marks than fit.
  return { end: start + room, next: start + room, around: [] }
}

function findSeparators({ text, start, limit }: Rest, separator: RegExp): { end: number; next: number }[] {
  const found = Array.from(text.slice(start, start + limit + 1).matchAll(separator), ({ index, 0: { length } }) => ({
    end: start + index,
    next: start + index + length,
  }))
  return found.filter(({ end }) => end > start)
}

function findGraphemes({ text, start, limit }: Rest): { end: number; next: number }[] {
  const found = Array.from(graphemes.segment(text.slice(start, start + limit + 1)), ({ index }) => start + index)
  return found.slice(1).map((end) => ({ end, next: end }))
}

/** Returns the cut at a place, unless the part would be too long or the place is in the marks of a passage. */
function toCut({ start, limit, opening, passages }: Rest, { end, next }: { end: number; next: number }): Cut[] {
  const touched = passages.filter((passage) => passage.start < next && end < passage.end)
  const around = touched.filter(({ from, to }) => from < end && next < to)
  const closing = around.reduce((length, { close }) => length + close.length, 0)
  return around.length < touched.length || opening.length + end - start + closing > limit ? [] : [{ end, next, around }]
}
