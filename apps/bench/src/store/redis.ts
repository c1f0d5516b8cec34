import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** A Redis of this run. */
export interface Redis {
  socket: string
  stop(): Promise<void>
}

/**
 * Starts a Redis that has each write on the disk before it responds. Returns undefined if there is no `redis-server` on
 * this machine.
 */
export async function startRedis(): Promise<Redis | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'wazzup-bench-redis-'))
  const socket = join(folder, 'redis.sock')
  const durability = ['--appendonly', 'yes', '--appendfsync', 'always', '--save', '']
  const server = spawn(
    'redis-server',
    ['--port', '0', '--unixsocket', socket, '--dir', folder, '--maxmemory-policy', 'noeviction', ...durability],
    { stdio: 'ignore' },
  )
  const kill = () => void server.kill('SIGKILL')
  process.once('exit', kill)
  // Without a listener, these signals end the process at once, and Redis would go on.
  const end = () => process.exit(1)
  process.once('SIGINT', end).once('SIGTERM', end)
  let isOver = false
  const ended = new Promise<void>((resolve) => {
    const note = () => {
      isOver = true
      resolve()
    }
    server.once('exit', note).once('error', note)
  })
  const stop = async () => {
    server.kill()
    await ended
    process.off('exit', kill).off('SIGINT', end).off('SIGTERM', end)
    rmSync(folder, { recursive: true })
  }
  while (!isOver && !existsSync(socket)) await pause(20)
  if (!isOver) return { socket, stop }
  await stop()
  return undefined
}
