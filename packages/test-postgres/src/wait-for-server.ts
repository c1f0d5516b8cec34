import { setTimeout as pause } from 'node:timers/promises'
import { Pool, type PoolConfig } from 'pg'

/** Waits until a server answers. */
export async function waitForServer(connection: PoolConfig, name: string): Promise<void> {
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
  throw new Error(`${name} did not start`)
}
