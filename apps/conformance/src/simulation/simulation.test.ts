import { createEmulator, type Emulator } from '@wazzup-kit/emulator'
import { createWazzup, type ClientOptions, type FetchLike } from '@wazzup-kit/core'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { createBadNetwork, type BadNetwork } from './bad-network.ts'
import { seededRandom } from './seeded-random.ts'
import {
  mixedFaults,
  sendInTurn,
  startSends,
  startSendsAcrossCrash,
  tally,
  violations,
  type SimulatedSend,
} from './simulate.ts'

// P1: a send ends accepted, rejected or unknown, and is never sent twice without the caller knowing.
// SIMULATION_SEED=<seed> replays one seed; SIMULATION_RUNS=<number> runs more than the default 30 seeds.

const given = process.env.SIMULATION_SEED
const runs = Number(process.env.SIMULATION_RUNS ?? 30)
const seeds = given === undefined ? Array.from({ length: runs }, (_, index) => 1_000 + index) : [Number(given)]
const sendsPerSeed = 150

/** Callers with short and long timeouts. Only long timeouts could lead to retries after the repeat window. */
const callers: ClientOptions[] = [
  {},
  { timeout: 300_000, attemptTimeout: 40_000, maxRetries: 8 },
  { timeout: 300_000, attemptTimeout: 5_000, maxRetries: 20 },
  { timeout: 8_000, attemptTimeout: 3_000, maxRetries: 1 },
]

const totals = { accepted: 0, rejected: 0, unknown: 0, repeated: 0 }
const [unsteady, crashed] = [{ ...totals }, { ...totals }]
let requests = 0

beforeAll(async () => {
  // The transport is loaded at the first call, and virtual time does not wait for an import.
  const emulator = createEmulator()
  await createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch }).channels.list()
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

afterAll(() => {
  console.log(`simulation: ${JSON.stringify(totals)} over ${requests} requests, seeds ${seeds[0]} to ${seeds.at(-1)}`)
  console.log(`unsteady: ${JSON.stringify(unsteady)}, crashed: ${JSON.stringify(crashed)}`)
})

/** Advances virtual time until every send has ended. */
async function runClock<T>(pending: Promise<T>[]): Promise<T[]> {
  let over = false
  const all = Promise.all(pending)
  void all.finally(() => (over = true))
  for (let turn = 0; !over; turn++) {
    if (turn > 20_000) throw new Error('a send never ended')
    // Streams of bodies need real turns of the event loop, one for each piece.
    for (let piece = 0; piece < 5; piece++) await new Promise((resolve) => setImmediate(resolve))
    await vi.advanceTimersByTimeAsync(100)
  }
  return all
}

describe('sends in virtual time, in one process', () => {
  test.each(seeds)('seed %i keeps P1 under a mix of faults', async (seed) => {
    const random = seededRandom(seed)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
    vi.spyOn(Math, 'random').mockImplementation(random)
    const emulator = createEmulator({ seed })
    emulator.faults.calls.mix({ seed, probability: 0.3 + 0.6 * random(), kinds: mixedFaults, route: 'messages.send' })
    const caller = callers[seed % callers.length]!
    const sends = await runClock(startSends(emulator, sendsPerSeed, { ...caller, fetch: emulator.fetch }, 200_000))
    const { accepted, rejected, unknown, repeated } = tally(sends)
    expect(violations(emulator, sends), `replay with SIMULATION_SEED=${seed}`).toEqual([])
    expect(accepted + rejected + unknown).toBe(sendsPerSeed)
    expect(emulator.faults.calls.struck.length).toBeGreaterThan(sendsPerSeed / 4)
    for (const [name, count] of Object.entries({ accepted, rejected, unknown, repeated })) {
      totals[name as keyof typeof totals] += count
    }
    requests += emulator.requests.length
  })

  test.runIf(given === undefined)('some sends were repeated, so that P1 was tested', () => {
    expect(totals.repeated).toBeGreaterThan(seeds.length)
  })

  test('the same seed gives the same run', async () => {
    const runs: unknown[] = []
    for (let run = 0; run < 2; run++) {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'], now: 1_800_000_000_000 })
      vi.spyOn(Math, 'random').mockImplementation(seededRandom(7))
      const emulator = createEmulator({ seed: 7 })
      emulator.faults.calls.mix({ seed: 7, probability: 0.5, kinds: mixedFaults, route: 'messages.send' })
      const sends: SimulatedSend[] = []
      for (let number = 0; number < 40; number++) {
        const [send] = await runClock(startSends(emulator, 1, { fetch: emulator.fetch }))
        sends.push(send!)
      }
      runs.push({
        ends: sends.map(({ end }) => end.outcome),
        statuses: emulator.requests.map(({ status, fault, at }) => [status, fault, at]),
      })
      vi.useRealTimers()
    }
    expect(runs[0]).toEqual(runs[1])
  })
})

describe('sends with unsteady clocks and a bad network', () => {
  /** Starts virtual time. Wazzup has its own clock, which never steps. */
  function startTime(seed: number) {
    const random = seededRandom(seed)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
    vi.spyOn(Math, 'random').mockImplementation(random)
    const begin = Date.now()
    const emulator = createEmulator({ seed, now: () => begin + performance.now() })
    return { random, emulator, network: createBadNetwork(emulator.fetch as FetchLike, random) }
  }

  /** Every few seconds, steps the wall clock or puts the machine to sleep while Wazzup's clock goes on. */
  function unsettle(emulator: Emulator, network: BadNetwork, random: () => number): void {
    const [step] = [-86_400_000, -600_000, -20_000, 3_000, 600_000].toSorted(() => random() - 0.5)
    if (random() < 0.7) vi.setSystemTime(Date.now() + step!)
    else {
      const slept = random() * 200_000
      network.beQuick('from now on')
      setTimeout(() => {
        network.beQuick('no longer')
        emulator.clock.advance(slept)
        vi.setSystemTime(Date.now() + slept)
      }, 200)
    }
    setTimeout(() => unsettle(emulator, network, random), 5_000 + random() * 60_000)
  }

  test.each(seeds)('seed %i keeps P1 while the wall clock steps and the machine sleeps', async (seed) => {
    const { random, emulator, network } = startTime(seed)
    emulator.faults.calls.mix({ seed, probability: 0.3 * random(), kinds: mixedFaults, route: 'messages.send' })
    unsettle(emulator, network, random)
    const caller = callers[seed % callers.length]!
    const sends = await runClock(startSends(emulator, sendsPerSeed, { ...caller, fetch: network.fetch }, 200_000))
    expect(violations(emulator, sends), `replay with SIMULATION_SEED=${seed}`).toEqual([])
    for (const [name, count] of Object.entries(tally(sends))) unsteady[name as keyof typeof unsteady] += count
  })

  test.each(seeds)('seed %i keeps P1 across the crash of a process', async (seed) => {
    const { random, emulator, network } = startTime(seed)
    const sends = await runClock(
      startSendsAcrossCrash(emulator, sendsPerSeed, { rateLimit: 'unlimited', fetch: network.fetch }, random),
    )
    expect(violations(emulator, sends), `replay with SIMULATION_SEED=${seed}`).toEqual([])
    for (const [name, count] of Object.entries(tally(sends))) crashed[name as keyof typeof crashed] += count
  })
})

describe('sends over a real socket', () => {
  test('keep P1 when a real server resets connections, cuts bodies and loses responses', async () => {
    const emulator = createEmulator({ seed: 'socket' })
    const server = await emulator.listen()
    try {
      const short = mixedFaults.map((fault) => ('ms' in fault ? { ...fault, ms: 300 } : fault))
      emulator.faults.calls.mix({ seed: 'socket', probability: 0.5, kinds: short, route: 'messages.send' })
      const options = { baseUrl: server.url, timeout: 20_000, attemptTimeout: 1_000, maxRetries: 4 }
      const sends = await sendInTurn(emulator, { clients: 40, sendsEach: 10 }, options)
      expect(violations(emulator, sends)).toEqual([])
      const { accepted, rejected, repeated } = tally(sends)
      expect(accepted, 'accepted').toBeGreaterThan(0)
      expect(rejected, 'rejected').toBeGreaterThan(0)
      expect(repeated, 'repeated').toBeGreaterThan(0)
    } finally {
      await server.close()
    }
  })
})
