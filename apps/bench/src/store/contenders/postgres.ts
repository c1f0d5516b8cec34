import { Pool } from 'pg'
import { builtEntry } from '../../built.ts'
import type { OpenContender } from '../contender.ts'
import { receiveOn } from '../receive-on.ts'

/** Our receiver on the PostgreSQL store, with its defaults. */
export const open: OpenContender = async ({ postgres }) => {
  if (!postgres) throw new Error('there is no PostgreSQL')
  const { createPostgresStore } = (await import(
    builtEntry('@wazzup-kit/postgres')
  )) as typeof import('@wazzup-kit/postgres')
  const pool = new Pool({ connectionString: postgres.url, max: 20 })
  const receiver = await receiveOn(createPostgresStore({ pool, schema: postgres.schema }))
  return {
    ...receiver,
    async close() {
      await receiver.close()
      await pool.end()
    },
  }
}
