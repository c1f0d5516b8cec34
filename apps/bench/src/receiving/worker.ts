/** The process of one contender: `worker.ts <contender>`. Alternates with `request.json()` of the same bytes. */
import { rotate } from '../rotation.ts'
import { spreadOf } from '../statistics.ts'
import { address, ok, type Contender, type CreateContender } from './contender.ts'
import type { Order, Result } from './turn.ts'

const [file] = process.argv.slice(2) as [string]

type Receive = (request: Request) => Promise<Response>

const parseOnly: Receive = async (request) => {
  await request.json()
  return ok()
}

async function cpuOf(receive: Receive, init: RequestInit, calls: number): Promise<number> {
  const before = process.cpuUsage()
  for (let call = 0; call < calls; call++) {
    const { status } = await receive(new Request(address, init))
    if (status !== 200) throw new Error(`${file} responded with ${status}`)
  }
  const { user, system } = process.cpuUsage(before)
  return (user + system) / calls
}

async function measure(contender: Contender, { items, calls, turns }: Order): Promise<Result> {
  const { body, headers } = contender.delivery(items)
  const init: RequestInit = { method: 'POST', headers, body: Buffer.from(body) }
  const json = () => cpuOf(parseOnly, init, calls)
  const own = async () => {
    const before = contender.handled()
    const cpu = await cpuOf(contender.receive, init, calls)
    if (contender.handled() < before + calls) throw new Error(`${file} did not handle what came`)
    return cpu
  }
  for (let warmUp = 0; warmUp < 3; warmUp++) await own().then(json)
  const standing = await rotate({
    anchor: json,
    contenders: new Map([[file, own]]),
    turns,
    compare: (cost, anchored) => cost / anchored,
  })
  return { ratios: standing.of.get(file)!, noise: standing.anchor, json: spreadOf(standing.anchorCost).median }
}

const loading = import(`./contenders/${file}.ts`).then(async (module) =>
  (module as { createContender: CreateContender }).createContender(),
)
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
