import { createMessageId } from '../../api/messages/message-id.ts'
import { escapePart } from '../port/chat-key.ts'
import type { Settlement, StoreDriver, StoredRecord } from '../port/driver.ts'
import { endRun } from '../port/settlement.ts'
import type { TimerOptions } from './timers.ts'

/** Where timers are kept, and for how long a timer with `once` is remembered. */
export interface TimerPlace {
  driver: StoreDriver
  account: string
  remember: number
}

/** The event of a timer. Each timer has a lane of its own: in that of a chat, it would hold up the chat until it is due. */
export interface StoredTimer {
  name: string
  key: string
  at: number
  data?: unknown
}

/** The record of a timer that is set, or of one with `once` that has fired. Its key is also the lane of the timer. */
export interface TimerRecord {
  /** Id of its event. */
  event: string
  /** Whether it stays when the timer has fired. */
  once: boolean
}

/** Number of times that a change is tried when another process changes the same timer. */
const mostTries = 10

export function recordKey(name: string, key: string): string {
  return `timer/${escapePart(name)}/${escapePart(key)}`
}

/** Sets a timer, or moves it. */
export async function setTimer(
  place: TimerPlace,
  name: string,
  key: string,
  { at, data, once = false, transaction }: TimerOptions,
): Promise<boolean> {
  const { driver, account, remember } = place
  const due = Math.ceil(at)
  const timer: StoredTimer = { name, key, at: due, data }
  return change({ ...place, transaction }, name, key, async (record) => {
    if (record && once) return { result: false }
    const id = `timer:${createMessageId()}`
    const now = await driver.now(transaction)
    const value: TimerRecord = { event: id, once }
    const lane = recordKey(name, key)
    const expiresAt = Math.max(now, due) + remember
    const step = {
      settle: await endOf({ ...place, transaction }, record),
      // `forget(chat)` of the store deletes the timers whose key is that of the chat.
      append: [{ id, lane, data: timer, due, subject: key }],
      write: [{ key: lane, value, version: record?.version, subject: key, expiresAt }],
    }
    return { result: true, commit: () => driver.commit(account, step, transaction) }
  })
}

/** Cancels a timer. Returns whether it had not fired. */
export async function cancelTimer(place: TimerPlace, name: string, key: string): Promise<boolean> {
  const { driver, account } = place
  return change(place, name, key, async (record) => {
    if (!record) return { result: false }
    const settle = await endOf(place, record)
    const write = [{ key: recordKey(name, key), value: undefined, version: record.version }]
    return { result: settle.length > 0, commit: () => driver.commit(account, { settle, write }) }
  })
}

/** Returns what ends the event of a timer; nothing when it has fired. */
async function endOf(
  { driver, account, transaction }: ChangePlace,
  record: StoredRecord | undefined,
): Promise<Settlement[]> {
  if (!record) return []
  const [event] = await driver.find(account, [(record.value as TimerRecord).event], transaction)
  return event?.state === 'waiting' ? [endRun(event, { state: 'done' })] : []
}

/** Where a timer is changed. */
interface ChangePlace extends TimerPlace {
  /** The open transaction of the app. */
  transaction?: unknown
}

type Change = (record: StoredRecord | undefined) => Promise<{ result: boolean; commit?: () => Promise<unknown> }>

async function change(
  { driver, account, transaction }: ChangePlace,
  name: string,
  key: string,
  make: Change,
): Promise<boolean> {
  for (let tries = 0; tries < mostTries; tries++) {
    const [record] = await driver.read(account, [recordKey(name, key)], transaction)
    const { result, commit } = await make(record)
    if (!commit || (await commit())) return result
  }
  throw new Error(`The timer ${JSON.stringify(name)} could not be changed: other processes change it all the time`)
}
