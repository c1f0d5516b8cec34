import { createWazzup } from '@wazzup-kit/core'
import { createEmulator } from '@wazzup-kit/emulator'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startBalancer } from '../kills/balancer.ts'
import type { Kill } from '../kills/kill-points.ts'
import type { KilledDatabase } from '../kills/killed-database.ts'
import { breakThings, mendThings } from './break-things.ts'
import { openGate } from './emulator-gate.ts'
import { openWorld } from './open-world.ts'
import { startProcesses } from './processes.ts'
import { writeRecipe } from './recipe-files.ts'
import type { Account, Scenario } from './scenario.ts'
import { moveClock, readAhead } from './shared-clock.ts'

/** Options of a run. */
export interface RecipeRun {
  /** Name of the page, and of the file of the scenario. */
  name: string
  scenario: Scenario
  kills: readonly Kill[]
  /** How many processes run side by side. */
  processes: number
  /** Where they store. @default a SQLite file, which is for one process */
  database?: KilledDatabase
  /** Milliseconds for which a process has a chat. */
  lease: number
  seed: number
  random(): number
  /** Folder for the compiled sources of processes. */
  compiled: string
}

/** What happened in a run. */
export interface RecipeReport {
  name: string
  rounds: number
  kills: number
  sent: number
  violations: readonly string[]
}

/** Rounds after which a process is killed that did not come to its point. */
const patience = 2

/** Runs a recipe in processes that are killed, and returns what does not hold in the end. */
export async function runRecipe(run: RecipeRun): Promise<RecipeReport> {
  const { name, scenario, random, seed, lease } = run
  const folder = mkdtempSync(join(tmpdir(), 'wazzup-recipe-'))
  const [clock, ledger] = [join(folder, 'clock.txt'), join(folder, 'ledger.txt')]
  moveClock(clock, 0)
  writeFileSync(ledger, '')
  const { hasNoPage, otherPages = [], changes = [] } = scenario
  writeRecipe(folder, { pages: hasNoPage ? otherPages : [name, ...otherPages], changes })
  const names = scenario.accounts ?? ['']
  const emulators = names.map((account) => createEmulator({ logLimit: 'off', apiKey: `key-of-${account || 'main'}` }))
  const gates = await Promise.all(emulators.map((emulator) => openGate(emulator, () => readAhead(clock))))
  const balancer = await startBalancer({ random, repeated: 0.2, patience: 20_000 })
  const url = `${balancer.url}/wazzup`
  const accounts = names.map((account, index): Account => {
    const { apiKey } = emulators[index]!.keys
    return { apiKey, baseUrl: gates[index]!.url, secret: account ? `secret-of-${account}` : 'secret' }
  })
  const processes = startProcesses({
    count: run.processes,
    kills: run.kills,
    balancer,
    options: {
      name,
      folder,
      lease,
      clock,
      ledger,
      url,
      accounts: Object.fromEntries(names.map((account, index) => [account, accounts[index]!])),
      database: run.database ?? { path: join(folder, 'bot.db') },
    },
    env: {
      ...process.env,
      WAZZUP_API_KEY: accounts[0]!.apiKey,
      WAZZUP_BASE_URL: accounts[0]!.baseUrl,
      WAZZUP_SECRET: 'secret',
      NODE_COMPILE_CACHE: run.compiled,
    },
  })
  const { world, finish } = openWorld({ emulators, balancer, url, folder, clock, ledger, killed: processes.killed })
  try {
    await processes.ready()
    for (const [index, { fetch }] of emulators.entries()) {
      const { apiKey, secret } = accounts[index]!
      const address = [url, names[index]].filter(Boolean).join('/')
      await createWazzup({ apiKey, fetch }).subscription.ensure({ url: address, secret })
      breakThings(emulators[index]!, { seed: seed + index, route: scenario.faultyCalls ?? ['messages.send'] })
    }
    let rounds = 0
    for (let late = 0; processes.left() > 0 || rounds === 0; rounds++) {
      const before = processes.killed()
      // A process that did not come to its point is killed in the middle of the next round.
      const killer = late >= patience ? pause(random() * 500).then(() => processes.killNow()) : undefined
      await scenario.round(world, rounds)
      await killer
      processes.check()
      late = processes.killed() > before ? 0 : late + 1
    }
    // All that was lost must be found without another kill.
    await processes.ready()
    await scenario.round(world, rounds)
    for (const emulator of emulators) mendThings(emulator)
    await finish()
    processes.check()
    const violations = await scenario.judge(world)
    return {
      name,
      rounds,
      kills: processes.killed(),
      sent: emulators.reduce((sum, { ledger: { length } }) => sum + length, 0),
      violations,
    }
  } finally {
    await processes.stop()
    balancer.close()
    for (const gate of gates) gate.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
