import {
  eventStates,
  queueOf,
  type Committed,
  type EncodedEvent,
  type EncodedStep,
  type EncodedWrite,
  type EventEnd,
} from '@wazzup-kit/core/store'
import type { Database } from '../database/database.ts'
import { enterLane, noteSettlement } from './lanes.ts'

/** Makes all changes of a step inside of a transaction. Returns undefined, and changes nothing, when it is stale. */
export function makeStep(database: Database, name: string, step: EncodedStep, now: number): Committed | undefined {
  const account = database.addAccount(name)
  const settled = new Set<string>()
  for (const { position, revision, end } of step.settle) {
    const lane = laneOfCurrent(database, account, { position, revision, state: end.state })
    if (lane === undefined) return undefined
    settled.add(lane)
  }
  if (!step.write.every((write) => isCurrent(database, account, write, now))) return undefined

  for (const settlement of step.settle) settle(database, account, settlement, now)
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

/** Returns the lane of an event that has not changed since it was read. */
function laneOfCurrent(
  database: Database,
  account: number,
  expected: { position: number; revision: number; state: EventEnd['state'] },
): string | undefined {
  const row = database.get<{ lane: string }>(
    'SELECT lane FROM events WHERE position = ? AND account = ? AND revision = ? AND state = ?',
    expected.position,
    account,
    expected.revision,
    expected.state === 'replayed' ? eventStates.dead : eventStates.waiting,
  )
  return row?.lane
}

function isCurrent(database: Database, account: number, { key, version }: EncodedWrite, now: number): boolean {
  const row = database.get<{ version: string }>(
    'SELECT version FROM records WHERE account = ? AND key = ? AND (expires_at IS NULL OR expires_at > ?)',
    account,
    key,
    now,
  )
  return row?.version === version
}

function append(database: Database, account: number, event: EncodedEvent, now: number): boolean {
  const { id, lane, data, due = now, subject } = event
  const changes = database.run(
    `INSERT INTO events (account, id, lane, subject, revision, state, data, attempts, due, at)
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

function settle(
  database: Database,
  account: number,
  { position, end }: EncodedStep['settle'][number],
  now: number,
): void {
  if (end.state === 'replayed') {
    replay(database, account, position, end.progress, now)
  } else if (end.state === 'done') {
    // Without `keep_until`, SQLite does not have to look at its index.
    const kept = end.keepUntil === null ? 'data = NULL' : 'keep_until = ?3'
    const values = end.keepUntil === null ? [position, now] : [position, now, end.keepUntil]
    database.run(
      `UPDATE events SET state = 2, revision = revision + 1, progress = NULL, done_at = ?2, ${kept} WHERE position = ?1`,
      ...values,
    )
  } else {
    database.run(
      `UPDATE events SET state = ?2, revision = revision + 1, due = coalesce(?3, due), attempts = ?4, progress = ?5,
      error = ?6 WHERE position = ?1`,
      position,
      eventStates[end.state],
      end.due,
      end.attempts,
      end.progress,
      end.error,
    )
  }
}

/** Gives a dead event a new position. */
function replay(database: Database, account: number, position: number, progress: string | null, now: number): void {
  const row = database.get<{
    id: string
    lane: string
    subject: string | null
    revision: number
    data: string
    at: number
  }>('DELETE FROM events WHERE position = ? RETURNING id, lane, subject, revision, data, at', position)
  if (!row) return
  database.run(
    `INSERT INTO events (account, id, lane, subject, revision, state, data, progress, attempts, due, at)
    VALUES (?, ?, ?, ?, ?, 0, ?, ?, 0, ?, ?)`,
    account,
    row.id,
    row.lane,
    row.subject,
    row.revision + 1,
    row.data,
    progress,
    now,
    row.at,
  )
  enterLane(database, account, row.lane, queueOf(row.lane), now)
}

function writeRecord(database: Database, account: number, write: EncodedWrite): void {
  const { key, value, group, subject, expiresAt } = write
  if (value === undefined) {
    database.run('DELETE FROM records WHERE account = ? AND key = ?', account, key)
    return
  }
  database.run(
    `INSERT INTO records (account, key, value, version, in_group, subject, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)
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
