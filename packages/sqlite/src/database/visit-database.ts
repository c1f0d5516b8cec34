import { randomUUID } from 'node:crypto'
import { realpathSync, statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { createDatabase, type Database } from './database.ts'
import type { Sqlite } from './load-sqlite.ts'
import { currentSchema, describeNoDatabase, readSchema } from './migrations.ts'
import { safety } from './open-database.ts'

/** What a visitor does: `read` cannot change the file. */
export type VisitMode = 'read' | 'change'

/**
 * Opens a file beside the process that has it. Takes no lock and ends no claims, so that process goes on: each change of
 * a visitor is a short transaction whose compare-and-set fails when the other process was faster.
 *
 * @throws Error when the file is missing, or its schema is not that of this version.
 */
export function visitDatabase(sqlite: Sqlite, givenPath: string, mode: VisitMode): Database {
  if (!statSync(givenPath, { throwIfNoEntry: false })?.isFile()) throw new Error(`There is no file "${givenPath}".`)
  const path = realpathSync(givenPath)
  let db: DatabaseSync | undefined
  try {
    db = new sqlite.DatabaseSync(path, { readOnly: mode === 'read' })
    db.exec('PRAGMA busy_timeout = 10000')
    checkSchema(readSchema(db, path), path)
    if (mode === 'change') db.exec(safety)
    const opened = db
    return createDatabase(opened, {
      tokens: randomUUID(),
      // A newer version of the bot may start at any moment, and update the schema.
      checkMayChange: () => checkSchema(readSchema(opened, path), path),
    })
  } catch (error) {
    db?.close()
    throw describeNoDatabase(error, path)
  }
}

function checkSchema(version: number, path: string): void {
  if (version === currentSchema) return
  throw new Error(
    version === 0
      ? `"${path}" is empty. Start your bot once: it creates the store.`
      : `"${path}" was written by an older version of @wazzup-kit/sqlite. Start your bot with this version once: it ` +
          'updates the file.',
  )
}
