import type { Life, SimulatedTime } from './simulated-time.ts'
import { runAs, whenRunning } from './simulated-time.ts'

/** Milliseconds after which a request arrives at the latest when its attempt has ended or its process has died (A3). */
const latest = 5_000

/** How often requests are slow. */
export interface NetworkChances {
  slow: number
  failure: number
}

/** A network on which requests arrive late, also after the client gave up or its process died. */
export interface LateNetwork {
  fetch(life: Life, url: string, init: RequestInit): Promise<Response>
  /** Number of requests that arrived after the client gave up, or after its process died. */
  late(): number
}

/** Creates the network between processes and Wazzup. */
export function createLateNetwork(
  fetch: typeof globalThis.fetch,
  { time, random, chances }: { time: SimulatedTime; random: () => number; chances: () => NetworkChances },
): LateNetwork {
  let late = 0

  /** Resolves with true when the request arrives at Wazzup, and with false when it never does. */
  function travel(life: Life, signal: AbortSignal | undefined): Promise<boolean> {
    const there = random() < chances().slow ? random() * 30_000 : random() * 100
    return new Promise((resolve) => {
      let isOver = false
      let isHurried = false
      const end = (arrives: boolean): void => {
        if (isOver) return
        isOver = true
        life.hurry.delete(hurry)
        if (arrives && isHurried) late++
        resolve(arrives)
      }
      const hurry = (): void => {
        if (isHurried) return
        isHurried = true
        if (random() < 0.25) end(false)
        else void time.sleep(random() * latest).then(() => end(true))
      }
      life.hurry.add(hurry)
      signal?.addEventListener('abort', hurry)
      if (life.isDead || life.pending) hurry()
      void time.sleep(there).then(() => end(true))
    })
  }

  return {
    async fetch(life, url, { signal, ...init }) {
      const given = signal ?? undefined
      const failure = random() < chances().failure ? (random() < 0.5 ? 'connect' : 'read') : undefined
      if (failure === 'connect') throw broken('connect')
      const aborted = new Promise<never>((_, reject) =>
        given?.addEventListener('abort', () => reject(given.reason as Error)),
      )
      aborted.catch(() => {})
      const answered = travel(life, given).then((arrives) =>
        arrives ? runAs(undefined, () => fetch(url, init)) : new Promise<never>(() => {}),
      )
      answered.catch(() => {})
      try {
        const response = await Promise.race([answered, aborted])
        if (failure === 'read') throw broken('read')
        return response
      } finally {
        await whenRunning(life)
      }
    },
    late: () => late,
  }
}

function broken(syscall: 'connect' | 'read'): TypeError {
  const cause = Object.assign(new Error(`${syscall} ECONNRESET`), { code: 'ECONNRESET', syscall })
  return new TypeError('fetch failed', { cause })
}
