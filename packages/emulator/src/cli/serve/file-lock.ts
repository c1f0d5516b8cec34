import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { resolve } from 'node:path'
import { codeOf } from './error-code.ts'

/** The process that holds a lock. */
interface Holder {
  pid: number
  host: string
}

const BEAT_MS = 2_000

/** A lock whose file was not touched for so long belongs to a process that was killed. */
const STALE_MS = 10_000

/** Locks that this process holds. Of other processes, only the file is known. */
const held = new Set<string>()

function isRunning({ pid }: Holder): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** A lock that was found: its age, and its holder unless the file is not readable. */
interface FoundLock {
  holder?: Holder | undefined
  age: number
}

function readHolder(text: string): Holder | undefined {
  try {
    const { pid, host } = JSON.parse(text) as Partial<Holder>
    return typeof pid === 'number' && typeof host === 'string' ? { pid, host } : undefined
  } catch {
    return undefined
  }
}

/** Reads a lock; undefined when it is gone. */
async function readLock(lock: string): Promise<FoundLock | undefined> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(lock, 'utf8'), stat(lock)])
    return { holder: readHolder(text), age: Date.now() - mtimeMs }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/**
 * Returns whether the process of a lock is gone. Of another machine or container only the age is known; and a process
 * with the same number may be another one.
 */
function isStale(lock: string, { holder, age }: FoundLock): boolean {
  if (held.has(lock)) return false
  if (age > STALE_MS) return true
  return holder !== undefined && holder.host === hostname() && (holder.pid === process.pid || !isRunning(holder))
}

/**
 * Locks a file against other emulators, with a file beside it. Returns a function that releases the lock.
 *
 * @throws When another process holds the lock, or when it cannot be written.
 */
export async function lockFile(path: string): Promise<() => Promise<void>> {
  const lock = `${resolve(path)}.lock`
  const me = JSON.stringify({ pid: process.pid, host: hostname() } satisfies Holder)
  for (let attempt = 0; ; attempt += 1) {
    try {
      await writeFile(lock, me, { flag: 'wx' })
      break
    } catch (error) {
      if (codeOf(error) !== 'EEXIST')
        throw new Error(`${path} cannot be written: ${(error as Error).message}`, { cause: error })
    }
    const found = await readLock(lock)
    if (found && (attempt > 5 || !isStale(lock, found))) {
      const by = found.holder ? ` (process ${found.holder.pid} on ${found.holder.host})` : ''
      throw new Error(
        `${path} is in use by another emulator${by}: stop it, or use another file. ` +
          `If it was killed, start again in ${STALE_MS / 1_000} seconds`,
      )
    }
    // A rename, because only one of two processes that find the same stale lock can do it.
    const stale = `${lock}.${process.pid}`
    if (found)
      await rename(lock, stale).then(
        () => rm(stale, { force: true }),
        () => {},
      )
  }
  held.add(lock)
  const timer = setInterval(() => {
    const now = new Date()
    utimes(lock, now, now).catch(() => {})
  }, BEAT_MS)
  timer.unref()
  return async () => {
    clearInterval(timer)
    held.delete(lock)
    await rm(lock, { force: true })
  }
}
