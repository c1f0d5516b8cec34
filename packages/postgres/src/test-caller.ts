/** A process that makes calls at once and prints the errors: `test-caller.ts <JSON>`. */
import { createWazzup } from '@wazzup-kit/core'
import { Pool } from 'pg'
import { createPostgresStore } from './index.ts'

/** What the process is started with. */
export interface CallerOptions {
  databaseUrl: string
  apiKey: string
  baseUrl: string
  calls: number
}

const { databaseUrl, apiKey, baseUrl, calls } = JSON.parse(process.argv[2]!) as CallerOptions
const pool = new Pool({ connectionString: databaseUrl, max: 4 })
const store = createPostgresStore({ pool, schema: 'rate' })
const errors: string[] = []
const wazzup = createWazzup({
  apiKey,
  baseUrl,
  store: store.forAccount('main'),
  timeout: 60_000,
})
// The schema is created first, so that all processes begin together.
await store.forAccount('main').stats()
const results = await Promise.allSettled(Array.from({ length: calls }, () => wazzup.channels.list()))
for (const result of results) if (result.status === 'rejected') errors.push(String(result.reason))
process.stdout.write(JSON.stringify(errors))
await store.close()
await pool.end()
