import { computed, effect } from '@preact/signals'
import { kept } from '../state/kept.ts'
import { en, type Texts } from './en.ts'
import { ru } from './ru.ts'

const languages = { en, ru } satisfies Record<string, Texts>

/** A language of the page. */
export type Language = keyof typeof languages

const ofBrowser: Language = navigator.languages.some((tag) => tag.toLowerCase().startsWith('ru')) ? 'ru' : 'en'

/** The selected language, by default that of the browser. */
export const language = kept<Language>('language', ofBrowser, (value) => value === 'en' || value === 'ru')

/** Texts of the page in the current language: `t.value.send`. */
export const t = computed<Texts>(() => languages[language.value])

effect(() => {
  document.documentElement.lang = language.value
  document.title = t.value.title
})
