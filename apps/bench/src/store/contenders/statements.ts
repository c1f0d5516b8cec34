import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate as pause } from 'node:timers/promises'
import { concurrency, type Handle, type OpenContender } from '../contender.ts'
import { laneOf, numberOf } from '../messages.ts'

interface Change {
  make: () => unknown
  resolve: (result: unknown) => void
}

/**
 * The statements that the same work needs, and nothing else: no leases, no retries, no rows that another process could
 * have changed. It has the settings of our store, and all changes of one turn of the event loop share a commit.
 */
export const open: OpenContender = ({ folder }) => {
  const db = new DatabaseSync(join(folder, 'bare.db'))
  db.exec(`
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = FAST;
    PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -16000;
    CREATE TABLE events (
      position INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, lane TEXT NOT NULL, subject TEXT NOT NULL,
      state INTEGER NOT NULL, data TEXT, at INTEGER NOT NULL, done_at INTEGER
    );
    CREATE UNIQUE INDEX event_ids ON events (id);
    CREATE INDEX waiting_events ON events (lane, position) WHERE state = 0;
    CREATE INDEX done_events ON events (done_at) WHERE state = 2;
    CREATE INDEX event_subjects ON events (subject);
    CREATE TABLE lanes (name TEXT PRIMARY KEY, due INTEGER NOT NULL, is_claimed INTEGER NOT NULL) WITHOUT ROWID;
    CREATE INDEX ready_lanes ON lanes (due) WHERE is_claimed = 0;
  `)
  const insert = db.prepare(`INSERT INTO events (id, lane, subject, state, data, at) VALUES (?, ?, ?, 0, ?, ?)
    ON CONFLICT (id) DO NOTHING`)
  const enter = db.prepare('INSERT INTO lanes VALUES (?, ?, 0) ON CONFLICT DO NOTHING')
  const ready = db.prepare('SELECT name FROM lanes WHERE is_claimed = 0 AND due <= ? ORDER BY due LIMIT ?')
  const claim = db.prepare('UPDATE lanes SET is_claimed = 1 WHERE name = ?')
  const head = db.prepare(
    'SELECT position, id, data FROM events WHERE state = 0 AND lane = ? ORDER BY position LIMIT 1',
  )
  const done = db.prepare('UPDATE events SET state = 2, data = NULL, done_at = ? WHERE position = ?')
  const leave = db.prepare('DELETE FROM lanes WHERE name = ?')

  let changes: Change[] = []
  const commit = (): void => {
    const batch = changes
    changes = []
    db.exec('BEGIN IMMEDIATE')
    const results = batch.map(({ make }) => make())
    db.exec('COMMIT')
    batch.forEach(({ resolve }, index) => resolve(results[index]))
  }
  const change = <Result>(make: () => Result): Promise<Result> =>
    new Promise((resolve) => {
      if (changes.length === 0) setImmediate(commit)
      changes.push({ make, resolve: resolve as (result: unknown) => void })
    })

  let handle: Handle | undefined
  let active = 0
  let isClaiming = false
  let hasNew = false

  async function drain(lane: string): Promise<void> {
    active++
    for (;;) {
      const event = head.get(lane) as { position: number; id: string; data: string } | undefined
      if (!event) break
      const { messageId } = JSON.parse(event.data) as { messageId: string }
      if (numberOf(messageId) < 0) throw new Error('another message')
      await handle!(event.id)
      await change(() => done.run(Date.now(), event.position))
    }
    // An event may have come since: then the lane stays.
    const isOver = await change(() => !head.get(lane) && leave.run(lane))
    active--
    if (!isOver) void drain(lane)
    void claimLanes()
  }

  async function claimLanes(): Promise<void> {
    hasNew = true
    if (isClaiming || !handle) return
    isClaiming = true
    while (hasNew && active < concurrency) {
      hasNew = false
      const lanes = await change(() => {
        const names = ready.all(Date.now(), concurrency - active).map(({ name }) => String(name))
        for (const name of names) claim.run(name)
        return names
      })
      for (const lane of lanes) void drain(lane)
    }
    isClaiming = false
  }

  return {
    async append(message) {
      const { id, item } = message
      const lane = laneOf(message)
      await change(() => {
        const now = Date.now()
        if (insert.run(id, lane, lane, item, now).changes === 1) enter.run(lane, now)
      })
      void claimLanes()
    },
    start(given) {
      handle = given
      void claimLanes()
    },
    async close() {
      while (active > 0 || isClaiming) await pause()
      db.close()
    },
  }
}
