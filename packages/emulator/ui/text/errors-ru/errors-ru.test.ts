import { apiErrorTexts, deliveryErrorTexts, remedyOfUnknownSend, statusErrorTexts } from '@wazzup-kit/core/errors'
import { expect, test } from 'vitest'
import { errorsRu } from './errors-ru.ts'
import type { Sentences } from './sentences.ts'

type Table = Readonly<Record<string, Sentences>>

const tables: [keyof typeof errorsRu & ('api' | 'delivery' | 'status'), Table, Table][] = [
  ['api', errorsRu.api, apiErrorTexts],
  ['delivery', errorsRu.delivery, deliveryErrorTexts],
  ['status', errorsRu.status, statusErrorTexts],
]

/** Returns the texts in backticks: fields, calls, values. */
const namesIn = ({ meaning, remedy }: Sentences): string[] => `${meaning} ${remedy}`.match(/`[^`]+`/g) ?? []

test.each(tables)('every code of %s has a meaning and a remedy in Russian', (_, russian, english) => {
  expect(Object.keys(russian).sort()).toEqual(Object.keys(english).sort())
  const wrong = Object.entries(russian).filter(([, said]) => {
    return [said.meaning, said.remedy].some((sentence) => !/^(Wazzup|[А-ЯЁ]).*[а-яё].*\.$/.test(sentence))
  })
  expect(wrong).toEqual([])
})

test.each(tables)(
  'the Russian texts of %s name no field and no call that the English ones do not',
  (_, russian, english) => {
    const strange = Object.entries(russian).flatMap(([code, said]) => {
      const known = namesIn(english[code]!)
      return namesIn(said).flatMap((name) => (known.includes(name) ? [] : [`${code}: ${name}`]))
    })
    expect(strange).toEqual([])
  },
)

test('the remedy of a send in doubt names the same fields and numbers as the English one', () => {
  const marks = (text: string): string[] => text.match(/`[^`]+`|\d+/g) ?? []
  expect(marks(errorsRu.remedyOfUnknownSend)).toEqual(marks(remedyOfUnknownSend))
})
