import { deliveryErrors } from '@wazzup-kit/core/errors'
import { useState } from 'preact/hooks'
import { Dialog } from '../pieces/dialog.tsx'
import { act } from '../state/ask.ts'
import { t } from '../text/text.ts'

/** Dialog for the code with which a message fails. */
export function FailDialog({ messageId, onClose }: { messageId: string; onClose(): void }) {
  const [code, setCode] = useState('BAD_CONTACT')
  function fail(event: Event): void {
    event.preventDefault()
    onClose()
    void act('simulate.message.fail', { messageId, code })
  }
  return (
    <Dialog title={t.value.failTitle} onClose={onClose}>
      <form onSubmit={fail}>
        <p>{t.value.failIntro}</p>
        <select aria-label={t.value.failTitle} value={code} onChange={(event) => setCode(event.currentTarget.value)}>
          {Object.keys(deliveryErrors).map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
        <button type="submit" class="button">
          {t.value.fail}
        </button>
      </form>
    </Dialog>
  )
}
