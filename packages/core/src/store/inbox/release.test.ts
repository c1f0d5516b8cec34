import { expect, onTestFinished, test } from 'vitest'
import { createInboxBench, deliver } from '../../../test/inbox-bench.ts'
import { createStore } from '../../store.ts'

test('an event that comes while its chat is being released is handled at once, in its first run', async () => {
  const { open, account } = createInboxBench()
  const { driver } = account
  const slow = createStore({
    ...driver,
    async release(claim) {
      const waits = await driver.release(claim)
      // The chat is free, and the process does not know it yet.
      await deliver(web, 'message', { messageId: 'm2' })
      await new Promise((resolve) => void setTimeout(resolve, 10))
      return waits
    },
  })
  const runs: unknown[] = []
  const web = open()
  const webhooks = open({ store: slow.forAccount('main') }).on('message', ({ messageId }, { attempt }) => {
    runs.push([messageId, attempt])
  })
  onTestFinished(() => webhooks.stop(0))
  await deliver(web, 'message', { messageId: 'm1' })
  webhooks.start()
  await expect
    .poll(() => runs)
    .toEqual([
      ['m1', 1],
      ['m2', 1],
    ])
})
