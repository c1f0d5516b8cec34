import { useState } from 'preact/hooks'
import type { ChannelView } from '../../src/server/page-api/page-types.ts'
import { Dialog } from '../pieces/dialog.tsx'
import { isByPhone, show } from '../state/open.ts'
import { t } from '../text/text.ts'

/** Form for a new customer. */
export function NewChat({ channel, onClose }: { channel: ChannelView; onClose(): void }) {
  const byPhone = isByPhone(channel)
  const [name, setName] = useState('')
  const [account, setAccount] = useState('')
  function start(event: Event): void {
    event.preventDefault()
    onClose()
    const draft = { name: name.trim(), ...(byPhone ? { phone: account } : { username: account }) }
    show(channel.channelId, { shows: 'draft', draft })
  }
  return (
    <Dialog title={t.value.newChat} onClose={onClose}>
      <form onSubmit={start}>
        <label>
          {t.value.newChatName}
          <input required maxLength={100} value={name} onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <label>
          {byPhone ? t.value.newChatPhone : t.value.newChatUsername}
          <input
            required
            value={account}
            pattern={byPhone ? '\\d{5,15}' : '[^@\\s\\/]{1,64}'}
            title={byPhone ? t.value.newChatPhoneHint : undefined}
            inputMode={byPhone ? 'numeric' : 'text'}
            placeholder={byPhone ? '79001112233' : 'dora'}
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
