import { Pool } from 'pg'
import { builtEntry } from '../../built.ts'
import { secret } from '../../receiving/contender.ts'
import type { Handle, OpenContender } from '../contender.ts'

/** Our receiver on the PostgreSQL store, with its defaults. */
export const open: OpenContender = async ({ postgres }) => {
  if (!postgres) throw new Error('there is no PostgreSQL')
  const { createWebhooks } = (await import(builtEntry('@wazzup-kit/core'))) as typeof import('@wazzup-kit/core')
  const { createPostgresStore } = (await import(
    builtEntry('@wazzup-kit/postgres')
  )) as typeof import('@wazzup-kit/postgres')
  const pool = new Pool({ connectionString: postgres.url, max: 20 })
  const store = createPostgresStore({ pool, schema: postgres.schema })
  let run: Handle
  const webhooks = createWebhooks({ secret, store: store.forAccount('main') })
  webhooks.on('message', ({ messageId }) => run(messageId))
  return {
    async append({ body }) {
      const { status } = await webhooks.receive({ headers: { authorization: `Bearer ${secret}` }, body })
      if (status !== 200) throw new Error(`responded with ${status}`)
    },
    start(handle) {
      run = handle
      webhooks.start()
    },
    async close() {
      await webhooks.stop()
      await store.close()
      await pool.end()
    },
  }
}
