import { createTables } from '@wazzup-kit/sqlite-log'
import type { ObjectStorage } from './object-state.ts'

/** What one version of the schema adds, and the oldest version whose code can use it. */
interface Migration {
  sql: string
  oldest: number
}

/**
 * What each version of the schema adds. Never change an entry; append one. A value that is too long for one row is in
 * `wazzup_parts`.
 */
const migrations: readonly Migration[] = [
  {
    oldest: 1,
    sql: `
  ${createTables}
  CREATE TABLE wazzup_object (account TEXT);
  INSERT INTO wazzup_object VALUES (NULL);

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
