import { join } from 'node:path'
import { builtEntry } from '../../built.ts'
import type { OpenContender } from '../contender.ts'
import { receiveOn } from '../receive-on.ts'

/** Our receiver on the SQLite store, with its defaults. */
export const open: OpenContender = async ({ folder }) => {
  const { createSqliteStore } = (await import(builtEntry('@wazzup-kit/sqlite'))) as typeof import('@wazzup-kit/sqlite')
  return receiveOn(createSqliteStore({ path: join(folder, 'bot.db') }))
}
