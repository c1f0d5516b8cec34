import { setTimeout as pause } from 'node:timers/promises'
import { PgBoss } from 'pg-boss'
import { concurrency, type Handle, type OpenContender } from '../contender.ts'

const queue = 'events'

/** Milliseconds between two looks for jobs of other processes. */
const pollInterval = 500

/**
 * A job for each message, with the id of the message, so that a repeat is dropped. It has a loop of its own, because `work`
 * of pg-boss waits half a second between two fetches.
 */
export const open: OpenContender = async ({ postgres }) => {
  if (!postgres) throw new Error('there is no PostgreSQL')
  const boss = new PgBoss({ connectionString: postgres.url, schema: postgres.schema, max: 20, schedule: false })
  boss.on('error', () => {})
  await boss.start()
  await boss.createQueue(queue)
  let handle: Handle | undefined
  let active = 0
  let isClosed = false
  let wake = () => {}

  async function run(): Promise<void> {
    while (!isClosed) {
      const woken = new Promise<void>((resolve) => (wake = resolve))
      const jobs =
        active < concurrency ? await boss.fetch<{ messageId: string }>(queue, { batchSize: concurrency - active }) : []
      for (const { id, data } of jobs) {
        active++
        void handle!(data.messageId)
          .then(() => boss.complete(queue, id))
          .finally(() => {
            active--
            wake()
          })
      }
      if (jobs.length === 0) await Promise.race([woken, pause(pollInterval)])
    }
  }

  let running: Promise<void> | undefined
  return {
    async append({ id, item }) {
      await boss.send(queue, JSON.parse(item) as object, { id })
      wake()
    },
    start(given) {
      handle = given
      running ??= run()
    },
    async close() {
      isClosed = true
      wake()
      await running
      while (active > 0) await pause(5)
      await boss.stop({ graceful: false })
    },
  }
}
