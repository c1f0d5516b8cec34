import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { getTextLimit, splitText } from '../messengers.ts'

const word = (length: number) => 'x'.repeat(length)
const waba = { transport: 'wapi' }
const withoutSpace = (text: string) => text.replaceAll(/\s/gu, '')

describe('a long text', () => {
  test.each([
    ['paragraphs', `${word(600)}\n${word(100)}`, '\n\n', `${word(500)} ${word(200)}`],
    ['lines', `${word(300)}. ${word(300)}`, '\n', `${word(400)}. ${word(300)}`],
    ['sentences', `${word(300)} ${word(200)}!`, ' ', `${word(500)} ${word(300)}`],
    ['words', word(600), ' ', word(600)],
  ])('is divided between %s', (_between, first, separator, second) => {
    expect(splitText(first + separator + second, waba)).toEqual([first, second])
  })

  test('is not divided near its beginning only because a paragraph ends there', () => {
    const parts = splitText(`Hello!\n\n${'word '.repeat(300)}`, waba)
    expect(parts).toHaveLength(2)
    expect(parts[0]!.length).toBeGreaterThan(1_000)
  })

  test.each(['👨‍👩‍👧‍👦', '🇰🇿', 'й', '👍🏽'])('never divides %s', (letter) => {
    const parts = splitText(letter.repeat(400), waba)
    expect(parts.length).toBeGreaterThan(0)
    for (const part of parts) expect(part.replaceAll(letter, '')).toBe('')
    expect(parts.join('')).toBe(letter.repeat(400))
  })

  test('keeps the indentation of the next line', () => {
    expect(splitText(`${word(1_000)}\n    ${word(100)}`, waba)).toEqual([word(1_000), `    ${word(100)}`])
  })

  test('is one part without a documented limit, and no part when it is blank', () => {
    expect(splitText(word(50_000), { transport: 'cian' })).toEqual([word(50_000)])
    for (const text of ['', ' \n ', ' '.repeat(3_000)]) expect(splitText(text, waba)).toEqual([])
    expect(splitText(' short ', waba)).toEqual([' short '])
  })

  test('of 4,000 characters is several parts of at most 1,024 on WABA', () => {
    const text = Array.from({ length: 80 }, (_, index) => `Sentence number ${index} says something. `).join('')
    const parts = splitText(text + text, waba)
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(1_024)
    expect(withoutSpace(parts.join(''))).toBe(withoutSpace(text + text))
    for (const part of parts) expect(part).toMatch(/\.$|\. $/)
  })
})

describe('formatting', () => {
  test('is not divided when it fits one part', () => {
    const bold = `*${'bold '.repeat(60)}end*`
    const parts = splitText(`${word(500)} ${'plain '.repeat(60)}${bold} ${word(300)}`, waba)
    expect(parts.filter((part) => part.includes('*'))).toEqual([expect.stringContaining(bold)])
  })

  test.each([
    ['wapi', '*', '*'],
    ['whatsapp', '_', '_'],
    ['wapi', '```', '```'],
    ['telegram', '<b>', '</b>'],
  ])('on %s that is too long for one part is closed and opened again: %s', (transport, open, close) => {
    const words = 'many words '.repeat(1_200).trim()
    const parts = splitText(`Before ${open}${words}${close} after`, { transport })
    const limit = getTextLimit(transport, 'message')!.strict
    expect(parts.length).toBeGreaterThan(1)
    for (const part of parts) {
      expect(part.length).toBeLessThanOrEqual(limit)
      expect(part.split(open).length + (open === close ? 1 : 0)).toBe(open === close ? 4 : 2)
      expect(part.split(close).length).toBe(open === close ? 3 : 2)
    }
    expect(withoutSpace(parts.join('').replaceAll(close, '').replaceAll(open, ''))).toBe(
      withoutSpace(`Before ${words} after`),
    )
  })

  test('is plain text on channels without formatting', () => {
    const parts = splitText(`*${'word '.repeat(300)}end*`, { transport: 'vk' })
    expect(parts[0]).toMatch(/^\*word/)
    expect(parts[0]).not.toMatch(/\*$/)
  })

  test('nested in other formatting is closed from the inside', () => {
    const parts = splitText(`*bold _${'both '.repeat(300)}end_ bold*`, waba)
    expect(parts[0]).toMatch(/^\*bold _both.*both_\*$/)
    expect(parts[1]).toMatch(/^\*_both.*end_ bold\*$/)
  })
})

test('nothing but white space is lost, and every part fits, whatever the text', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.constantFrom('\n', '\n\n', ' ', '. ', '🇰🇿', '👨‍👩‍👧‍👦'),
    fc.string({ unit: fc.constantFrom('a', 'й', ' '), minLength: 100, maxLength: 1_500 }),
  )
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 12 }),
      fc.constantFrom('vk', 'instagram', 'avito'),
      (pieces, transport) => {
        const text = pieces.join('')
        const parts = splitText(text, { transport })
        expect(withoutSpace(parts.join(''))).toBe(withoutSpace(text))
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(1_000)
      },
    ),
    { numRuns: 200 },
  )
})

test('marks never make a part too long, whatever the text', () => {
  const piece = fc.constantFrom('*bold* ', '*', '_', '~', '```', 'word ', 'x'.repeat(400), '\n', 'a_b ', '* ')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('')
      const parts = splitText(text, waba)
      for (const part of parts) expect(part.length).toBeLessThanOrEqual(1_024)
      const plain = (some: string) => some.replaceAll(/[\s*_~`]/gu, '')
      expect(plain(parts.join(''))).toBe(plain(text))
    }),
    { numRuns: 200 },
  )
})
