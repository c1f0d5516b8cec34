import type { Store } from '@wazzup-kit/core/store'
import { builtEntry } from '../built.ts'
import { secret } from '../receiving/contender.ts'
import type { Contender, Handle } from './contender.ts'

/** Opens our receiver on a store, with its defaults. */
export async function receiveOn(store: Store): Promise<Contender> {
  const { createWebhooks } = (await import(builtEntry('@wazzup-kit/core'))) as typeof import('@wazzup-kit/core')
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
