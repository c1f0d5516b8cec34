import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { addDialog } from '../state/dialogs.ts'
import { giveFocus } from '../state/focus.ts'
import { renderNow } from '../state/render-now.ts'
import { t } from '../text/text.ts'
import { Icon } from './icon.tsx'

export interface DialogProps {
  title: string
  onClose(): void
  children: ComponentChildren
}

/** A modal dialog. Escape or a click outside closes it, and the focus returns to its previous element. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  // A layout effect, so that the next key is typed into the dialog.
  useLayoutEffect(() => {
    const element = dialog.current!
    const opener = document.activeElement
    element.showModal()
    // The browser focuses the button that closes the dialog.
    element.querySelector<HTMLElement>('input, select, textarea')?.focus()
    const remove = addDialog(onClose)
    return () => {
      remove()
      element.close()
      // Chromium loses what is typed next if a field is removed while the caret was in it.
      getSelection()?.removeAllRanges()
      giveFocus(opener)
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={id}
      onCancel={onClose}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        // The browser closes the dialog later, and the next key would be lost.
        event.preventDefault()
        renderNow(onClose)
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose()
      }}
    >
      <div class="dialog-inside">
        <header>
          <h2 id={id}>{title}</h2>
          <button type="button" class="icon-button" aria-label={t.value.close} onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  )
}
