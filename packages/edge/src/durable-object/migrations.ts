import type { ObjectStorage } from './object-state.ts'

/** What one version of the schema adds, and the oldest version whose code can use it. */
interface Migration {
  sql: string
  oldest: number
}

/**
 * What each version of the schema adds. Never change an entry; append one. Tables begin with `wazzup_`, because your class
 * may have tables of its own in the same database. `state` is 0 for waiting, 1 for dead and 2 for done events. `ready_at`
 * of a lane is when it can be claimed: `due` of its first event, or the end of its claim. A value that is too long for one
 * row is in `wazzup_parts`.
 */
const migrations: readonly Migration[] = [
  {
    oldest: 1,
    sql: `
  CREATE TABLE wazzup_object (openings INTEGER NOT NULL, account TEXT);
  INSERT INTO wazzup_object VALUES (0, NULL);

  CREATE TABLE wazzup_events (
    position INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, id TEXT NOT NULL, lane TEXT NOT NULL,
    subject TEXT, revision INTEGER NOT NULL, state INTEGER NOT NULL, data TEXT, progress TEXT,
    attempts INTEGER NOT NULL, due INTEGER NOT NULL, at INTEGER NOT NULL, error TEXT, keep_until INTEGER, done_at INTEGER
  );
  CREATE UNIQUE INDEX wazzup_event_ids ON wazzup_events (account, id);
  CREATE INDEX wazzup_waiting_events ON wazzup_events (account, lane, position, at) WHERE state = 0;
  CREATE INDEX wazzup_dead_events ON wazzup_events (account, position) WHERE state = 1;
  CREATE INDEX wazzup_done_events ON wazzup_events (account, done_at) WHERE state = 2;
  CREATE INDEX wazzup_kept_events ON wazzup_events (account, keep_until) WHERE keep_until IS NOT NULL;
  CREATE INDEX wazzup_event_subjects ON wazzup_events (account, subject) WHERE subject IS NOT NULL;

  CREATE TABLE wazzup_lanes (
    account TEXT NOT NULL, name TEXT NOT NULL, queue TEXT NOT NULL, due INTEGER NOT NULL,
    ready_at INTEGER NOT NULL, token TEXT, lease_until INTEGER NOT NULL, claims INTEGER NOT NULL, PRIMARY KEY (account, name)
  ) WITHOUT ROWID;
  CREATE INDEX wazzup_ready_lanes ON wazzup_lanes (account, queue, ready_at);

  CREATE TABLE wazzup_records (
    account TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, version TEXT NOT NULL, in_group TEXT,
    subject TEXT, expires_at INTEGER, PRIMARY KEY (account, key)
  );
  CREATE INDEX wazzup_record_groups ON wazzup_records (account, in_group, key) WHERE in_group IS NOT NULL;
  CREATE INDEX wazzup_record_subjects ON wazzup_records (account, subject) WHERE subject IS NOT NULL;
  CREATE INDEX wazzup_record_expiry ON wazzup_records (account, expires_at) WHERE expires_at IS NOT NULL;

  CREATE TABLE wazzup_parts (
    owner TEXT NOT NULL, part INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (owner, part)
  ) WITHOUT ROWID;
  CREATE TRIGGER wazzup_deleted_event AFTER DELETE ON wazzup_events
    WHEN OLD.data < 'A' AND OLD.data >= '@' OR OLD.progress < 'A' AND OLD.progress >= '@'
    BEGIN DELETE FROM wazzup_parts WHERE owner IN (OLD.data, OLD.progress); END;
  CREATE TRIGGER wazzup_changed_data AFTER UPDATE OF data ON wazzup_events
    WHEN OLD.data < 'A' AND OLD.data >= '@' AND OLD.data IS NOT NEW.data
    BEGIN DELETE FROM wazzup_parts WHERE owner = OLD.data; END;
  CREATE TRIGGER wazzup_changed_progress AFTER UPDATE OF progress ON wazzup_events
    WHEN OLD.progress < 'A' AND OLD.progress >= '@' AND OLD.progress IS NOT NEW.progress
    BEGIN DELETE FROM wazzup_parts WHERE owner = OLD.progress; END;
  CREATE TRIGGER wazzup_deleted_record AFTER DELETE ON wazzup_records
    WHEN OLD.value < 'A' AND OLD.value >= '@'
    BEGIN DELETE FROM wazzup_parts WHERE owner = OLD.value; END;
  CREATE TRIGGER wazzup_changed_record AFTER UPDATE OF value ON wazzup_records
    WHEN OLD.value < 'A' AND OLD.value >= '@' AND OLD.value IS NOT NEW.value
    BEGIN DELETE FROM wazzup_parts WHERE owner = OLD.value; END;
  `,
  },
]

interface Version {
  version: number
  oldest: number
}

/**
 * Brings the schema of an object up to date. All of it is one transaction.
 *
 * @throws Error when newer code has changed it so that this code cannot use it.
 */
export function migrate(storage: ObjectStorage): void {
  storage.transactionSync(() => {
    const { sql } = storage
    sql.exec('CREATE TABLE IF NOT EXISTS wazzup_schema (version INTEGER NOT NULL, oldest INTEGER NOT NULL)')
    const [found] = sql.exec('SELECT version, oldest FROM wazzup_schema').toArray() as Version[]
    const { version, oldest } = found ?? { version: 0, oldest: 0 }
    if (oldest > migrations.length) {
      throw new Error(
        `A newer version of @wazzup-kit/edge has changed the storage of this object: its schema is ${version}, which needs ` +
          `version ${oldest} or later, and this package knows version ${migrations.length}. Update @wazzup-kit/edge.`,
      )
    }
    if (version >= migrations.length) return
    for (const migration of migrations.slice(version)) sql.exec(migration.sql)
    sql.exec('DELETE FROM wazzup_schema')
    sql.exec('INSERT INTO wazzup_schema VALUES (?, ?)', migrations.length, migrations.at(-1)!.oldest)
  })
}
