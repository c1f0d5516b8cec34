import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { ChannelView } from '../../src/server/page-api/page-types.ts'
import { Icon } from '../pieces/icon.tsx'
import { firstDraft } from '../state/open.ts'
import { preview } from '../state/preview.ts'
import { keepUnsent, takeUnsent } from '../state/unsent.ts'
import { t } from '../text/text.ts'
import { AttachMenu } from './attach-menu.tsx'
import { write } from './write.ts'
import type { Author, Pointing, Recipient, Said } from './writing.ts'

export interface ComposerProps {
  channel: ChannelView
  to: Recipient
  because?: 'begun' | undefined
  pointing: Pointing | undefined
  onDone(): void
}

/** The field for a new message of the customer, or of an operator who replies. */
export function Composer({ channel, to, because, pointing, onDone }: ComposerProps) {
  const [text, setText] = useState(() => (because ? takeUnsent(channel.channelId) : ''))
  const [author, setAuthor] = useState<Author>('customer')
  const field = useRef<HTMLTextAreaElement>(null)
  const { name } = to.chat ?? to.draft

  // A layout effect, so that the next key is typed into the field. The first draft of a phone does not take the focus.
  useLayoutEffect(() => {
    if (because || (to.draft && to.draft !== firstDraft)) field.current?.focus({ preventScroll: true })
  }, [])
  useLayoutEffect(() => {
    if (!pointing) return
    if (pointing.how === 'edit') setText(pointing.message.text ?? '')
    field.current?.focus()
  }, [pointing])

  function typed(value: string): void {
    setText(value)
    if (to.draft) keepUnsent(channel.channelId, value)
  }

  async function say(said: Said): Promise<void> {
    if (await write({ channel, to, author, said, pointing })) onDone()
  }

  function sendText(): void {
    const words = text.trim()
    if (words === '') return
    typed('')
    // The button is disabled after the send, so it cannot keep the focus.
    field.current?.focus({ preventScroll: true })
    void say({ text: words })
  }

  function pressed(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault()
      sendText()
    }
    if (event.key === 'Escape' && pointing) {
      cancel()
    }
  }

  function cancel(): void {
    if (pointing?.how === 'edit') setText('')
    onDone()
    field.current?.focus({ preventScroll: true })
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
          <b>{pointing.how === 'edit' ? t.value.editing : t.value.quoting}</b> {preview(pointing.message, t.value)}
          <button type="button" class="icon-button" aria-label={t.value.cancel} onClick={cancel}>
            <Icon name="close" />
          </button>
        </p>
      )}
      {to.chat && <WriteAs name={name} author={author} onChange={setAuthor} />}
      <div class="composer-line">
        <AttachMenu author={author} onPick={(said) => void say(said)} />
        <textarea
          ref={field}
          rows={1}
          value={text}
          maxLength={20_000}
          aria-label={t.value.typeHere}
          placeholder={author === 'customer' ? t.value.typeAsCustomer(name) : t.value.typeAsOperator}
          onInput={(event) => typed(event.currentTarget.value)}
          onKeyDown={pressed}
        />
        <button type="submit" class="send" aria-label={t.value.send} disabled={text.trim() === ''}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  )
}

interface WriteAsProps {
  name: string
  author: Author
  onChange(author: Author): void
}

function WriteAs({ name, author, onChange }: WriteAsProps) {
  return (
    <label class="write-as">
      <span class="unseen">{t.value.writeAs}</span>
      <select value={author} onChange={(event) => onChange(event.currentTarget.value as Author)}>
        <option value="customer">{t.value.asCustomer(name)}</option>
        <option value="wazzup">{t.value.asWazzup}</option>
        <option value="crm">{t.value.asCrm}</option>
        <option value="phone">{t.value.asPhone}</option>
      </select>
    </label>
  )
}
