import { useRef } from 'preact/hooks'
import { Menu, type MenuItem } from '../pieces/menu.tsx'
import { problem } from '../state/ask.ts'
import { t } from '../text/text.ts'
import { readFile } from './read-file.ts'
import { samplePicture, sampleSticker, sampleVoice } from './samples.ts'
import type { Author, Said } from './writing.ts'

/** Menu of files and of other content besides text. */
export function AttachMenu({ author, onPick }: { author: Author; onPick(said: Said): void }) {
  const chooser = useRef<HTMLInputElement>(null)

  function choose(accept: string): void {
    const input = chooser.current!
    input.accept = accept
    input.click()
  }

  async function chosen(event: Event & { currentTarget: HTMLInputElement }): Promise<void> {
    const input = event.currentTarget
    const [file] = input.files ?? []
    input.value = ''
    if (!file) return
    problem.value = undefined
    const said = await readFile(file)
    if (said) onPick(said)
    else problem.value = { says: 'page', text: t.value.tooBig }
  }

  const text = t.value
  const onlyCustomer: MenuItem[] = [
    { label: text.location, icon: 'place', run: () => onPick({ type: 'geo' }) },
    { label: text.contact, icon: 'person', run: () => onPick({ type: 'vcard' }) },
    { label: text.sticker, icon: 'sticker', run: () => onPick(sampleSticker()) },
    { label: text.missedCall, icon: 'call', run: () => onPick({ type: 'missing_call' }) },
  ]
  const items: MenuItem[] = [
    { label: text.picture, icon: 'picture', run: () => choose('image/*') },
    { label: text.samplePicture, icon: 'picture', run: () => onPick(samplePicture()) },
    { label: text.file, icon: 'file', run: () => choose('') },
    { label: text.voice, icon: 'voice', run: () => onPick(sampleVoice()) },
    ...(author === 'customer' ? onlyCustomer : []),
  ]
  return (
    <>
      <Menu label={text.attach} icon="clip" items={items} />
      <input type="file" hidden ref={chooser} onChange={(event) => void chosen(event)} />
    </>
  )
}
