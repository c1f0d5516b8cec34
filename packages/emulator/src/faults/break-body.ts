import type { WebhookBody } from '../webhooks/bodies.ts'

// Undocumented bodies that a receiver must tolerate: observed in production, or found in public code and tests.

/** Ways in which a body can be malformed, by name. */
const writers = {
  /** The first half of the body. */
  'truncated json': (body) => firstHalf(JSON.stringify(body)),
  'empty body': () => '',
  'not json': () => '<html><body>Bad Gateway</body></html>',
  /** Adds an item before the good ones, so that a receiver which stops at it loses them. */
  'null item': (body) => JSON.stringify(withItem(body, null)),
  'number item': (body) => JSON.stringify(withItem(body, 42)),
  'item without ids': (body) => JSON.stringify(withItem(body, { text: 'An item without ids' })),
  /** Each absent optional field is null. */
  nulls: (body) => JSON.stringify(withNulls(body)),
  /** Chat types, kinds, states and statuses in upper case. */
  'upper case': (body) =>
    rewrite(body, picklists, (value) => (typeof value === 'string' ? value.toUpperCase() : value)),
  /** Numbers where strings are documented: digits as numbers, dates as milliseconds. */
  numbers: (body) => rewrite(body, numeric, asNumber),
  /** Dates without the Z. */
  'no time zone': (body) =>
    rewrite(body, dates, (value) => (typeof value === 'string' ? value.replace(/Z$/, '') : value)),
  /** One more key in every object. */
  'unknown keys': (body) =>
    JSON.stringify(body, (_, value: unknown) => (isObject(value) ? { ...value, undocumented: 'yes' } : value)),
  /** An object where an array is documented, and the reverse. */
  'other nesting': (body) =>
    JSON.stringify(mapValues(body, (value) => (Array.isArray(value) && value.length === 1 ? value[0] : [value]))),
} satisfies Record<string, (body: WebhookBody) => string>

/**
 * A form of a malformed body.
 *
 * - `truncated json`: only the first half of the body
 * - `empty body`: no body
 * - `not json`: an HTML page
 * - `null item`, `number item`, `item without ids`: such an item before the good ones
 * - `nulls`: each absent optional field is null
 * - `upper case`: chat types, kinds, states and statuses in upper case
 * - `numbers`: numbers where strings are documented
 * - `no time zone`: dates without the Z
 * - `unknown keys`: one more key in every object
 * - `other nesting`: an object where an array is documented, and the reverse
 */
export type BrokenForm = keyof typeof writers

/** All forms of a malformed body. */
export const brokenForms = Object.keys(writers) as readonly BrokenForm[]

/** Returns a body in a malformed form. */
export function writeBroken(form: BrokenForm, body: WebhookBody): string {
  return writers[form](body)
}

const picklists = ['chatType', 'type', 'status', 'state', 'source']
const dates = ['dateTime', 'timestamp']
const numeric = [...dates, 'chatId', 'phone', 'authorId', 'responsibleUserId', 'avitoProfileId']

const optionalFields: Readonly<Record<string, readonly string[]>> = {
  messages: [
    'avitoProfileId',
    'contact',
    'text',
    'contentUri',
    'error',
    'authorName',
    'authorId',
    'instPost',
    'interactive',
    'quotedMessage',
    'sentFromApp',
    'isEdited',
    'isDeleted',
    'oldInfo',
    'advert',
  ],
  contact: ['name', 'avatarUri', 'username', 'phone'],
  statuses: ['error'],
  channelsUpdates: ['tier', 'qr'],
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function firstHalf(text: string): string {
  return text.slice(0, Math.ceil(text.length / 2))
}

function mapValues(body: object, map: (value: unknown, name: string) => unknown): object {
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, map(value, name)]))
}

/** Adds an item to the lists of a body; an object that is not in a list is replaced. */
function withItem(body: WebhookBody, item: unknown): object {
  return mapValues(body, (value) => (Array.isArray(value) ? [item, ...value] : item))
}

function nullsOf(name: string, item: object): object {
  const absent = (optionalFields[name] ?? []).filter((field) => (item as Record<string, unknown>)[field] === undefined)
  return { ...item, ...Object.fromEntries(absent.map((field) => [field, null])) }
}

function withNulls(body: WebhookBody): object {
  return mapValues(body, (items, kind) => {
    if (!Array.isArray(items)) return items
    return items.map((item: { contact?: unknown }) => {
      const contact = isObject(item.contact) ? { contact: nullsOf('contact', item.contact) } : {}
      return nullsOf(kind, { ...item, ...contact })
    })
  })
}

function rewrite(body: WebhookBody, names: readonly string[], write: (value: unknown) => unknown): string {
  return JSON.stringify(body, (name, value: unknown) => (names.includes(name) ? write(value) : value))
}

function asNumber(value: unknown): unknown {
  if (typeof value !== 'string') return value
  if (/^\d{1,15}$/.test(value)) return Number(value)
  const time = /^\d{4}-/.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(time) ? value : time
}
