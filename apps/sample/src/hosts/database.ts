import { randomUUID } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where a bot keeps events and replies. */
export interface Database {
  /** The address of a PostgreSQL, or the path of a SQLite file. */
  database: string
  /** The part of the store that belongs to this run: each run begins with an empty one. */
  account: string
}

/** The schema of the sample in a PostgreSQL. */
export const schema = 'wazzup_sample'

/** Returns the PostgreSQL of `DATABASE_URL`; without it, the path of a SQLite file in an empty folder. */
export async function chooseDatabase(url = process.env.DATABASE_URL): Promise<Database> {
  if (url) return { database: url, account: `run-${randomUUID()}` }
  // The folder is not deleted, so that you can open the file.
  return { database: join(await mkdtemp(join(tmpdir(), 'wazzup-sample-')), 'bot.db'), account: 'main' }
}

export function isPostgres(database: string): boolean {
  return /^postgres(ql)?:/.test(database)
}

/** Returns the name of a database without the password that may be in its address. */
export function nameOf(database: string): string {
  return isPostgres(database) ? `PostgreSQL, schema ${schema}` : database
}
