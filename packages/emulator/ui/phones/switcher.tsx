import { useLayoutEffect, useState } from 'preact/hooks'
import type { ChatHead } from '../../src/server/page-api/page-types.ts'
import { Avatar } from '../pieces/avatar.tsx'
import { Dialog } from '../pieces/dialog.tsx'
import { nameOf } from '../pieces/messenger.tsx'
import { account, chats, phones } from '../state/account.ts'
import { goTo } from '../state/open.ts'
import { t } from '../text/text.ts'

const MOST = 30

interface Found {
  id: string
  channelId: string
  /** Chat of the item; absent for a phone without a chat. */
  chat?: ChatHead
  name: string
  messenger: string
}

function findAll(words: string): Found[] {
  const wanted = words.trim().toLowerCase()
  const messengers = new Map(phones.value.map((channel) => [channel.channelId, nameOf(channel, t.value)]))
  const all = [...chats.value.values()].sort((one, other) => other.order - one.order)
  const found: Found[] = []
  for (const chat of all) {
    const { channelId, name, account = '' } = chat
    const messenger = messengers.get(channelId) ?? ''
    if (!`${name} ${account} ${messenger}`.toLowerCase().includes(wanted)) continue
    found.push({ id: chat.key, channelId, chat, name, messenger })
    if (found.length === MOST) break
  }
  return found
}

/** Finds a chat by a few letters: arrow keys select, Enter opens. */
export function Switcher({ onClose }: { onClose(): void }) {
  const [words, setWords] = useState('')
  const [at, setAt] = useState(0)
  /** Whether the user pressed Enter before the chats were loaded. */
  const [hurry, setHurry] = useState<'none' | 'open the first'>('none')
  const found = findAll(words)
  function open({ channelId, id }: Found): void {
    onClose()
    goTo(channelId, id)
  }
  function pressed(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && found.length > 0) {
      event.preventDefault()
      setAt((at + step + found.length) % found.length)
    }
    if (event.key !== 'Enter') return
    event.preventDefault()
    if (found[at]) open(found[at])
    else if (account.value === 'unknown') setHurry('open the first')
  }
  useLayoutEffect(() => {
    if (hurry === 'none' || account.value === 'unknown') return
    setHurry('none')
    if (found[at]) open(found[at])
  }, [hurry, account.value])
  return (
    <Dialog title={t.value.switchChat} onClose={onClose}>
      <input
        type="text"
        role="combobox"
        list={undefined}
        aria-label={t.value.switchChat}
        aria-expanded="true"
        aria-controls="switcher-list"
        aria-activedescendant={found[at] ? `switch-${at}` : undefined}
        placeholder={t.value.switchChatHint}
        autoFocus
        value={words}
        onInput={(event) => {
          setWords(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={pressed}
      />
      <div class="switcher" id="switcher-list" role="listbox" aria-label={t.value.switchChat}>
        {found.map((each, position) => (
          <div
            key={each.id}
            id={`switch-${position}`}
            role="option"
            aria-selected={position === at}
            onClick={() => open(each)}
          >
            <Avatar name={each.name} />
            <span>{each.name}</span>
            <small>{each.messenger}</small>
          </div>
        ))}
        {found.length === 0 && <p class="hint">{t.value.noSuchChat}</p>}
      </div>
    </Dialog>
  )
}
