/** Measures the memory of a delivery per message: of the parsed JSON, and with our events while the last is handled. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { builtEntry } from '../built.ts'
import { secret } from '../receiving/contender.ts'
import { alike, deliveryOf } from '../receiving/messages.ts'

/** Bytes per message. */
export interface Memory {
  json: number
  events: number
}

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

function held(): number {
  collect()
  return process.memoryUsage().heapUsed
}

async function measure(items: number): Promise<Memory> {
  const { createWebhooks } = (await import(builtEntry('@wazzup-kit/core'))) as typeof import('@wazzup-kit/core')
  const text = deliveryOf(alike, items)
  let left = items
  let most = 0
  const webhooks = createWebhooks({ secret }).on('message', () => {
    left--
    if (left === 0) most = held()
  })
  // Frees the memory of the previous order.
  await new Promise(setImmediate)
  const empty = held()
  const parsed = JSON.parse(text) as { messages: readonly object[] }
  const json = held() - empty
  if (parsed.messages.length !== items) throw new Error('not all was parsed')
  const before = held()
  const { status } = await webhooks.receive({ headers: { authorization: `Bearer ${secret}` }, body: text })
  if (status !== 200 || left !== 0) throw new Error(`answered ${status} with ${left} messages not handled`)
  return { json: json / items, events: (most - before) / items }
}

process.send?.({ ready: true })
process.on('message', async ({ items }: { items: number }) => {
  try {
    process.send?.(await measure(items))
  } catch (error) {
    process.send?.({ error: (error as Error).message })
  }
})
process.on('disconnect', () => process.exit())
