import {
  eventStates,
  queueOf,
  type Committed,
  type EncodedEvent,
  type EncodedStep,
  type EncodedWrite,
} from '@wazzup-kit/core/store'
import type { LogDatabase } from './log-database.ts'
import { enterLane, noteSettlement } from './lanes.ts'

type EncodedSettlement = EncodedStep['settle'][number]

/** Makes all changes of a step inside of a transaction. Returns undefined, and changes nothing, when it is stale. */
export function makeStep(database: LogDatabase, name: string, step: EncodedStep, now: number): Committed | undefined {
  const account = database.addAccount(name)
  if (!step.write.every((write) => isCurrent(database, account, write, now))) return undefined
  // All checks come before the first change. Of a single settlement, the change is the check.
  if (step.settle.length > 1 && !step.settle.every((settlement) => isExpected(database, account, settlement))) {
    return undefined
  }

  const settled = new Set<string>()
  for (const settlement of step.settle) {
    const isSettled = settle(database, account, settlement, now)
    if (!isSettled && step.settle.length > 1) throw new Error('The step settles an event twice')
    if (!isSettled) return undefined
    settled.add(settlement.lane)
  }
  const entered = new Set<string>()
  const appended = step.append.map((event) => {
    if (!append(database, account, event, now)) return false
    if (!entered.has(event.lane)) enterLane(database, account, event.lane, event.queue, event.due ?? now)
    entered.add(event.lane)
    return true
  })
  for (const lane of settled) noteSettlement(database, account, lane)
  for (const write of step.write) writeRecord(database, account, write)
  return { appended }
}

/** Returns whether an event has not changed since it was read. */
function isExpected(database: LogDatabase, account: number, { position, revision, end }: EncodedSettlement): boolean {
  const row = database.get(
    'SELECT 1 FROM wazzup_events WHERE position = ? AND account = ? AND revision = ? AND state = ?',
    position,
    account,
    revision,
    end.state === 'replayed' ? eventStates.dead : eventStates.waiting,
  )
  return row !== undefined
}

function isCurrent(database: LogDatabase, account: number, { key, version }: EncodedWrite, now: number): boolean {
  const row = database.get<{ version: string }>(
    'SELECT version FROM wazzup_records WHERE account = ? AND key = ? AND (expires_at IS NULL OR expires_at > ?)',
    account,
    key,
    now,
  )
  return row?.version === version
}

function append(database: LogDatabase, account: number, event: EncodedEvent, now: number): boolean {
  const { id, lane, data, due = now, subject } = event
  const changes = database.run(
    `INSERT INTO wazzup_events (account, id, lane, subject, revision, state, data, attempts, due, at)
    VALUES (?, ?, ?, ?, 1, 0, ?, 0, ?, ?) ON CONFLICT (account, id) DO NOTHING`,
    account,
    id,
    lane,
    subject,
    data,
    due,
    now,
  )
  return changes === 1
}

const isStillWaiting = `WHERE position = ?1 AND account = ?2 AND revision = ?3 AND state = ${eventStates.waiting}`
const settleDone = `UPDATE wazzup_events SET state = ${eventStates.done}, revision = revision + 1, progress = NULL, done_at = ?4`
/** Without `keep_until`, SQLite does not have to look at its index. */
const discard = `${settleDone}, data = NULL ${isStillWaiting}`
const keep = `${settleDone}, keep_until = ?5 ${isStillWaiting}`
const runAgainOrDie = `UPDATE wazzup_events SET state = ?4, revision = revision + 1, due = coalesce(?5, due), attempts = ?6,
  progress = ?7, error = ?8 ${isStillWaiting}`

/** Settles an event, unless it has changed since it was read. Returns whether it did. */
function settle(
  database: LogDatabase,
  account: number,
  { position, revision, end }: EncodedSettlement,
  now: number,
): boolean {
  if (end.state === 'replayed') return replay(database, account, { position, revision, progress: end.progress }, now)
  const event = [position, account, revision]
  const changes =
    end.state !== 'done'
      ? database.run(runAgainOrDie, ...event, eventStates[end.state], end.due, end.attempts, end.progress, end.error)
      : end.keepUntil === null
        ? database.run(discard, ...event, now)
        : database.run(keep, ...event, now, end.keepUntil)
  return changes === 1
}

/** Gives a dead event a new position. Returns whether it did. */
function replay(
  database: LogDatabase,
  account: number,
  { position, revision, progress }: { position: number; revision: number; progress: string | null },
  now: number,
): boolean {
  const row = database.get<{
    id: string
    lane: string
    subject: string | null
    data: string
    at: number
  }>(
    `DELETE FROM wazzup_events WHERE position = ? AND account = ? AND revision = ? AND state = ${eventStates.dead}
    RETURNING id, lane, subject, data, at`,
    position,
    account,
    revision,
  )
  if (!row) return false
  database.run(
    `INSERT INTO wazzup_events (account, id, lane, subject, revision, state, data, progress, attempts, due, at)
    VALUES (?, ?, ?, ?, ?, 0, ?, ?, 0, ?, ?)`,
    account,
    row.id,
    row.lane,
    row.subject,
    revision + 1,
    row.data,
    progress,
    now,
    row.at,
  )
  enterLane(database, account, row.lane, queueOf(row.lane), now)
  return true
}

function writeRecord(database: LogDatabase, account: number, write: EncodedWrite): void {
  const { key, value, group, subject, expiresAt } = write
  if (value === undefined) {
    database.run('DELETE FROM wazzup_records WHERE account = ? AND key = ?', account, key)
    return
  }
  database.run(
    `INSERT INTO wazzup_records (account, key, value, version, in_group, subject, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (account, key) DO UPDATE SET value = excluded.value, version = excluded.version,
    in_group = excluded.in_group, subject = excluded.subject, expires_at = excluded.expires_at`,
    account,
    key,
    value,
    database.nextToken(),
    group,
    subject,
    expiresAt,
  )
}
