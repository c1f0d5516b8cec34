import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Pool, type PoolConfig } from 'pg'
import { ownerOf } from './owner.ts'
import { programs } from './programs.ts'
import { waitForServer } from './wait-for-server.ts'

/** A server of PostgreSQL with an empty database. */
export interface TestServer {
  /** Its address, for `DATABASE_URL`, and the same as options of `pg`. */
  url: string
  connection: PoolConfig
  /** Returns a pool, whose connections may break. */
  connect(options?: PoolConfig): Pool
  /** Ends the server as a crash would, and starts it again. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** Options of {@link startServer}. */
export interface ServerOptions {
  /** Settings such as `fsync=on`. By default, the server does not wait for the disk. */
  settings?: readonly string[] | undefined
}

/** Starts a server on a socket of its own folder. PostgreSQL does not run as root, so root runs it as another user. */
export async function startServer({ settings: given = [] }: ServerOptions = {}): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'wazzup-pg-'))
  const owner = ownerOf(folder)
  const data = join(folder, 'data')
  const options = { ...owner, stdio: 'ignore' as const, cwd: folder }
  execFileSync(
    join(programs!, 'initdb'),
    ['-D', data, '-U', 'wazzup', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
    options,
  )
  const connection: PoolConfig = { host: folder, port: 5432, user: 'wazzup', database: 'postgres' }
  let server: ChildProcess

  async function start(): Promise<void> {
    const settings = [
      'listen_addresses=',
      `unix_socket_directories=${folder}`,
      'fsync=off',
      'max_connections=200',
    ].concat(given)
    const flags = settings.flatMap((setting) => ['-c', setting])
    server = spawn(join(programs!, 'postgres'), ['-D', data, ...flags], options)
    await waitForServer(connection, 'PostgreSQL')
  }

  async function end(signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill(signal)
    await ended
  }

  await start()
  return {
    connection,
    url: `postgres://wazzup@/postgres?host=${encodeURIComponent(folder)}`,
    connect(options) {
      const pool = new Pool({ ...connection, ...options })
      pool.on('error', () => {})
      pool.on('connect', (client) => void client.on('error', () => {}))
      return pool
    },
    async restart() {
      await end('SIGQUIT')
      await start()
    },
    async stop() {
      await end('SIGINT')
      rmSync(folder, { recursive: true })
    },
  }
}
