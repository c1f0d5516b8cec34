import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { concurrency, type OpenContender } from '../contender.ts'

const queue = 'events'

/** A job for each message, with the id of the message, so that a repeat is dropped while the job is kept: 30 days. */
export const open: OpenContender = async ({ redis }) => {
  if (redis === undefined) throw new Error('there is no redis-server on this machine')
  const connection = new Redis({ path: redis, lazyConnect: true })
  await connection.flushall()
  connection.disconnect()
  const jobs = new Queue(queue, { connection: { path: redis } })
  await jobs.waitUntilReady()
  let worker: Worker | undefined
  return {
    async append({ id, item }) {
      await jobs.add('message', JSON.parse(item), { jobId: id, removeOnComplete: { age: 30 * 24 * 60 * 60 } })
    },
    start(handle) {
      worker = new Worker<{ messageId: string }>(queue, ({ data }) => handle(data.messageId), {
        connection: { path: redis, maxRetriesPerRequest: null },
        concurrency,
      })
      worker.on('error', () => {})
    },
    async close() {
      await worker?.close()
      await jobs.close()
    },
  }
}
