import { startChild, type Child } from '../child.ts'
import type { Pace } from '../pace.ts'
import { progress } from '../progress.ts'
import { alike, deliveryOf } from '../receiving/messages.ts'
import type { Report } from '../report.ts'
import { rotate, type Standing } from '../rotation.ts'
import { spreadOf } from '../statistics.ts'
import { section, spreadCells, table } from '../tables.ts'
import { targets, type Target } from '../targets.ts'
import { anchor, contenders, type Entry } from './contenders.ts'
import { postMany } from './post.ts'
import type { Account } from './worker.ts'

/** Deliveries in one turn and in the warm-up, by the number of messages. */
const deliveries = [
  { items: 1, calls: 1_500, warmUp: 6_000 },
  { items: 100, calls: 300, warmUp: 600 },
  { items: 5_000, calls: 16, warmUp: 16 },
]
type Delivery = (typeof deliveries)[number]

/** Measures T5 and T6: the server's CPU time for one delivery over loopback, compared with node:http and JSON.parse. */
export async function serving({ turns }: Pace): Promise<Report> {
  const missing: string[] = []
  const servers = new Map<Entry, Child>()
  try {
    for (const entry of [anchor, ...contenders]) {
      try {
        servers.set(entry, await startChild(new URL('worker.ts', import.meta.url), entry.file))
      } catch (error) {
        missing.push(`Not in this run: ${entry.label} (${(error as Error).message}).`)
      }
    }
    const standings: Standing[] = []
    for (const delivery of deliveries) {
      progress(`serving: ${delivery.items} messages, ${turns} turns`)
      standings.push(await standingOf(servers, delivery, turns))
    }
    return report(standings, turns, missing)
  } finally {
    for (const server of servers.values()) server.stop()
  }
}

async function standingOf(servers: ReadonlyMap<Entry, Child>, delivery: Delivery, turns: number): Promise<Standing> {
  const body = Buffer.from(deliveryOf(alike, delivery.items))
  const turn = (server: Child) => () => cpuOf(server, body, delivery)
  for (const server of servers.values()) await postMany(server.first.port as number, body, delivery.warmUp)
  const others = [...servers].filter(([entry]) => entry !== anchor)
  return rotate({
    anchor: turn(servers.get(anchor)!),
    contenders: new Map(others.map(([{ file }, server]) => [file, turn(server)])),
    turns,
    compare: (cost, anchored) => cost / anchored,
  })
}

async function cpuOf(server: Child, body: Buffer, { items, calls }: Delivery): Promise<number> {
  const before = await server.ask<Account>({})
  await postMany(server.first.port as number, body, calls)
  const after = await server.ask<Account>({})
  if (after.handled - before.handled !== calls * items) throw new Error('a server did not handle what came')
  return (after.cpu - before.cpu) / calls
}

function report(standings: readonly Standing[], turns: number, missing: readonly string[]): Report {
  const cells = (spreads: readonly (readonly number[])[]) => spreads.flatMap((values) => spreadCells(spreadOf(values)))
  const rows = contenders
    .filter(({ file }) => standings[0]!.of.has(file))
    .map(({ file, label, kind }) => [label, kind, ...cells(standings.map(({ of }) => of.get(file)!))])
  const costs = standings.map(({ anchorCost }) => `${spreadOf(anchorCost).median.toFixed(0)} µs`)
  const verdictsOf = (file: string, chosen: readonly Target[]) =>
    chosen.map((target, index) => {
      const values = standings[index]!.of.get(file)
      return { target, measured: values && spreadOf(values).median }
    })
  return {
    text: section(
      'T5, T6: receiving over loopback, CPU of the server over node:http + JSON.parse',
      table(
        ['Contender', 'Kind', ...deliveries.flatMap(({ items }) => [`${items} in a body`, 'middle half'])],
        [
          ...rows,
          [`${anchor.label}, against its neighbours`, 'anchor', ...cells(standings.map(({ anchor }) => anchor))],
        ],
      ),
      `${anchor.label} itself took ${costs.join(', ')}. ${turns} turns of each, 8 deliveries in flight.`,
      missing.join('\n'),
    ),
    verdicts: [
      ...verdictsOf('wazzup-on-express', [targets.expressOne, targets.expressHundred, targets.expressMany]),
      ...verdictsOf('wazzup-on-nest-express', [targets.nestOne, targets.nestHundred, targets.nestMany]),
      ...verdictsOf('wazzup-on-nest-fastify', [targets.fastifyOne, targets.fastifyHundred, targets.fastifyMany]),
    ],
  }
}
