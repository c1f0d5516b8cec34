import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startChild } from '../child.ts'
import type { Pace } from '../pace.ts'
import { progress } from '../progress.ts'
import { spreadOf } from '../statistics.ts'
import { spreadCells, table } from '../tables.ts'
import type { Claims, Idle, Opening, ScaleOrder } from './scale-turn.ts'

/** What a store costs that has much waiting, or nothing to do. */
export interface Scale {
  text: string
  /** Milliseconds to open a file, by the lanes that wait in it. */
  opening: ReadonlyMap<number, number>
}

const claimTurns = 200
const idleTime = 10_000

/** Measures opening, claiming and idling, with more and more waiting lanes in one file. */
export async function measureScale({ turns, waitingLanes }: Pace): Promise<Scale> {
  const folder = mkdtempSync(join(tmpdir(), 'wazzup-bench-scale-'))
  const path = join(folder, 'bot.db')
  try {
    progress('store: idle')
    const { cpu } = await askOne<Idle>(join(folder, 'idle.db'), { measure: 'idle', milliseconds: idleTime })
    const empty = await openEmpty(folder, turns)
    const rows = [['0', ...spreadCells(spreadOf(empty.map(({ milliseconds }) => milliseconds)), 1), '', '']]
    const opening = new Map([[0, spreadOf(empty.map(({ milliseconds }) => milliseconds)).median]])
    let from = 0
    for (const lanes of waitingLanes) {
      progress(`store: ${lanes} waiting lanes`)
      const claims = await askOne<Claims>(path, { measure: 'claims', from, to: lanes, turns: claimTurns })
      from = lanes
      const openings = await openOften(path, turns)
      opening.set(lanes, spreadOf(openings).median)
      const cells = [...spreadCells(spreadOf(openings), 1), ...spreadCells(spreadOf(claims.milliseconds), 2)]
      rows.push([String(lanes), ...cells])
    }
    const head = ['Waiting lanes', 'open, ms', 'middle half', 'claim 20, ms', 'middle half']
    const memory = spreadOf(empty.map((each) => each.memory)).median
    const remark = `Opening takes ${memory.toFixed(1)} MB. A started bot without events uses ${cpu.toFixed(0)} ms of CPU in ${idleTime / 1_000} s.`
    return { text: `${table(head, rows)}\n\n${remark}`, opening }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function openEmpty(folder: string, turns: number): Promise<Opening[]> {
  const openings: Opening[] = []
  for (let turn = 0; turn < turns; turn++) {
    openings.push(await askOne<Opening>(join(folder, `empty-${turn}.db`), { measure: 'opening' }))
  }
  return openings
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
