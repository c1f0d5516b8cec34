import { useState } from 'preact/hooks'
import type { ChannelView } from '../../src/server/page-api/page-types.ts'
import { Dialog } from '../pieces/dialog.tsx'
import { isByPhone, newDraft, show } from '../state/open.ts'
import { t } from '../text/text.ts'

/** 5 to 15 digits, with a plus and the usual signs between them. */
const PHONE = '\\s*\\+?[\\s.\\(\\)\\-]*(\\d[\\s.\\(\\)\\-]*){5,15}'
const USERNAME = '\\s*@?[^@\\s\\/]{1,64}\\s*'
const SOME_TEXT = '.*\\S.*'

/** Form for a new customer. */
export function NewChat({ channel, onClose }: { channel: ChannelView; onClose(): void }) {
  const byPhone = isByPhone(channel)
  const [name, setName] = useState('')
  const [account, setAccount] = useState('')
  function start(event: Event): void {
    event.preventDefault()
    onClose()
    const who = byPhone ? { phone: account.replaceAll(/\D/g, '') } : { username: account.trim().replace(/^@/, '') }
    show(channel.channelId, { shows: 'draft', draft: newDraft({ name: name.trim(), ...who }) })
  }
  return (
    <Dialog title={t.value.newChat} onClose={onClose}>
      <form onSubmit={start}>
        <label>
          {t.value.newChatName}
          <input
            required
            maxLength={100}
            pattern={SOME_TEXT}
            title={t.value.newChatName}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <label>
          {byPhone ? t.value.newChatPhone : t.value.newChatUsername}
          <input
            required
            value={account}
            pattern={byPhone ? PHONE : USERNAME}
            title={byPhone ? t.value.newChatPhoneHint : undefined}
            inputMode={byPhone ? 'tel' : 'text'}
            placeholder={byPhone ? '+7 900 111-22-33' : 'dora'}
            onInput={(event) => setAccount(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="button">
          {t.value.newChatStart}
        </button>
      </form>
    </Dialog>
  )
}
