import { useState } from 'preact/hooks'
import { t } from '../text/text.ts'

/** A button that copies a text to the clipboard and confirms it. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [said, say] = useState<'nothing' | 'copied'>('nothing')
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(text)
    say('copied')
    setTimeout(() => say('nothing'), 1_500)
  }
  return (
    <button type="button" class="copy" aria-label={`${t.value.copy}: ${what}`} onClick={() => void copy()}>
      <span aria-live="polite">{said === 'copied' ? t.value.copied : t.value.copy}</span>
    </button>
  )
}
