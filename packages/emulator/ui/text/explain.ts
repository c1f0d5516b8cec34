import { effect, signal } from '@preact/signals'
import type { Explained } from '../../src/server/page-api/page-types.ts'
import type { errorsRu } from './errors-ru/errors-ru.ts'
import type { Sentences } from './errors-ru/sentences.ts'
import { language, type Language } from './text.ts'

/** The catalogue is English; what it says in Russian is loaded for those who read that. */
const russian = signal<typeof errorsRu | undefined>(undefined)

effect(() => {
  if (language.value !== 'ru' || russian.peek()) return
  import('./errors-ru/errors-ru.ts').then(
    (loaded) => (russian.value = loaded.errorsRu),
    // Without it the page stays with English.
    () => undefined,
  )
})

/** What an error means and what to do about it, in the language of the page where that is known. */
export function explain({ entry, meaning, remedy, effect }: Explained): Partial<Sentences> & { language: Language } {
  const table: Readonly<Record<string, Sentences>> | undefined =
    language.value === 'ru' && entry ? russian.value?.[entry.table] : undefined
  const said = entry && table?.[entry.name]
  const care = effect === 'unknown' ? { remedy: russian.value?.remedyOfUnknownSend } : {}
  return said ? { language: 'ru', ...said, ...care } : { language: 'en', meaning, remedy }
}
