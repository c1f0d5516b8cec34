import {
  listEntries,
  type AccountStore,
  type EntryState,
  type StoredEntry,
  type StoredEvent,
} from '@wazzup-kit/core/store'
import type { CommandLine } from './command-line.ts'
import type { Opened } from './open-account.ts'
import { complain, createTable, say, sayJson, toDuration, whenPrinted } from './terminal.ts'

/** Rows that are in memory at the same time. */
const pageSize = 500

/** Whether a message in a state is listed without `--state`: Wazzup has not accepted it, and it has not ended. */
const isOpen: Readonly<Record<EntryState, boolean>> = {
  queued: true,
  sending: true,
  unknown: true,
  accepted: false,
  delivered: false,
  read: false,
  failed: false,
  rejected: false,
  cancelled: false,
  expired: false,
}

const allStates = Object.keys(isOpen) as EntryState[]

/** What is listed: how to read a page, and how to print its rows. */
interface Listing<Row> {
  nothing: string
  header: readonly string[]
  read(after: string | undefined, limit: number): Promise<readonly Row[]>
  /** Returns what the next page begins after. */
  placeOf(row: Row): string
  toCells(row: Row): readonly string[]
  toJson(row: Row): object
}

/** Shows messages, dead events or waiting events, page by page. */
export async function list({ account }: Opened, { values }: CommandLine): Promise<number> {
  const limit = readNumber('--limit', values.limit ?? '100', 1)
  const { after } = values
  if (!values.dead && !values.waiting) {
    await print(listMessages(account, values), { after, limit, json: values.json })
    return 0
  }
  if (after !== undefined) readNumber('--after', after, 0)
  await print(listEvents(account, values), { after, limit, json: values.json })
  return 0
}

function listMessages(account: AccountStore, values: CommandLine['values']): Listing<StoredEntry> {
  const states = readStates(values.state)
  return {
    nothing: 'No messages.',
    header: ['ID', 'STATE', 'AGE', 'CHAT', 'CHANNEL', 'CODE', ...(values.contents ? ['CONTENT'] : [])],
    read: (after, limit) => listEntries(account, { states, after, limit }),
    placeOf: ({ id }) => id,
    toCells: ({ id, state, at, chatType, chatId, channelId, code = '', content }) => [
      id,
      state,
      toDuration(Date.now() - at.queued!),
      `${chatType} ${chatId}`,
      channelId,
      code,
      ...(values.contents ? [JSON.stringify(content)] : []),
    ],
    toJson({ data, content, ...entry }) {
      return values.contents ? { ...entry, data, content } : entry
    },
  }
}

function listEvents(account: AccountStore, values: CommandLine['values']): Listing<StoredEvent> {
  const state = values.dead ? 'dead' : 'waiting'
  return {
    nothing: `No ${state} events.`,
    header: [
      'POSITION',
      'ID',
      'LANE',
      'ATTEMPTS',
      'AGE',
      ...(values.dead ? [] : ['DUE']),
      'ERROR',
      ...(values.contents ? ['CONTENT'] : []),
    ],
    read: (after, limit) =>
      account.driver.listEvents(account.account, {
        state,
        lanePrefix: values.lane,
        after: after === undefined ? undefined : Number(after),
        limit,
      }),
    placeOf: ({ position }) => String(position),
    toCells: ({ position, id, lane, attempts, at, due, error = '', data }) => [
      String(position),
      id,
      lane,
      String(attempts),
      toDuration(Date.now() - at),
      ...(values.dead ? [] : [due <= Date.now() ? 'now' : `in ${toDuration(due - Date.now())}`]),
      shorten(error),
      ...(values.contents ? [JSON.stringify(data)] : []),
    ],
    toJson({ id, position, lane, attempts, at, due, error, data }) {
      const times = values.dead ? { at } : { at, due }
      return { id, position, lane, attempts, ...times, error, ...(values.contents ? { data } : {}) }
    },
  }
}

async function print<Row>(
  listing: Listing<Row>,
  { after, limit, json }: { after: string | undefined; limit: number; json: boolean },
): Promise<void> {
  const printRows = createTable(listing.header)
  let left = limit
  let place = after
  while (left > 0) {
    const size = Math.min(left, pageSize)
    const rows = await listing.read(place, size)
    if (json) for (const row of rows) sayJson(listing.toJson(row))
    else if (rows.length > 0) printRows(rows.map(listing.toCells))
    else if (left === limit) say(listing.nothing)
    await whenPrinted()
    if (rows.length < size) return
    place = listing.placeOf(rows.at(-1)!)
    left -= size
  }
  if (!json) complain(`There may be more: --after ${quote(place!)}`)
}

function readNumber(name: string, text: string, least: number): number {
  const number = Number(text)
  if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= least) return number
  throw new Error(`${name} must be a whole number of ${least} or more; got ${JSON.stringify(text)}.`)
}

function readStates(text: string | undefined): readonly EntryState[] {
  if (text === undefined) return allStates.filter((state) => isOpen[state])
  const wanted = text.split(',').map((word) => word.trim())
  const unknown = wanted.find((word) => !Object.hasOwn(isOpen, word))
  if (unknown === undefined) return wanted as EntryState[]
  throw new Error(`--state has no state ${JSON.stringify(unknown)}; use ${allStates.join(', ')}.`)
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 99)}…` : text
}

/** Returns a word for a shell. */
function quote(text: string): string {
  return /^[\w./:@+-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}
