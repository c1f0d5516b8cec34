import * as defaults from '../handling/defaults.ts'
import type { AccountStore } from '../port/store.ts'
import type { Entry, EntryState } from './entry-state.ts'
import { end, isCancellable } from './facts.ts'
import { toEntry, type EntryRecord } from './record.ts'
import { readEntry, updateEntry, type EntryContext } from './update-entry.ts'

/** Records that are read at once. */
const pageSize = 500

/** An entry of the outbox with the chat and the content of the route in use. */
export interface StoredEntry extends Entry {
  /** Wazzup's id of the channel. */
  channelId: string
  /** The messenger. */
  chatType: string
  /** Id of the chat, or `+<phone>` or `@<username>` when the message is addressed so. */
  chatId: string
  /** The inputs of all routes, sealed if the outbox has a codec. Null when the content was deleted. */
  content: unknown
}

/** Which entries {@link listEntries} returns. */
export interface EntryPage {
  /**
   * Only entries in one of these states.
   *
   * @default all states
   */
  states?: readonly EntryState[] | undefined
  /** The id of the last entry of the page before. */
  after?: string | undefined
  /**
   * Most entries of the page.
   *
   * @default 100
   */
  limit?: number | undefined
}

/**
 * Returns entries of the outbox in the order of their ids, without a client. There are no more when it returns fewer
 * than `limit`. It reads all entries up to the last one that it returns, so it is for operators, not for each event.
 *
 * @example
 * const queued = await listEntries(store.forAccount('main'), { states: ['queued'] })
 */
export async function listEntries(
  { driver, account }: Pick<AccountStore, 'account' | 'driver'>,
  { states, after, limit = 100 }: EntryPage = {},
): Promise<readonly StoredEntry[]> {
  const found: StoredEntry[] = []
  let key = after === undefined ? undefined : `entry/${after}`
  while (found.length < limit) {
    const page = await driver.listRecords(account, { prefix: 'entry/', after: key, limit: pageSize })
    const now = await driver.now()
    const entries = page.map(({ value }) => toStoredEntry(value as EntryRecord, now))
    found.push(...entries.filter(({ state }) => states?.includes(state) ?? true))
    if (page.length < pageSize) break
    key = page.at(-1)!.key
  }
  return found.slice(0, limit)
}

/** Returns an entry of the outbox, without a client. Returns undefined when the id is not known. */
export async function getEntry(
  { driver, account }: Pick<AccountStore, 'account' | 'driver'>,
  id: string,
): Promise<StoredEntry | undefined> {
  const record = await readEntry({ driver, account }, id)
  return record && toStoredEntry(record, await driver.now())
}

/**
 * Cancels an entry like `outbox.cancel`, without a client. Returns false when it may have left, has ended or is not
 * known. A running outbox reports it as `cancelled`.
 *
 * @param options - `remember` is that of your outbox, in milliseconds. @default 30 days
 */
export function cancelEntry(
  { driver, account }: Pick<AccountStore, 'account' | 'driver'>,
  id: string,
  { remember = defaults.remember }: { remember?: number | undefined } = {},
): Promise<boolean> {
  return cancel({ driver, account, remember, settleWithin: defaults.settleWithin, changed: () => {} }, id)
}

/** Cancels an entry if nothing of it can have left. */
export async function cancel(context: EntryContext, id: string): Promise<boolean> {
  const cancelled = await updateEntry(context, id, (record, now) =>
    isCancellable(record, now) ? end(record, 'cancelled', 'CANCELLED', now) : undefined,
  )
  return cancelled !== undefined
}

function toStoredEntry(record: EntryRecord, now: number): StoredEntry {
  const { channelId, chatType, chatId, phone, username } = record.routes[record.route]!
  return {
    ...toEntry(record, now),
    channelId,
    chatType,
    chatId: chatId ?? (phone === null ? `@${username}` : `+${phone}`),
    content: record.inputs ?? null,
  }
}
