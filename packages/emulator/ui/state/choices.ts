import { effect } from '@preact/signals'
import { kept } from './kept.ts'

// Choices of the user that this browser stores.

export type Theme = 'system' | 'light' | 'dark'

export const theme = kept<Theme>('theme', 'system', (value) => ['system', 'light', 'dark'].includes(String(value)))

effect(() => {
  const { dataset } = document.documentElement
  if (theme.value === 'system') delete dataset.theme
  else dataset.theme = theme.value
})

export const intro = kept<'shown' | 'seen'>('intro', 'shown', (value) => value === 'shown' || value === 'seen')

/** Whether customers read new messages in an open chat. */
export const reading = kept<'at once' | 'never'>(
  'reading',
  'at once',
  (value) => value === 'at once' || value === 'never',
)
