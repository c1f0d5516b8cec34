import type { DatabaseSync } from 'node:sqlite'
import { errorCodeOf, errorCodes } from './error-codes.ts'

/** Marks the file as ours, so that the database of another program is never changed: "WZUP" in ASCII. */
const applicationId = 0x57_5a_55_50

/**
 * What each version of the schema adds. Never change an entry; append one. `state` is 0 for waiting, 1 for dead and 2
 * for done events. `ready_at` of a lane is when it can be claimed: `due` of its first event, or the end of its claim.
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE openings (count INTEGER NOT NULL);
  INSERT INTO openings VALUES (0);
  CREATE TABLE accounts (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

  CREATE TABLE events (
    position INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL, id TEXT NOT NULL, lane TEXT NOT NULL,
    subject TEXT, revision INTEGER NOT NULL, state INTEGER NOT NULL, data TEXT, progress TEXT,
    attempts INTEGER NOT NULL, due INTEGER NOT NULL, at INTEGER NOT NULL, error TEXT, keep_until INTEGER, done_at INTEGER
  );
  CREATE UNIQUE INDEX event_ids ON events (account, id);
  CREATE INDEX waiting_events ON events (account, lane, position, at) WHERE state = 0;
  CREATE INDEX dead_events ON events (account, position) WHERE state = 1;
  CREATE INDEX done_events ON events (account, done_at) WHERE state = 2;
  CREATE INDEX kept_events ON events (account, keep_until) WHERE keep_until IS NOT NULL;
  CREATE INDEX event_subjects ON events (account, subject) WHERE subject IS NOT NULL;

  CREATE TABLE lanes (
    account INTEGER NOT NULL, name TEXT NOT NULL, queue TEXT NOT NULL, due INTEGER NOT NULL,
    ready_at INTEGER NOT NULL, token TEXT, lease_until INTEGER NOT NULL, claims INTEGER NOT NULL, PRIMARY KEY (account, name)
  ) WITHOUT ROWID;
  CREATE INDEX ready_lanes ON lanes (account, queue, ready_at);

  CREATE TABLE records (
    account INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, version TEXT NOT NULL, in_group TEXT,
    subject TEXT, expires_at INTEGER, PRIMARY KEY (account, key)
  );
  CREATE INDEX record_groups ON records (account, in_group, key) WHERE in_group IS NOT NULL;
  CREATE INDEX record_subjects ON records (account, subject) WHERE subject IS NOT NULL;
  CREATE INDEX record_expiry ON records (account, expires_at) WHERE expires_at IS NOT NULL;
  `,
]

/** The schema that this version uses. */
export const currentSchema = migrations.length

/**
 * Returns the version of the schema of the file; 0 for an empty file.
 *
 * @throws Error when the file belongs to another program or to a newer version of this package.
 */
export function readSchema(db: DatabaseSync, path: string): number {
  const read = (pragma: string): number => Number(Object.values(db.prepare(`PRAGMA ${pragma}`).get() ?? {})[0])
  const version = read('user_version')
  const isOurs = read('application_id') === applicationId
  if (!isOurs && (version !== 0 || db.prepare('SELECT 1 FROM sqlite_master LIMIT 1').get())) {
    throw new Error(`"${path}" is the database of another program. Give the store a file of its own.`)
  }
  if (version > migrations.length) {
    throw new Error(
      `"${path}" was written by a newer version of @wazzup-kit/sqlite: its schema is ${version}, and this version knows ` +
        `schemas up to ${migrations.length}. Update @wazzup-kit/sqlite.`,
    )
  }
  return version
}

/**
 * Brings the schema of the file up to date.
 *
 * @throws Error when the file belongs to another program or to a newer version of this package.
 */
export function migrate(db: DatabaseSync, path: string): void {
  const version = readSchema(db, path)
  if (version === migrations.length) return
  db.exec('BEGIN IMMEDIATE')
  try {
    for (const migration of migrations.slice(version)) db.exec(migration)
    db.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length}; COMMIT`)
  } catch (error) {
    db.exec('ROLLBACK')
    throw error
  }
}

/** Returns the error of opening a file, with a sentence of our own when the file is not a database. */
export function describeNoDatabase(error: unknown, path: string): unknown {
  if (errorCodeOf(error) !== errorCodes.notADatabase) return error
  return new Error(`"${path}" is not a SQLite database. Give the store a file of its own.`, { cause: error })
}
