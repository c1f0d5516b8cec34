import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Pool, type PoolConfig } from 'pg'

/** The folder with the programs of PostgreSQL, or undefined when it is not installed. */
const programs = findPrograms()

/** Why tests that need PostgreSQL are skipped; empty when it is there. */
export const skipReason =
  programs === undefined ? 'skipped: PostgreSQL is not installed (apt-get install postgresql)' : ''

function findPrograms(): string | undefined {
  const given = process.env.POSTGRES_BIN
  if (given) return given
  const root = '/usr/lib/postgresql'
  if (!existsSync(root)) return undefined
  const versions = readdirSync(root).toSorted((one, other) => Number(other) - Number(one))
  return versions.map((version) => join(root, version, 'bin')).find((folder) => existsSync(join(folder, 'initdb')))
}

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
    for (let tries = 0; tries < 300; tries++) {
      const pool = new Pool({ ...connection, max: 1 })
      try {
        await pool.query('SELECT 1')
        return
      } catch {
        await pause(50)
      } finally {
        await pool.end()
      }
    }
    throw new Error('PostgreSQL did not start')
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

function ownerOf(folder: string): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' })))
  chownSync(folder, uid!, gid!)
  return { uid: uid!, gid: gid! }
}
