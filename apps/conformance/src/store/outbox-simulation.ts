import {
  createMemoryStore,
  outboxEvents,
  type Outbox,
  type OutboxEvent,
  type OutboxOptions,
} from '@wazzup-kit/core/store'
import { createEmulator, type CallFault } from '@wazzup-kit/emulator'
import { seededRandom } from '../simulation/seeded-random.ts'
import { mixedFaults } from '../simulation/simulate.ts'
import { createFactLog, type FactLog } from './fact-log.ts'
import { createLateNetwork } from './late-network.ts'
import { startProcess, type Chances, type Mishaps, type SimulatedProcess } from './simulated-process.ts'
import { kill, runAs, startSimulatedTime, type MachineClocks } from './simulated-time.ts'
import { startWebhooks, type Ask, type Told } from './simulated-webhooks.ts'
import { startWriters, type Asked } from './simulated-writers.ts'
import type { Emulator } from '@wazzup-kit/emulator'

/** The parts of core that a machine has loaded. Each machine has its own copy, with its own clocks. */
export interface Installation {
  createOutbox: typeof import('@wazzup-kit/core/store').createOutbox
  createWazzup: typeof import('@wazzup-kit/core').createWazzup
}

/** What has happened in a simulation. */
export interface Simulated {
  emulator: Emulator
  asked: readonly Asked[]
  told: Told
  facts: FactLog
  /** Events that handlers got, in order. */
  news: readonly { event: OutboxEvent; id: string }[]
  entries: ReadonlyMap<string, Awaited<ReturnType<Outbox['get']>>>
  waiting: Readonly<Record<string, number>>
  dead: number
  mishaps: Mishaps & { late: number; restarts: number; stops: number; clockSteps: number }
  options: Pick<OutboxOptions, 'repeat' | 'resume'>
}

const turbulent: Chances = { kill: 0.012, suspend: 0.008, storeFailure: 0.004, slowStore: 0.01 }
const calm: Chances = { kill: 0, suspend: 0, storeFailure: 0, slowStore: 0 }

/** Codes of rejections, with and without acceptance. */
const codes = [
  ['INVALID_MESSAGE_DATA', 'none'],
  ['INVALID_MESSAGE_DATA', 'none'],
  ['BALANCE_IS_EMPTY', 'none'],
  ['CHANNEL_NO_MONEY', 'none'],
  ['MESSAGE_CHANNEL_UNAVAILABLE', 'none'],
  ['INVALID_APIKEY', 'none'],
  ['MESSAGES_CAN_NOT_ADD', 'none'],
  ['MESSAGES_CAN_NOT_ADD', 'accepted'],
  ['UNKNOWN_ERROR', 'accepted'],
] as const

/** Milliseconds by which a wall clock steps. */
const wallSteps = [-86_400_000, -600_000, -20_000, 3_000, 30_000, 600_000]

/** Milliseconds for which messages are written and mishaps happen. */
const duration = 240_000

/** Runs outboxes of several processes over one store, with all mishaps of the specification, until everything is settled. */
export async function simulate(
  seed: number,
  installations: readonly Installation[],
  options: Pick<OutboxOptions, 'repeat' | 'resume'> = {},
): Promise<Simulated> {
  const random = seededRandom(seed)
  const time = startSimulatedTime(random)
  try {
    return await run()
  } finally {
    time.end()
  }

  async function run(): Promise<Simulated> {
    let isCalm = false
    const begin = time.now()
    const emulator = createEmulator({ seed, now: time.now })
    const storeClock = { ahead: 0 }
    const memory = createMemoryStore({ clock: { now: () => time.now() + storeClock.ahead } }).forAccount('main')
    const facts = createFactLog(memory)
    const mishaps = { kills: 0, suspensions: 0, sleeps: 0, storeFailures: 0, restarts: 0, stops: 0, clockSteps: 0 }
    const badness = random()
    const reach: typeof globalThis.fetch = async (...request) => {
      void time.sleep(10).then(() => webhooks.look())
      const response = await emulator.fetch(...request)
      // A `Retry-After` with a date is compared with this header, as the clock of a machine may be wrong by a day.
      response.headers.set('date', new Date(time.now()).toUTCString())
      return response
    }
    const network = createLateNetwork(reach, {
      time,
      random,
      chances: () => (isCalm ? { slow: 0, failure: 0 } : { slow: 0.3 * badness, failure: 0.15 * badness }),
    })
    const news: { event: OutboxEvent; id: string }[] = []
    const processes: { process: SimulatedProcess; outbox: Outbox }[] = []

    function boot(machine: number, clocks: MachineClocks): void {
      const process = startProcess(
        { time, random, store: facts.store, network, chances: () => (isCalm ? calm : turbulent), mishaps },
        clocks,
        () => void runAs(undefined, () => reboot(machine, clocks)),
      )
      runAs(process.life, () => {
        const { createOutbox, createWazzup } = installations[machine]!
        const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: process.fetch })
        const outbox = createOutbox({
          wazzup,
          store: process.store,
          rateLimit: { perChannel: 'unlimited' },
          onError: () => {},
          ...options,
        })
        for (const event of outboxEvents) {
          outbox.on(event, ({ id }) => {
            if (!isCalm && random() < 0.03) throw new Error('the app is down')
            news.push({ event, id })
          })
        }
        outbox.start()
        processes[machine] = { process, outbox }
      })
    }

    async function reboot(machine: number, clocks: MachineClocks): Promise<void> {
      await time.sleep(random() < 0.6 ? random() * 10_000 : random() * 90_000)
      mishaps.restarts++
      boot(machine, clocks)
    }

    /** Asks a process at random, and gives up when it dies or does not answer. */
    const ask: Ask = async (call) => {
      const running = processes.filter(({ process }) => !process.life.isDead)
      const chosen = running[Math.floor(random() * running.length)]
      if (!chosen) return void (await time.sleep(1_000))
      const { process, outbox } = chosen
      return Promise.race([
        new Promise<undefined>((resolve) => void time.sleep(30_000).then(() => resolve(undefined))),
        runAs(process.life, () =>
          call(outbox).then(
            (result) => ({ result }),
            () => undefined,
          ),
        ),
      ])
    }

    const machines = installations.map((): MachineClocks => ({ wallAhead: 0, slept: 0, sleeps: 0 }))
    for (const [machine, clocks] of machines.entries()) boot(machine, clocks)
    emulator.faults.calls.mix({ seed, probability: 0.5 * badness, kinds: mixedFaults as CallFault[] })

    /** Stops a process as for an update, and starts the next version. */
    async function update(): Promise<void> {
      const machine = Math.floor(random() * machines.length)
      const { process, outbox } = processes[machine]!
      if (process.life.isDead) return
      mishaps.stops++
      await runAs(process.life, () => outbox.stop(random() * 10_000))
      if (process.life.isDead) return
      kill(process.life)
      boot(machine, machines[machine]!)
    }

    // The clock of the store goes back by less than 5 seconds (A4). Without resumptions, that is not assumed.
    const back = options.resume === 'never' ? 62_000 : 4_800

    /** Steps clocks, and lets Wazzup reject requests. */
    async function disturb(): Promise<void> {
      while (!isCalm) {
        await time.sleep(random() * 15_000)
        const drawn = random()
        if (drawn < 0.4) storeClock.ahead = 2_400 - random() * back
        else if (drawn < 0.45) {
          void update()
          continue
        } else if (drawn < 0.6) {
          const clocks = machines[Math.floor(random() * machines.length)]!
          const step = wallSteps[Math.floor(random() * wallSteps.length)]!
          // No reading of its clocks could show that it slept and was set back meanwhile.
          if (step < 0 && clocks.sleeps > 0) continue
          clocks.wallAhead += step
        } else {
          const [code, effect] = codes[Math.floor(random() * codes.length)]!
          emulator.faults.calls.respondWith(code, { route: 'messages.send', times: 1, effect })
          continue
        }
        mishaps.clockSteps++
      }
    }

    const webhooks = startWebhooks({ emulator, time, random, ask })
    const writers = startWriters({ time, random, ask, duration })
    void disturb()
    let isWritten = false
    void writers.done.then(() => (isWritten = true))
    void time.sleep(duration + 60_000).then(() => {
      isCalm = true
      emulator.faults.calls.clear()
    })
    let stats = await memory.stats()
    let isOver = false
    void (async () => {
      for (; !isOver; await time.sleep(10_000)) {
        stats = await memory.stats()
        const left = Object.values(stats.waiting).reduce((sum, count) => sum + count, 0)
        isOver = isWritten && left === 0 && time.now() > begin + 1_500_000
      }
    })()
    await time.runUntil(() => isOver || time.now() > begin + 5_400_000, 7_200_000)
    const last = processes[0]!.outbox
    const entries = new Map<string, Awaited<ReturnType<Outbox['get']>>>()
    for (const { id } of writers.asked) entries.set(id, await runAs(processes[0]!.process.life, () => last.get(id)))
    let isStopped = false
    const stops = processes.map(({ process, outbox }) => runAs(process.life, () => outbox.stop(0)))
    void Promise.all(stops).then(() => (isStopped = true))
    await time.runUntil(() => isStopped, 60_000)
    return {
      emulator,
      told: webhooks.told,
      facts,
      news,
      entries,
      options,
      asked: writers.asked,
      waiting: stats.waiting,
      dead: stats.dead,
      mishaps: { ...mishaps, late: network.late() },
    }
  }
}
