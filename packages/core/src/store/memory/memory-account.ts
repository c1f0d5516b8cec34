import {
  queueOf,
  type EventEnd,
  type EventQuery,
  type NewEvent,
  type RecordQuery,
  type RecordWrite,
  type Step,
  type StoredEvent,
  type StoredRecord,
  type StoreStats,
} from '../port/driver.ts'

interface MemoryEvent extends StoredEvent {
  keepUntil: number | undefined
  doneAt: number
  /** Length of the content as JSON. */
  size: number
}

interface MemoryRecord extends StoredRecord {
  group: string | undefined
  subject: string | undefined
  expiresAt: number
}

/** A lane of waiting events. */
export interface Lane {
  /** Waiting events in the order of their positions. */
  waiting: MemoryEvent[]
  token: string | undefined
  leaseUntil: number
  /** Claims since the last settlement or release. */
  claims: number
}

/** Creates the part of the memory driver that belongs to one account. `nextNumber` never returns a number twice. */
export function createMemoryAccount(now: () => number, nextNumber: () => number) {
  const events = new Map<string, MemoryEvent>()
  const positions = new Map<number, MemoryEvent>()
  const lanes = new Map<string, Lane>()
  const records = new Map<string, MemoryRecord>()

  function laneOf(name: string): Lane {
    let lane = lanes.get(name)
    if (!lane) lanes.set(name, (lane = { waiting: [], token: undefined, leaseUntil: 0, claims: 0 }))
    return lane
  }

  function recordOf(key: string): MemoryRecord | undefined {
    const record = records.get(key)
    return record && record.expiresAt > now() ? record : undefined
  }

  function isCurrent({ settle = [], write = [] }: Step): boolean {
    return (
      settle.every(({ position, revision, end }) => {
        const event = positions.get(position)
        return event?.revision === revision && event.state === (end.state === 'replayed' ? 'dead' : 'waiting')
      }) && write.every(({ key, version }) => recordOf(key)?.version === version)
    )
  }

  function append(event: NewEvent): boolean {
    if (events.has(event.id)) return false
    const { id, lane, subject, due = now() } = event
    const stored: MemoryEvent = {
      id,
      lane,
      subject,
      due,
      position: nextNumber(),
      revision: 1,
      state: 'waiting',
      data: copy(event.data),
      size: JSON.stringify(event.data)?.length ?? 0,
      progress: null,
      attempts: 0,
      at: now(),
      error: undefined,
      keepUntil: undefined,
      doneAt: 0,
    }
    events.set(id, stored)
    positions.set(stored.position, stored)
    laneOf(lane).waiting.push(stored)
    return true
  }

  function remove(event: MemoryEvent): void {
    events.delete(event.id)
    positions.delete(event.position)
    leaveLane(event)
  }

  function leaveLane(event: MemoryEvent): void {
    const lane = lanes.get(event.lane)
    const index = lane?.waiting.indexOf(event) ?? -1
    if (!lane || index === -1) return
    lane.waiting.splice(index, 1)
    if (lane.waiting.length === 0 && lane.token === undefined) lanes.delete(event.lane)
  }

  function settle(before: MemoryEvent, end: EventEnd): void {
    const lane = laneOf(before.lane)
    if (lane.claims > 0) lane.claims = 1
    if (end.state === 'replayed') {
      remove(before)
      const { id, subject, data } = before
      append({ id, lane: before.lane, subject, data })
      const again = events.get(id)!
      Object.assign(again, { progress: copy(end.progress), revision: before.revision + 1, at: before.at })
      return
    }
    Object.assign(before, { revision: before.revision + 1, state: end.state })
    if (end.state === 'done') {
      Object.assign(before, { progress: null, keepUntil: end.keepUntil, doneAt: now() })
      if (end.keepUntil === undefined) Object.assign(before, { data: null, size: 0 })
    } else {
      const { attempts, progress, error } = end
      Object.assign(before, { attempts, progress: copy(progress), error })
    }
    if (end.state === 'waiting') Object.assign(before, { due: end.due })
    else leaveLane(before)
  }

  function write({ key, value, group, subject, expiresAt = Infinity }: RecordWrite): void {
    if (value === undefined) records.delete(key)
    else {
      records.set(key, { key, value: copy(value), version: String(nextNumber()), group, subject, expiresAt })
    }
  }

  const toEvent = ({ keepUntil: _, doneAt: __, size: ___, ...event }: MemoryEvent): StoredEvent => ({
    ...event,
    data: copy(event.data),
    progress: copy(event.progress),
  })
  const toRecord = ({ key, value, version }: MemoryRecord): StoredRecord => ({ key, value: copy(value), version })
  const byKey = (one: MemoryRecord, other: MemoryRecord): number => (one.key < other.key ? -1 : 1)
  const readable = (): MemoryRecord[] =>
    [...records.values()].filter(({ expiresAt }) => expiresAt > now()).toSorted(byKey)

  return {
    lanes,
    commit(step: Step): readonly boolean[] | undefined {
      if (!isCurrent(step)) return undefined
      // Throws for a value that is not JSON, before the first change.
      JSON.stringify(step)
      for (const { position, end } of step.settle ?? []) settle(positions.get(position)!, end)
      const appended = (step.append ?? []).map(append)
      for (const each of step.write ?? []) write(each)
      return appended
    },
    head(lane: string): StoredEvent | undefined {
      const event = lanes.get(lane)?.waiting[0]
      return event && toEvent(event)
    },
    find: (ids: readonly string[]): StoredEvent[] => ids.flatMap((id) => events.get(id) ?? []).map(toEvent),
    listEvents({ state, lanePrefix = '', after = 0, limit }: EventQuery): StoredEvent[] {
      return [...events.values()]
        .filter((event) => event.state === state && event.lane.startsWith(lanePrefix) && event.position > after)
        .toSorted((one, other) => one.position - other.position)
        .slice(0, limit)
        .map(toEvent)
    },
    read: (keys: readonly string[]) =>
      keys.map((key) => {
        const record = recordOf(key)
        return record && toRecord(record)
      }),
    readGroup: (group: string): StoredRecord[] =>
      readable()
        .filter((record) => record.group === group)
        .map(toRecord),
    listRecords: ({ prefix, after = '', limit }: RecordQuery): StoredRecord[] =>
      readable()
        .filter(({ key }) => key.startsWith(prefix) && key > after)
        .slice(0, limit)
        .map(toRecord),
    wake(prefix: string): void {
      for (const [lane, { waiting }] of lanes) {
        if (lane.startsWith(prefix))
          for (const event of waiting) Object.assign(event, { due: Math.min(event.due, now()) })
      }
    },
    forget(subject: string): number {
      const found = [...events.values()].filter((event) => event.subject === subject)
      const written = [...records.values()].filter((record) => record.subject === subject)
      for (const event of found) remove(event)
      for (const { key } of written) records.delete(key)
      return found.length + written.length
    },
    purge(doneBefore: number): void {
      for (const event of events.values()) {
        if (event.state !== 'done') continue
        if (event.keepUntil !== undefined && event.keepUntil <= now()) Object.assign(event, { data: null, size: 0 })
        if (event.doneAt < doneBefore) remove(event)
      }
      for (const [key, { expiresAt }] of records) if (expiresAt <= now()) records.delete(key)
    },
    stats(): StoreStats {
      const waiting: Record<string, number> = {}
      const oldest: Record<string, number> = {}
      let dead = 0
      for (const { state, lane, at } of events.values()) {
        if (state === 'dead') dead++
        if (state !== 'waiting') continue
        const queue = queueOf(lane)
        waiting[queue] = (waiting[queue] ?? 0) + 1
        oldest[queue] = Math.min(oldest[queue] ?? Infinity, at)
      }
      const open = [...lanes.values()].filter((lane) => lane.waiting.length > 0).length
      let bytes = 0
      for (const { size } of events.values()) bytes += size
      return { waiting, oldest, dead, lanes: open, bytes }
    },
  }
}

/** The events, lanes and records of one account. */
export type MemoryAccount = ReturnType<typeof createMemoryAccount>

/** Values are copied in both directions, so that changes of a value do not change the store, and everything stored is JSON. */
function copy(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value))
}
