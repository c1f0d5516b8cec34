import { channelStates } from '../../api/values.ts'
import type { StoredRecord } from '../port/driver.ts'
import { escapePart } from '../port/chat-key.ts'
import { isAhead } from '../port/is-ahead.ts'
import type { AccountStore } from '../port/store.ts'
import { task } from './consequences.ts'
import type { OutboxContext, OutboxPause } from './context.ts'
import { quietly } from '../../client/hooks.ts'

/** Milliseconds between two looks whether a channel or the key can send again. */
export const probeInterval = 60_000

/** What is stored of a channel. */
interface ChannelRecord {
  /** Its state by the latest event. */
  state: string | null
  /** The time of that event. */
  timestamp: string
  /** The code of a rejection that says that it cannot send; null after it was seen to be active. */
  code: string | null
}

/** What is stored while all messages wait. */
export interface KeyPause {
  until: number
  reason: string
}

/** What ending a pause needs. */
type PausePlace = Pick<OutboxContext, 'account' | 'driver' | 'hooks'>

/** The record of the whole account. */
export const keyPauseRecord = 'paused/key'

export function channelRecord(channelId: string): string {
  return `channel/${channelId}`
}

/** Returns why a channel cannot send; undefined when it can. States that this version does not know do not pause. */
export function pausedBy(record: StoredRecord | undefined): string | undefined {
  const channel = record?.value as ChannelRecord | undefined
  if (!channel) return undefined
  const isKnown = channelStates.some((state) => state === channel.state)
  return channel.code ?? (channel.state !== 'active' && isKnown ? channel.state! : undefined)
}

/** Notes an event about a channel. Older ones than the latest known change nothing. */
export async function noteChannelState(
  context: OutboxContext,
  channelId: string,
  state: string | null | undefined,
  timestamp: string,
): Promise<void> {
  const now = await context.driver.now()
  await changeChannel(context, channelId, (before) =>
    before && before.timestamp > timestamp && !isAhead(Date.parse(before.timestamp), now)
      ? undefined
      : { state: state ?? null, timestamp, code: state === 'active' ? null : (before?.code ?? null) },
  )
}

/** Pauses a channel because of the code of a rejection. */
export async function pauseChannel(context: OutboxContext, channelId: string, code: string): Promise<void> {
  await changeChannel(context, channelId, (before) => ({ state: null, timestamp: '', ...before, code }))
}

async function changeChannel(
  context: OutboxContext,
  channelId: string,
  change: (before: ChannelRecord | undefined) => ChannelRecord | undefined,
): Promise<void> {
  const { driver, account } = context
  const key = channelRecord(channelId)
  for (;;) {
    const [stored] = await driver.read(account, [key])
    const value = change(stored?.value as ChannelRecord | undefined)
    if (!value) return
    const before = pausedBy(stored)
    const after = pausedBy({ key, value, version: '' })
    const append = after !== undefined && before === undefined ? [await probeTask(context)] : []
    if (!(await driver.commit(account, { append, write: [{ key, value, version: stored?.version }] }))) continue
    if (after !== undefined && before === undefined) tell(context, 'onPause', { channelId, reason: after })
    if (after === undefined && before !== undefined) await resume(context, { channelId, reason: before })
    return
  }
}

/** Returns whether all messages wait because the key was rejected, and not because of a 429, which passes by itself. */
export function isRejection(pause: KeyPause | undefined): boolean {
  return pause !== undefined && pause.reason !== 'RATE'
}

/**
 * Makes all messages wait: after a 429 for a time, after a rejected key until a look finds it accepted. The pause of a rejected key
 * takes the place of that after a 429, because it needs the app.
 */
export async function pauseKey(context: OutboxContext, reason: string, milliseconds: number): Promise<void> {
  const { driver, account } = context
  const [stored] = await driver.read(account, [keyPauseRecord])
  const before = stored?.value as KeyPause | undefined
  const until = (await driver.now()) + milliseconds
  const value: KeyPause = { until, reason }
  const isNew = !before || (isRejection(value) && !isRejection(before))
  if (!isNew && (before.until >= until || isRejection(before) !== isRejection(value))) return
  const append = isNew && isRejection(value) ? [await probeTask(context)] : []
  const write = [{ key: keyPauseRecord, value, version: stored?.version, expiresAt: until }]
  if ((await driver.commit(account, { append, write })) && isNew) tell(context, 'onPause', { reason })
}

/** Lets messages leave at once that wait because a key was rejected. If the new one is rejected too, they wait again. */
export async function retryKey(context: PausePlace): Promise<void> {
  const [key] = await context.driver.read(context.account, [keyPauseRecord])
  if (isRejection(key?.value as KeyPause | undefined)) await endKeyPause(context, key!)
}

/** Ends the pause of the key, and lets the messages leave that wait for it. */
export async function endKeyPause(context: PausePlace, key: StoredRecord): Promise<void> {
  const write = [{ key: keyPauseRecord, value: undefined, version: key.version }]
  const isEnded = await context.driver.commit(context.account, { write })
  if (isEnded) await resume(context, { reason: (key.value as KeyPause).reason })
}

/** Returns the channels that cannot send now, and the key if it cannot, like `outbox.pauses`, without a client. */
export async function listPauses({
  driver,
  account,
}: Pick<AccountStore, 'account' | 'driver'>): Promise<readonly OutboxPause[]> {
  const [key] = await driver.read(account, [keyPauseRecord])
  const channels = await driver.listRecords(account, { prefix: 'channel/', limit: 1_000 })
  const pauses = channels.flatMap((record) => {
    const reason = pausedBy(record)
    return reason === undefined ? [] : [{ channelId: record.key.slice('channel/'.length), reason }]
  })
  return key ? [{ reason: (key.value as KeyPause).reason }, ...pauses] : pauses
}

/** Asks Wazzup for the states of the channels, and ends the pauses that are over. Returns whether one is left. */
export async function probe(context: OutboxContext): Promise<boolean> {
  const { driver, account, wazzup } = context
  const [stored] = await driver.read(account, [keyPauseRecord])
  // That the channels can be listed does not end a 429 of sends.
  const key = isRejection(stored?.value as KeyPause | undefined) ? stored : undefined
  const paused = (await driver.listRecords(account, { prefix: 'channel/', limit: 1_000 })).filter(pausedBy)
  if (!key && paused.length === 0) return false
  // A client without `channels.list` cannot ask: events end the pauses of its channels, and time those of its key.
  if (!wazzup.channels) return paused.length > 0
  let channels
  try {
    channels = await wazzup.channels.list()
  } catch (error) {
    // Also another process may have found the key rejected, before this one was started.
    if (key) context.rarely.about('key', error)
    if (key) await pauseKey(context, (key.value as KeyPause).reason, probeInterval * 1.5)
    return true
  }
  if (key) await endKeyPause(context, key)
  let isLeft = false
  for (const record of paused) {
    const channelId = record.key.slice('channel/'.length)
    if (channels.some((channel) => channel.channelId === channelId && channel.state === 'active')) {
      await noteChannelState(context, channelId, 'active', new Date(await driver.now()).toISOString())
    } else isLeft = true
  }
  return isLeft
}

async function resume(context: PausePlace, pause: OutboxPause): Promise<void> {
  const { channelId } = pause
  await context.driver.wake(context.account, channelId === undefined ? 'out/' : `out/${escapePart(channelId)}/`)
  tell(context, 'onResume', pause)
}

function tell({ hooks }: PausePlace, hook: 'onPause' | 'onResume', pause: OutboxPause): void {
  quietly(() => hooks[hook]?.(pause))
}

async function probeTask({ driver }: OutboxContext) {
  const due = (await driver.now()) + probeInterval
  return task(`probe:${due}`, { do: 'probe' }, due)
}
