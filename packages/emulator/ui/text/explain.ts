import { effect, signal } from '@preact/signals'
import type { Explained } from '../../src/server/page-api/page-types.ts'
import type { errorsRu } from './errors-ru/errors-ru.ts'
import type { Sentences } from './errors-ru/sentences.ts'
import { language, type Language } from './text.ts'

/** Russian explanations, which are loaded only when the page is in Russian. */
const russian = signal<typeof errorsRu | undefined>(undefined)

effect(() => {
  if (language.value !== 'ru' || russian.peek()) return
  import('./errors-ru/errors-ru.ts').then(
    (loaded) => (russian.value = loaded.errorsRu),
    // If they cannot be loaded, the explanations remain English.
    () => undefined,
  )
})

/** Returns meaning and remedy of an error, in the language of the page if available. */
export function explain({ entry, meaning, remedy, effect }: Explained): Partial<Sentences> & { language: Language } {
  const table: Readonly<Record<string, Sentences>> | undefined =
    language.value === 'ru' && entry ? russian.value?.[entry.table] : undefined
  const said = entry && table?.[entry.name]
  const care = effect === 'unknown' ? { remedy: russian.value?.remedyOfUnknownSend } : {}
  return said ? { language: 'ru', ...said, ...care } : { language: 'en', meaning, remedy }
}
