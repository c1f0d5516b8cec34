import { pauseKey } from '../handling/pauses.ts'
import type { StoredRecord } from '../port/driver.ts'
import { subjectOf, openGroup } from './consequences.ts'
import type { OutboxContext } from './context.ts'
import { isBeyondPauses } from './outcome.ts'
import { channelRecord, endKeyPause, keyPauseRecord, pausedBy, probeInterval, type KeyPause } from './pauses.ts'
import { echoTime, t0Of, type EntryRecord } from './record.ts'

/** Milliseconds after T0 of a message for which another one with the same content waits, so that their echoes differ in time. */
const twinTime = 2 * echoTime

/** Milliseconds after which to look again whether a message with the same content was settled. */
const twinInterval = 1_000

/** Why an entry must not leave now. */
export type Obstacle =
  | { is: 'expired' }
  /** The bot of the chat is paused. */
  | { is: 'chat paused' }
  /** The channel cannot send; another route may. */
  | { is: 'channel paused'; reason: string; due: number }
  /** The key cannot send. */
  | { is: 'key paused'; due: number }
  /** A message with the same content is not settled. */
  | { is: 'twin'; due: number }

/** Returns why an entry must not leave now; undefined when it may. */
export async function findObstacle(context: OutboxContext, entry: EntryRecord): Promise<Obstacle | undefined> {
  const { driver, account } = context
  const route = entry.routes[entry.route]!
  const now = await driver.now()
  if (now >= entry.expiresAt) return { is: 'expired' }
  const keys = [keyPauseRecord, channelRecord(route.channelId), pauseKey(subjectOf(route))]
  const [key, channel, chat] = await driver.read(account, keys)
  if (entry.isPausable && chat) return { is: 'chat paused' }
  const until = (key?.value as KeyPause | undefined)?.until
  // No pause is that long, so the clock was set back since.
  if (key && isBeyondPauses(until! - now)) await endKeyPause(context, key)
  else if (key) return { is: 'key paused', due: Math.min(until!, now + probeInterval, entry.expiresAt) }
  const reason = pausedBy(channel)
  if (reason !== undefined) return { is: 'channel paused', reason, due: Math.min(now + probeInterval, entry.expiresAt) }
  return findTwin(await driver.readGroup(account, openGroup(route.channelId)), entry, now)
}

/** Returns whether a later route can send: its channel is not paused, as far as it is known. */
export async function canSendNext({ driver, account }: OutboxContext, entry: EntryRecord): Promise<boolean> {
  const later = entry.routes.slice(entry.route + 1).map(({ channelId }) => channelRecord(channelId))
  return (await driver.read(account, later)).some((channel) => pausedBy(channel) === undefined)
}

function findTwin(open: readonly StoredRecord[], entry: EntryRecord, now: number): Obstacle | undefined {
  const { content, ...route } = entry.routes[entry.route]!
  const chat = subjectOf({ ...route, content })
  for (const { value } of open) {
    const other = value as EntryRecord
    const theirs = other.routes[other.route]!
    if (other.id === entry.id || theirs.content !== content || subjectOf(theirs) !== chat) continue
    const end = (t0Of(other) ?? now) + twinTime
    if (now < end) return { is: 'twin', due: Math.min(end, now + twinInterval) }
  }
  return undefined
}
