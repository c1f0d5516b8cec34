import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'

/** The process that holds a lock. */
interface Holder {
  pid: number
  host: string
}

const BEAT_MS = 2_000

/** A lock whose file was not touched for so long belongs to a process that was killed. */
const STALE_MS = 10_000

const codeOf = (error: unknown): string | undefined => (error as { code?: string | undefined }).code

function isRunning({ pid }: Holder): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** Reads a lock; undefined when it is gone, and without a holder when it is not readable. */
async function readLock(lock: string): Promise<{ holder?: Holder | undefined; age: number } | undefined> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(lock, 'utf8'), stat(lock)])
    const age = Date.now() - mtimeMs
    const { pid, host } = JSON.parse(text) as Partial<Holder>
    return typeof pid === 'number' && typeof host === 'string' ? { holder: { pid, host }, age } : { age }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    return {
      age:
        Date.now() -
        (await stat(lock).then(
          ({ mtimeMs }) => mtimeMs,
          () => 0,
        )),
    }
  }
}

/**
 * Returns whether the process of a lock is gone. Of another machine or container only the age is known; and a process
 * with the same number may be another one.
 */
function isStale({ holder, age }: { holder?: Holder | undefined; age: number }): boolean {
  if (age > STALE_MS) return true
  return holder !== undefined && holder.host === hostname() && (holder.pid === process.pid || !isRunning(holder))
}

/**
 * Locks a file against other emulators, with a file beside it. Returns a function that releases the lock.
 *
 * @throws When another process holds the lock, or when it cannot be written.
 */
export async function lockFile(path: string): Promise<() => Promise<void>> {
  const lock = `${path}.lock`
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
    if (found && (attempt > 5 || !isStale(found))) {
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
  const timer = setInterval(() => {
    const now = new Date()
    utimes(lock, now, now).catch(() => {})
  }, BEAT_MS)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await rm(lock, { force: true })
  }
}
