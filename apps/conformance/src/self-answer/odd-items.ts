import { postedItems, type Item } from './posted.ts'
import { note, type Story } from './story.ts'

type Rewrite = (item: Item) => Item

const without =
  (...names: string[]): Rewrite =>
  (item) =>
    Object.fromEntries(Object.entries(item).filter(([name]) => !names.includes(name)))

/** Returns the item without an author. */
const unsigned = without('authorName', 'authorId', 'sentFromApp')

/** Fields that do not mark an item as outgoing. */
const unsaid = { isEcho: false, status: null }

/**
 * Forms of an echo that were observed in production or in public tests. Wazzup documents `isEcho: true`:
 * https://wazzup24.ru/help/api-ru/webhooks-2/. Each form either has a field that marks it as outgoing, or none that marks
 * it as incoming. The reasons are in docs/decisions/no-answer-to-echoes.md.
 */
export const echoForms: Readonly<Record<string, Rewrite>> = {
  'echo, isEcho false': (item) => ({ ...item, isEcho: false }),
  'echo, isEcho false and only its status': (item) => ({ ...unsigned(item), isEcho: false }),
  'echo, isEcho false and only that it was read': (item) => ({ ...unsigned(item), isEcho: false, status: 'READ' }),
  'echo, isEcho false and an unknown status': (item) => ({ ...unsigned(item), isEcho: false, status: 'a new one' }),
  'echo, isEcho false and only an author': (item) => ({ ...unsigned(item), ...unsaid, authorName: 'Admin' }),
  'echo, isEcho false and only the id of an author': (item) => ({ ...unsigned(item), ...unsaid, authorId: 'user-1' }),
  'echo, isEcho false and only sentFromApp': (item) => ({ ...unsigned(item), ...unsaid, sentFromApp: true }),
  'echo, isEcho a number': (item) => ({ ...unsigned(item), isEcho: 1, status: null }),
  'echo, isEcho unreadable': (item) => ({ ...unsigned(item), isEcho: [true], status: null }),
  'echo, isEcho false and only an unreadable status': (item) => ({
    ...unsigned(item),
    isEcho: false,
    status: 5,
  }),
  'echo, isEcho false and only an error': (item) => ({ ...unsigned(item), ...unsaid, error: { error: 'SPAM' } }),
  'echo, chat missing': without('channelId', 'chatType', 'chatId'),
  'echo, isEcho null': (item) => ({ ...item, isEcho: null }),
  'echo, isEcho a text': (item) => ({ ...unsigned(item), isEcho: 'true', status: null }),
  'echo, status null': (item) => ({ ...unsigned(item), status: null }),
  'echo, isEcho missing': without('isEcho'),
  'echo, only its status': (item) => without('isEcho')(unsigned(item)),
  'echo, only its author': without('isEcho', 'status'),
  'echo, isEcho and status missing': (item) => without('isEcho', 'status')(unsigned(item)),
}

/** Forms of an edit or a deletion. Observed in production without many documented fields. */
export const editForms: Readonly<Record<string, Rewrite>> = {
  'edit, isEcho missing': without('isEcho'),
  'edit, status missing': without('status'),
  'edit, chat missing': without('channelId', 'chatType', 'chatId'),
  'edit, content missing': without('text', 'contentUri', 'oldInfo'),
  'edit, marked as incoming': (item) => ({ ...item, isEcho: false, status: 'inbound' }),
  'edit, its flag a number': (item) => ({ ...item, isEdited: item.isEdited && 1, isDeleted: item.isDeleted && '1' }),
  'edit, its flag unreadable': (item) => ({
    ...item,
    isEdited: item.isEdited && [true],
    isDeleted: item.isDeleted && 'deleted',
  }),
  'edit, its flag a text': (item) => ({
    ...item,
    isEdited: item.isEdited && 'true',
    isDeleted: item.isDeleted && 'TRUE',
  }),
}

function draw(story: Story, items: readonly Item[], forms: Readonly<Record<string, Rewrite>>): Item | undefined {
  if (items.length === 0) return undefined
  const name = story.dice.pick(Object.keys(forms))
  note(story, name)
  return forms[name]!(story.dice.pick(items))
}

/** Returns an outgoing message in one of the forms. It is not taken from a delivery, which may have such a form already. */
export function oddEcho(story: Story): Item | undefined {
  const messages = [...story.emulator.state.messages.values()]
  return draw(
    story,
    messages.filter(({ isEcho }) => isEcho).map((message) => ({ ...message })),
    echoForms,
  )
}

/** Returns an edit or deletion that was delivered before, in one of the forms, or undefined if there is none yet. */
export function oddEdit(story: Story): Item | undefined {
  const items = postedItems(story).map(({ item }) => item)
  return draw(
    story,
    items.filter(({ isEdited, isDeleted }) => isEdited === true || isDeleted === true),
    editForms,
  )
}
