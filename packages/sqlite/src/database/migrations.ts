import type { DatabaseSync } from 'node:sqlite'
import { createTables } from '@wazzup-kit/sqlite-log'
import { errorCodeOf, errorCodes } from './error-codes.ts'

/** Marks the file as ours, so that the database of another program is never changed: "WZUP" in ASCII. */
const applicationId = 0x57_5a_55_50

/** What each version of the schema adds. Never change an entry; append one. */
const migrations: readonly string[] = [createTables]

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
