/**
 * Measures a store that has much waiting: `scale-worker.ts <path of a file, or address of a PostgreSQL>`. One order for
 * each process, so that memory and the time to open are those of a new process.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Store, StoreDriver } from '@wazzup-kit/core/store'
import { Pool } from 'pg'
import { builtEntry } from '../built.ts'
import { secret } from '../receiving/contender.ts'
import { messageOf } from './messages.ts'
import type { Claims, Idle, Opening, OutboxRates, ScaleOrder } from './scale-turn.ts'

const path = process.argv[2]!
const account = 'main'
const memory = () => process.memoryUsage().rss / 1_000_000

const { createSqliteStore } = (await import(builtEntry('@wazzup-kit/sqlite'))) as typeof import('@wazzup-kit/sqlite')
const { createPostgresStore } = (await import(
  builtEntry('@wazzup-kit/postgres')
)) as typeof import('@wazzup-kit/postgres')

function createStore(): Store {
  if (!path.startsWith('postgres')) return createSqliteStore({ path })
  return createPostgresStore({ pool: new Pool({ connectionString: path, max: 20 }), schema: 'scale' })
}

async function openStore() {
  const start = performance.now()
  const store = createStore()
  const { driver } = store.forAccount(account)
  await driver.read(account, ['nothing'])
  return { store, driver, milliseconds: performance.now() - start }
}

/** Adds lanes with one waiting event each until there are so many. */
async function fill(driver: StoreDriver, from: number, to: number): Promise<void> {
  const atOnce = 1_000
  for (let first = from; first < to; first += atOnce) {
    const append = Array.from({ length: Math.min(atOnce, to - first) }, (_, index) => {
      const number = first + index
      return { id: `message:${number}`, lane: `in/${number}`, data: { v: 1, item: messageOf(number).item } }
    })
    await driver.commit(account, { append })
  }
}

async function measureOpening(): Promise<Opening> {
  const before = memory()
  const { store, milliseconds } = await openStore()
  const after = memory()
  await store.close()
  return { milliseconds, memory: after - before }
}

/** Claims and releases 20 lanes again and again. */
async function measureClaims(from: number, to: number, turns: number): Promise<Claims> {
  const { store, driver } = await openStore()
  await fill(driver, from, to)
  const milliseconds: number[] = []
  for (let turn = 0; turn < turns; turn++) {
    const start = performance.now()
    const { claims } = await driver.claim({ accounts: [account], queue: 'in', limit: 20, lease: 20_000 })
    milliseconds.push(performance.now() - start)
    if (claims.length !== 20) throw new Error(`${claims.length} lanes were claimed`)
    await Promise.all(claims.map((claim) => driver.release(claim)))
  }
  await store.close()
  return { milliseconds }
}

async function measureIdle(milliseconds: number): Promise<Idle> {
  const { createWebhooks } = (await import(builtEntry('@wazzup-kit/core'))) as typeof import('@wazzup-kit/core')
  const { store } = await openStore()
  const webhooks = createWebhooks({ secret, store: store.forAccount(account) }).on('message', () => {})
  webhooks.start()
  await pause(1_000)
  const before = process.cpuUsage()
  await pause(milliseconds)
  const { user, system } = process.cpuUsage(before)
  await webhooks.stop()
  await store.close()
  return { cpu: (user + system) / 1_000 }
}

async function measureOutbox(messages: number, alone: number): Promise<OutboxRates> {
  const { createWazzup } = (await import(builtEntry('@wazzup-kit/core'))) as typeof import('@wazzup-kit/core')
  const { createOutbox } = (await import(
    builtEntry('@wazzup-kit/core', './store')
  )) as typeof import('@wazzup-kit/core/store')
  const { store } = await openStore()
  const wazzup = createWazzup({ apiKey: 'key', fetch: () => Promise.reject(new Error('not started')) })
  const outbox = createOutbox({ wazzup, store: store.forAccount(account) })
  const send = (number: number) => {
    const chat = { channelId: '7d3c1f8a-5d2b-4a53-8f0e-000000000007', chatType: 'whatsapp' } as const
    return outbox.send({ ...chat, chatId: `7999${1_000_000 + number}`, text: 'Ваш заказ готов.' }, { id: `${number}` })
  }
  let next = 0
  const start = performance.now()
  const sendMany = async () => {
    while (next < messages) await send(next++)
  }
  await Promise.all(Array.from({ length: 100 }, sendMany))
  const between = performance.now()
  for (let number = messages; number < messages + alone; number++) await send(number)
  const end = performance.now()
  await store.close()
  return { stored: messages / ((between - start) / 1_000), alone: alone / ((end - between) / 1_000) }
}

function measure(order: ScaleOrder): Promise<Opening | Claims | Idle | OutboxRates> {
  if (order.measure === 'outbox') return measureOutbox(order.messages, order.alone)
  if (order.measure === 'opening') return measureOpening()
  return order.measure === 'claims' ? measureClaims(order.from, order.to, order.turns) : measureIdle(order.milliseconds)
}

process.on('message', (order: ScaleOrder) => {
  measure(order).then(
    (result) => process.send?.(result),
    (error: Error) => process.send?.({ error: error.message }),
  )
})
process.on('disconnect', () => process.exit())
process.send?.({ ready: true })
