import { useLayoutEffect, useRef } from 'preact/hooks'
import type { ChannelView } from '../../src/server/page-api/page-types.ts'
import { Icon } from '../pieces/icon.tsx'
import { nameOfChat } from '../state/name-of-chat.ts'
import { arrival, firstCustomer, isFirst } from '../state/open.ts'
import { preview } from '../state/preview.ts'
import { t } from '../text/text.ts'
import { AttachMenu } from './attach-menu.tsx'
import { changeUnsent, giveBack, unsentOf } from './unsent.ts'
import { ownerOf, write } from './write.ts'
import { WriteAs } from './write-as.tsx'
import type { Pointing, Recipient, Said } from './writing.ts'

export interface ComposerProps {
  channel: ChannelView
  to: Recipient
}

/** The field for a new message of the customer, or of an operator who replies. */
export function Composer({ channel, to }: ComposerProps) {
  const owner = ownerOf(to)
  const { text, author, pointing, correction } = unsentOf(owner).value
  const isEdit = pointing?.how === 'edit'
  const shown = isEdit ? correction : text
  const field = useRef<HTMLTextAreaElement>(null)
  const takeFocus = (): void => field.current?.focus({ preventScroll: true })
  // In a group, a member writes and not the group.
  const name = to.chat?.group ? firstCustomer.name : to.chat ? nameOfChat(to.chat, t.value) : to.draft.name

  // A layout effect, so that the next key is typed into the field. The first draft of a phone does not take the focus.
  useLayoutEffect(() => {
    if (to.draft && !isFirst(to.draft)) takeFocus()
  }, [])
  const arrives = arrival.value === channel.channelId
  useLayoutEffect(() => {
    if (!arrives) return
    arrival.value = undefined
    takeFocus()
  }, [arrives])
  // Not when a chat with a quote is opened again.
  const last = useRef(pointing)
  useLayoutEffect(() => {
    if (pointing && pointing !== last.current) field.current?.focus()
    last.current = pointing
  }, [pointing])

  const type = (value: string): void => changeUnsent(owner, isEdit ? { correction: value } : { text: value })

  /** Sends something. What could not be sent returns to the field. */
  async function say(said: Said, about: Pointing | undefined): Promise<void> {
    if (about) changeUnsent(owner, { pointing: undefined, correction: '' })
    if (await write({ channel, to, author, said, pointing: about })) return
    giveBack(owner, { pointing: about, text: said.text ?? '' })
  }

  function sendText(): void {
    const words = shown.trim()
    if (words === '') return
    if (!isEdit) changeUnsent(owner, { text: '' })
    // The button is disabled after the send, so it cannot keep the focus.
    takeFocus()
    void say({ text: words }, pointing)
  }

  function cancel(): void {
    changeUnsent(owner, { pointing: undefined, correction: '' })
    takeFocus()
  }

  function pressed(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault()
      sendText()
    }
    if (event.key === 'Escape' && pointing) {
      event.preventDefault()
      cancel()
    }
  }

  return (
    <form
      class="composer"
      data-author={author === 'customer' ? 'customer' : 'operator'}
      onSubmit={(event) => {
        event.preventDefault()
        sendText()
      }}
    >
      {pointing && (
        <p class="pointing">
          <b>{isEdit ? t.value.editing : t.value.quoting}</b>
          <span>{preview(pointing.message, t.value)}</span>
          <button type="button" class="icon-button" aria-label={t.value.cancel} onClick={cancel}>
            <Icon name="close" />
          </button>
        </p>
      )}
      {to.chat && <WriteAs name={name} author={author} onChange={(next) => changeUnsent(owner, { author: next })} />}
      <div class="composer-line">
        <AttachMenu author={author} onPick={(said) => void say(said, isEdit ? undefined : pointing)} />
        <textarea
          ref={field}
          rows={1}
          value={shown}
          maxLength={20_000}
          aria-label={t.value.typeHere}
          placeholder={author === 'customer' ? t.value.typeAsCustomer(name) : t.value.typeAsOperator}
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={pressed}
        />
        <button type="submit" class="send" aria-label={t.value.send} disabled={shown.trim() === ''}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  )
}
