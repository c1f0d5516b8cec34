import { join } from 'node:path'
import { builtEntry } from '../../built.ts'
import { secret } from '../../receiving/contender.ts'
import type { Handle, OpenContender } from '../contender.ts'

/** Our receiver on the SQLite store, with its defaults. */
export const open: OpenContender = async ({ folder }) => {
  const { createWebhooks } = (await import(builtEntry('@wazzup-kit/core'))) as typeof import('@wazzup-kit/core')
  const { createSqliteStore } = (await import(builtEntry('@wazzup-kit/sqlite'))) as typeof import('@wazzup-kit/sqlite')
  const store = createSqliteStore({ path: join(folder, 'bot.db') })
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
    },
  }
}
