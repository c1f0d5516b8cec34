import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Pool, type PoolConfig } from 'pg'
import { ownerOf } from './owner.ts'
import { bouncer as program } from './programs.ts'
import { waitForServer } from './wait-for-server.ts'

/** Connections to the server, which all clients share. */
const shared = 3

/** PgBouncer in front of a server. */
export interface TestBouncer {
  /** Its address, for `DATABASE_URL`. */
  url: string
  /** Returns a pool whose transactions share the few connections of PgBouncer. */
  connect(options?: PoolConfig): Pool
  stop(): Promise<void>
}

/** Starts PgBouncer in transaction mode: each transaction may run on another connection of the server. */
export async function startBouncer({ connection }: { connection: PoolConfig }): Promise<TestBouncer> {
  const folder = mkdtempSync(join(tmpdir(), 'wazzup-pgbouncer-'))
  const owner = ownerOf(folder)
  const settings = join(folder, 'pgbouncer.ini')
  writeFileSync(
    settings,
    `[databases]
postgres = host=${connection.host} port=${connection.port} user=wazzup
[pgbouncer]
unix_socket_dir = ${folder}
listen_port = 5432
auth_type = any
pool_mode = transaction
default_pool_size = ${shared}
max_client_conn = 500
`,
  )
  const bouncer = spawn(program, [settings], { ...owner, stdio: 'ignore', cwd: folder })
  const address: PoolConfig = { ...connection, host: folder }
  await waitForServer(address, 'PgBouncer')
  return {
    url: `postgres://wazzup@/postgres?host=${encodeURIComponent(folder)}`,
    connect(options) {
      const pool = new Pool({ ...address, ...options })
      pool.on('error', () => {})
      return pool
    },
    async stop() {
      const ended = new Promise((resolve) => bouncer.once('exit', resolve))
      bouncer.kill('SIGKILL')
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}
