import { createEmulator } from '@wazzup-kit/emulator'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { simulate, type Installation } from './outbox-simulation.ts'
import { tally, violations } from './outbox-violations.ts'

// What the outbox promises of each entry, while processes die and stall, requests arrive late and clocks step.
// OUTBOX_SEED=<seed> replays one seed; OUTBOX_RUNS=<number> runs more than the default 8 seeds, from OUTBOX_FIRST on.

const given = process.env.OUTBOX_SEED
const runs = Number(process.env.OUTBOX_RUNS ?? 8)
const first = Number(process.env.OUTBOX_FIRST ?? 1)
const seeds = given === undefined ? Array.from({ length: runs }, (_, index) => first + index) : [Number(given)]

const totals: Record<string, number> = {}

/** Loads core once for each machine, because its clocks belong to a process, and loads its transport by a first call. */
async function install(): Promise<Installation[]> {
  const installations: Installation[] = []
  for (let machine = 0; machine < 3; machine++) {
    vi.resetModules()
    const { createWazzup } = await import('@wazzup-kit/core')
    const { createOutbox } = await import('@wazzup-kit/core/store')
    const emulator = createEmulator()
    await createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch }).channels.list()
    installations.push({ createWazzup, createOutbox })
  }
  return installations
}

afterAll(() => {
  console.log(`outbox: ${JSON.stringify(totals)}, seeds ${seeds[0]} to ${seeds.at(-1)}`)
})

/** The options with which a seed runs. */
const variants = [{}, { repeat: 'never' }, {}, { resume: 'never' }] as const

/** What must happen in the default seeds. A simulation in which nothing happens proves nothing. */
const interesting = [
  ...['by response', 'by repeated', 'by echo', 'resumptions', 'laterRoutes', 'resent', 'heldEchoes', 'strangers'],
  ...['read', 'failed', 'rejected', 'cancelled', 'expired', 'unknown', 'silent'],
  ...['kills', 'suspensions', 'sleeps', 'stops', 'restarts', 'storeFailures', 'clockSteps', 'late'],
]

describe('outboxes of three processes over one store', () => {
  test.each(seeds)('seed %i keeps what is promised of each entry', async (seed) => {
    const simulated = await simulate(seed, await install(), variants[seed % variants.length])
    for (const [name, count] of Object.entries(tally(simulated))) totals[name] = (totals[name] ?? 0) + count
    expect(violations(simulated), `replay with OUTBOX_SEED=${seed}`).toEqual([])
  })

  test.runIf(given === undefined && runs >= 8)('everything that can go wrong has happened', () => {
    const missing = interesting.filter((name) => !(totals[name]! > 0))
    expect(missing).toEqual([])
  })
})
