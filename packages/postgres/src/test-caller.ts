/** A process that makes calls at once and prints a report: `test-caller.ts <JSON>`. */
import { createWazzup } from '@wazzup-kit/core'
import { createStore } from '@wazzup-kit/core/store'
import { Pool } from 'pg'
import { createPostgresStore } from './index.ts'

/** What the process is started with. */
export interface CallerOptions {
  databaseUrl: string
  apiKey: string
  baseUrl: string
  calls: number
}

/** What the process prints. */
export interface CallerReport {
  errors: string[]
  /** When each request got its turn, by the clock of the store. */
  turns: number[]
}

const { databaseUrl, apiKey, baseUrl, calls } = JSON.parse(process.argv[2]!) as CallerOptions
const pool = new Pool({ connectionString: databaseUrl, max: 4 })
const postgres = createPostgresStore({ pool, schema: 'rate' })
const { driver } = postgres.forAccount('main')
let lastRead = 0
const store = createStore({ ...driver, now: async () => (lastRead = await driver.now()) })
const report: CallerReport = { errors: [], turns: [] }
const wazzup = createWazzup({
  apiKey,
  baseUrl,
  store: store.forAccount('main'),
  timeout: 60_000,
  fetch: (...request) => {
    report.turns.push(lastRead)
    return fetch(...request)
  },
})
// The schema is created first, so that all processes begin together.
await store.forAccount('main').stats()
const results = await Promise.allSettled(Array.from({ length: calls }, () => wazzup.channels.list()))
for (const result of results) if (result.status === 'rejected') report.errors.push(String(result.reason))
process.stdout.write(JSON.stringify(report))
await store.close()
await pool.end()
