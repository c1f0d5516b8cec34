import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startChild } from '../child.ts'
import type { Pace } from '../pace.ts'
import { progress } from '../progress.ts'
import { spreadOf } from '../statistics.ts'
import { spreadCells, table } from '../tables.ts'
import type { Claims, Idle, Opening, OutboxRates, ScaleOrder } from './scale-turn.ts'

/** What a store costs that has much waiting, or nothing to do. */
export interface Scale {
  text: string
  /** Milliseconds to open a file, by the lanes that wait in it. */
  opening: ReadonlyMap<number, number>
}

const mostTurns = 5
const claimTurns = 200
const mostFilled = 100_000
const idleTime = 10_000

/** Measures opening, claiming and idling, with more and more waiting lanes in one file. */
export async function measureScale({ waitingLanes, storeMessages, ...pace }: Pace): Promise<Scale> {
  const turns = Math.min(pace.turns, mostTurns)
  const folder = mkdtempSync(join(tmpdir(), 'wazzup-bench-scale-'))
  const path = join(folder, 'bot.db')
  try {
    progress('store: idle')
    const { cpu } = await askOne<Idle>(join(folder, 'idle.db'), { measure: 'idle', milliseconds: idleTime })
    const outbox = await askOften<OutboxRates>(folder, turns, {
      measure: 'outbox',
      messages: storeMessages,
      alone: 200,
    })
    const stored = spreadOf(outbox.map((each) => each.stored)).median.toFixed(0)
    const alone = spreadOf(outbox.map((each) => each.alone)).median.toFixed(0)
    const empty = await askOften<Opening>(folder, turns, { measure: 'opening' })
    const rows = [['0', ...spreadCells(spreadOf(empty.map(({ milliseconds }) => milliseconds)), 1), '', '']]
    const opening = new Map([[0, spreadOf(empty.map(({ milliseconds }) => milliseconds)).median]])
    let from = 0
    for (const lanes of waitingLanes) {
      progress(`store: ${lanes} waiting lanes`)
      // Each process fills a part only, because it must respond in time.
      for (; lanes - from > mostFilled; from += mostFilled) {
        await askOne<Claims>(path, { measure: 'claims', from, to: from + mostFilled, turns: 0 })
      }
      const claims = await askOne<Claims>(path, { measure: 'claims', from, to: lanes, turns: claimTurns })
      from = lanes
      const openings = await openOften(path, turns)
      opening.set(lanes, spreadOf(openings).median)
      const cells = [...spreadCells(spreadOf(openings), 1), ...spreadCells(spreadOf(claims.milliseconds), 2)]
      rows.push([String(lanes), ...cells])
    }
    const head = ['Waiting lanes', 'open, ms', 'middle half', 'claim 20, ms', 'middle half']
    const memory = spreadOf(empty.map((each) => each.memory)).median
    const remark = `Opening takes ${memory.toFixed(1)} MB. A started bot without events uses ${cpu.toFixed(0)} ms of CPU in ${idleTime / 1_000} s. \`outbox.send\` stores ${stored} messages per second with 100 in flight, ${alone} with one.`
    return { text: `${table(head, rows)}\n\n${remark}`, opening }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Asks new processes, each with a new file. */
async function askOften<Result>(folder: string, turns: number, order: ScaleOrder): Promise<Result[]> {
  const results: Result[] = []
  for (let turn = 0; turn < turns; turn++) {
    results.push(await askOne<Result>(join(folder, `${order.measure}-${turn}.db`), order))
  }
  return results
}

async function openOften(path: string, turns: number): Promise<number[]> {
  const times: number[] = []
  for (let turn = 0; turn < turns; turn++) {
    times.push((await askOne<Opening>(path, { measure: 'opening' })).milliseconds)
  }
  return times
}

async function askOne<Result>(path: string, order: ScaleOrder): Promise<Result> {
  const child = await startChild(new URL('scale-worker.ts', import.meta.url), path)
  try {
    return await child.ask<Result>(order)
  } finally {
    child.stop()
  }
}
