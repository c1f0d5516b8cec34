import { postedItems, type Item } from './posted.ts'
import { note, type Story } from './story.ts'

type Rewrite = (item: Item) => Item

const without =
  (...names: string[]): Rewrite =>
  (item) =>
    Object.fromEntries(Object.entries(item).filter(([name]) => !names.includes(name)))

/**
 * Forms of an echo that were seen live or in somebody's tests, where Wazzup's page on webhooks has `isEcho: true`:
 * https://wazzup24.ru/help/api-ru/webhooks-2/. Something is left in each that says "went out", or nothing that says
 * "came in"; the reasons are in docs/decisions/no-answer-to-echoes.md.
 */
export const echoForms: Readonly<Record<string, Rewrite>> = {
  'echo, isEcho false': (item) => ({ ...item, isEcho: false }),
  'echo, isEcho null': (item) => ({ ...item, isEcho: null }),
  'echo, isEcho a text': (item) => ({ ...item, isEcho: 'true' }),
  'echo, isEcho false and read': (item) => ({ ...item, isEcho: false, status: 'READ' }),
  'echo, isEcho false and a status nobody knows': (item) => ({ ...item, isEcho: false, status: 'a new one' }),
  'echo, isEcho false and only an author': (item) => ({ ...item, isEcho: false, status: null, authorName: 'Admin' }),
  'echo, isEcho false and only sentFromApp': (item) => ({ ...item, isEcho: false, status: null, sentFromApp: true }),
  'echo, status null': (item) => ({ ...item, status: null }),
  'echo, isEcho missing': without('isEcho'),
  'echo, only its status': without('isEcho', 'authorName', 'authorId', 'sentFromApp'),
  'echo, only its author': without('isEcho', 'status'),
  'echo, nothing': without('isEcho', 'status', 'authorName', 'authorId', 'sentFromApp'),
}

/** Forms of an edit or a deletion; seen live without much of what the page names. */
export const editForms: Readonly<Record<string, Rewrite>> = {
  'edit, isEcho missing': without('isEcho'),
  'edit, status missing': without('status'),
  'edit, chat missing': without('channelId', 'chatType', 'chatId'),
  'edit, content missing': without('text', 'contentUri', 'oldInfo'),
  'edit, as if it came in': (item) => ({ ...item, isEcho: false, status: 'inbound' }),
  'edit, its mark a text': (item) => ({
    ...item,
    isEdited: item.isEdited && 'true',
    isDeleted: item.isDeleted && 'TRUE',
  }),
}

/** Draws an item that was posted before and a form for it; undefined while there is no such item. */
function draw(story: Story, fits: (item: Item) => boolean, forms: Readonly<Record<string, Rewrite>>): Item | undefined {
  const fitting = postedItems(story).filter(({ item }) => fits(item))
  if (fitting.length === 0) return undefined
  const name = story.dice.pick(Object.keys(forms))
  note(story, name)
  return forms[name]!(story.dice.pick(fitting).item)
}

/** An echo that was posted before, in another form. */
export const oddEcho = (story: Story): Item | undefined => draw(story, ({ isEcho }) => isEcho === true, echoForms)

/** An edit or a deletion that was posted before, in another form. */
export const oddEdit = (story: Story): Item | undefined =>
  draw(story, ({ isEdited, isDeleted }) => isEdited === true || isDeleted === true, editForms)
