/**
 * The process of one contender: `worker.ts <contender> <origin>`. The origin `stub` replaces the platform's fetch before
 * the contender is loaded. Responds to each order with the cost of the calls.
 */
import { installStub } from '../stubbed/stub.ts'
import { answerId } from './answer.ts'
import type { Contender, Send } from './contender.ts'
import type { Cost, Order } from './turn.ts'

const [file, origin] = process.argv.slice(2) as [string, string]

async function load(): Promise<Send> {
  if (origin === 'stub') installStub()
  const { contender } = (await import(`./contenders/${file}.ts`)) as { contender: Contender }
  return contender(origin === 'stub' ? 'http://127.0.0.1:9' : origin)
}

async function run(send: Send, calls: number, inFlight: number): Promise<void> {
  let left = calls
  const lane = async () => {
    while (left-- > 0) {
      const id = await send(`Hello, this is message ${left}`)
      if (id !== answerId) throw new Error(`${file} did not read the id of the response: ${String(id)}`)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, lane))
}

async function measure(send: Send, { calls, inFlight }: Order): Promise<Cost> {
  // Unmeasured calls first, because the process was idle while others had their turn.
  await run(send, Math.ceil(calls / 4), inFlight)
  const started = performance.now()
  const before = process.cpuUsage()
  await run(send, calls, inFlight)
  const { user, system } = process.cpuUsage(before)
  return { cpu: (user + system) / calls, wall: ((performance.now() - started) * 1_000) / calls }
}

const loading = load()
loading.then(
  () => process.send?.({ ready: true }),
  (error: Error) => process.send?.({ error: error.message }),
)
process.on('message', async (order: Order) => {
  try {
    process.send?.(await measure(await loading, order))
  } catch (error) {
    process.send?.({ error: (error as Error).message })
  }
})
process.on('disconnect', () => process.exit())
