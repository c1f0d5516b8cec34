import { useLayoutEffect, useState } from 'preact/hooks'
import { changeUnsent, unsentOf } from '../composer/unsent.ts'
import { Avatar } from '../pieces/avatar.tsx'
import { Dialog } from '../pieces/dialog.tsx'
import { nameOf } from '../pieces/messenger.tsx'
import { account, chats, chatsByChannel, phones } from '../state/account.ts'
import { closeDialogs } from '../state/dialogs.ts'
import { nameOfChat } from '../state/name-of-chat.ts'
import { goTo, viewOf } from '../state/open.ts'
import { renderNow } from '../state/render-now.ts'
import { t } from '../text/text.ts'

const MOST = 30

interface Found {
  id: string
  channelId: string
  /** Key of the chat; absent for a phone without chats. */
  chat?: string
  name: string
  messenger: string
}

/** Returns the digits of a phone as people write it; undefined for other words. */
function digitsOf(words: string): string | undefined {
  return /^\+?[\d\s().-]+$/.test(words) ? words.replaceAll(/\D/g, '') : undefined
}

/** Returns the chats that match the words, the newest first, and then the phones without chats. */
function findAll(words: string): Found[] {
  const wanted = words.trim().toLowerCase()
  const digits = digitsOf(wanted)
  const messengers = new Map(phones.value.map((channel) => [channel.channelId, nameOf(channel, t.value)]))
  const all = [...chats.value.values()].sort((one, other) => other.order - one.order)
  const found: Found[] = []
  for (const head of all) {
    const { channelId, key, account = '' } = head
    const name = nameOfChat(head, t.value)
    const messenger = messengers.get(channelId) ?? ''
    const isFound = `${name} ${account} ${messenger}`.toLowerCase().includes(wanted)
    if (!isFound && !(digits && account.includes(digits))) continue
    found.push({ id: key, channelId, chat: key, name, messenger })
    if (found.length === MOST) break
  }
  for (const { channelId, plainId } of phones.value) {
    const name = messengers.get(channelId)!
    if (chatsByChannel.value.has(channelId) || !`${name} ${plainId}`.toLowerCase().includes(wanted)) continue
    const phone = { id: channelId, channelId, name, messenger: t.value.noChats }
    // Its whole name means the messenger, and not a customer such as Maxim.
    if (name.toLowerCase() === wanted) found.unshift(phone)
    else found.push(phone)
  }
  return found
}

/** Finds a chat by a few letters: arrow keys select, Enter opens. */
export function Switcher({ onClose }: { onClose(): void }) {
  const [words, setWords] = useState('')
  const [at, setAt] = useState(0)
  /** The words for which Enter was pressed before the chats were loaded. What is typed next is for the message. */
  const [hurry, setHurry] = useState<string | undefined>(undefined)
  const found = findAll(words)
  function open({ channelId, chat }: Found, typed = ''): void {
    // An open dialog would keep the focus.
    renderNow(closeDialogs)
    goTo(channelId, chat)
    const view = viewOf(channelId)
    if (typed === '' || view.shows === 'chats') return
    const owner = view.shows === 'chat' ? view.key : view.draft.id
    changeUnsent(owner, { text: unsentOf(owner).peek().text + typed })
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
    else if (account.value === 'unknown' && hurry === undefined) {
      setHurry(words)
      setWords('')
    }
  }
  useLayoutEffect(() => {
    if (hurry === undefined || account.value === 'unknown') return
    setHurry(undefined)
    const [first] = findAll(hurry)
    // After this render, because the dialog is removed at once.
    if (first) queueMicrotask(() => open(first, words))
    else setWords(hurry + words)
  }, [hurry, account.value])
  return (
    <Dialog title={t.value.switchChat} onClose={onClose}>
      <input
        id="switcher"
        type="text"
        role="combobox"
        list={undefined}
        aria-label={t.value.switchChat}
        aria-expanded="true"
        aria-controls="switcher-list"
        aria-activedescendant={found[at] ? `switch-${at}` : undefined}
        placeholder={hurry === undefined ? t.value.switchChatHint : t.value.loading}
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
            <span title={each.name}>{each.name}</span>
            <small>{each.messenger}</small>
          </div>
        ))}
        {found.length === 0 && <p class="hint">{hurry === undefined ? t.value.noSuchChat : t.value.loading}</p>}
      </div>
    </Dialog>
  )
}
