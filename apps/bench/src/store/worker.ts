/** Measures one contender: `worker.ts <contender> [socket of Redis]`. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Contender, OpenContender } from './contender.ts'
import { chatOf, messageOf, numberOf } from './messages.ts'
import type { Disorder, Latency, Rates, StoreOrder } from './turn.ts'

const [file, redis] = process.argv.slice(2)
const inFlight = 100
const memory = () => process.memoryUsage().rss / 1_000_000
const { open } = (await import(`./contenders/${file}.ts`)) as { open: OpenContender }
let opened: number | undefined

async function appendAll(contender: Contender, messages: number): Promise<void> {
  let next = 0
  const append = async (): Promise<void> => {
    while (next < messages) await contender.append(messageOf(next++))
  }
  await Promise.all(Array.from({ length: inFlight }, append))
}

/** Handles messages with an await, and notes which come before their turn. `work` resolves when a message is handled. */
function createHandler(messages: number, ended: (number: number) => void = () => {}, work = async () => {}) {
  const running = new Set<number>()
  const last = new Map<number, number>()
  let outOfOrder = 0
  let left = messages
  let resolve: () => void
  const all = new Promise<void>((done) => (resolve = done))
  const handle = async (id: string): Promise<void> => {
    const number = numberOf(id)
    const chat = chatOf(number)
    if (running.has(chat) || number < (last.get(chat) ?? 0)) outOfOrder++
    last.set(chat, number)
    running.add(chat)
    await work()
    running.delete(chat)
    ended(number)
    if (--left === 0) resolve()
  }
  return { handle, all, outOfOrder: () => outOfOrder }
}

async function measureRates(contender: Contender, messages: number, alone: number): Promise<Rates> {
  opened ??= memory()
  const cpuBefore = process.cpuUsage()
  const start = performance.now()
  await appendAll(contender, messages)
  const stored = performance.now()
  const cpuOfAppends = process.cpuUsage(cpuBefore)
  const aloneStart = performance.now()
  for (let number = messages; number < messages + alone; number++) await contender.append(messageOf(number))
  const aloneTime = performance.now() - aloneStart
  const { handle, all } = createHandler(messages + alone)
  const cpuBeforeHandling = process.cpuUsage()
  const handleStart = performance.now()
  contender.start(handle)
  await all
  const handleTime = performance.now() - handleStart
  const cpuOfHandling = process.cpuUsage(cpuBeforeHandling)
  return {
    appended: messages / ((stored - start) / 1_000),
    alone: alone / (aloneTime / 1_000),
    handled: (messages + alone) / (handleTime / 1_000),
    cpu:
      (cpuOfAppends.user + cpuOfAppends.system) / messages +
      (cpuOfHandling.user + cpuOfHandling.system) / (messages + alone),
    memory: memory(),
    opened,
  }
}

async function measureLatency(contender: Contender, messages: number, perSecond: number): Promise<Latency> {
  const started: number[] = []
  const milliseconds: number[] = []
  const { handle, all } = createHandler(messages, (number) => {
    milliseconds.push(performance.now() - started[number]!)
  })
  contender.start(handle)
  await pause(200)
  const appends: Promise<void>[] = []
  const start = performance.now()
  for (let number = 0; number < messages; number++) {
    await pause(Math.max(1, start + (number * 1_000) / perSecond - performance.now()))
    const message = messageOf(number)
    started[number] = performance.now()
    appends.push(contender.append(message))
  }
  await Promise.all([all, ...appends])
  return { milliseconds }
}

async function measureOrder(contender: Contender, messages: number): Promise<Disorder> {
  const { handle, all, outOfOrder } = createHandler(
    messages,
    () => {},
    () => pause(Math.random() * 10),
  )
  await appendAll(contender, messages)
  contender.start(handle)
  await all
  return { outOfOrder: outOfOrder() }
}

async function measure(order: StoreOrder): Promise<Rates | Latency | Disorder> {
  const folder = mkdtempSync(join(tmpdir(), 'wazzup-bench-store-'))
  const contender = await open({ folder, redis })
  try {
    if (order.measure === 'order') return await measureOrder(contender, order.messages)
    return order.measure === 'rates'
      ? await measureRates(contender, order.messages, order.alone)
      : await measureLatency(contender, order.messages, order.perSecond)
  } finally {
    await contender.close()
    rmSync(folder, { recursive: true })
  }
}

process.on('message', (order: StoreOrder) => {
  measure(order).then(
    (result) => process.send?.(result),
    (error: Error) => process.send?.({ error: error.message }),
  )
})
process.on('disconnect', () => process.exit())
process.send?.({ ready: true })
