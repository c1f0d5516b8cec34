type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** The delays and failures of one request, drawn at random. */
interface Travel {
  /** Milliseconds until the request arrives at Wazzup. */
  there: number
  /** Milliseconds between an abort and the arrival of the request, at most 5,000 as the repeat window assumes; -1: never. */
  afterGivingUp: number
  /** When the connection fails: before the request is sent, or after Wazzup has it. */
  failure: 'none' | 'before' | 'after'
}

// Both `connect` and `read` fail with these codes. Only the system call shows whether the request was sent.
const codes = ['EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL', 'ETIMEDOUT', 'ECONNRESET']

/** An unreliable network. */
export interface BadNetwork {
  fetch: Fetch
  /**
   * Delivers all pending and following requests at once until this is called again. Requests that a machine sent before
   * it fell asleep still arrive.
   */
  beQuick(quick: 'from now on' | 'no longer'): void
}

/**
 * Creates an unreliable network around a `fetch`. Requests arrive late, also after their client aborted, and connections
 * fail before or after the request arrives.
 */
export function createBadNetwork(fetch: Fetch, random: () => number): BadNetwork {
  const underWay = new Set<() => void>()
  let isQuick = false
  const send: Fetch = async (url, init) => {
    const drawn = drawTravel(random)
    const travel = isQuick ? { ...drawn, there: 0, afterGivingUp: -1 } : drawn
    const code = codes[Math.floor(random() * codes.length)]!
    if (travel.failure === 'before') throw failure(code, 'connect')
    const { signal, ...request } = init
    const arrival = arrive(underWay, signal ?? undefined, travel)
    const answered = arrival.then((arrives) => (arrives ? fetch(url, request) : new Promise<never>(() => {})))
    answered.catch(() => {})
    const response = await Promise.race([answered, whenAborted(signal ?? undefined)])
    if (travel.failure === 'after') throw failure(code, 'read')
    return response
  }
  return {
    fetch: send,
    beQuick(quick) {
      isQuick = quick === 'from now on'
      if (!isQuick) return
      for (const deliver of underWay) deliver()
    },
  }
}

function drawTravel(random: () => number): Travel {
  const drawn = random()
  return {
    there: random() < 0.6 ? 0 : random() * 30_000,
    // Some of the aborted requests never arrive.
    afterGivingUp: random() < 0.3 ? -1 : random() * 5_000,
    failure: drawn < 0.1 ? 'before' : drawn < 0.25 ? 'after' : 'none',
  }
}

/** Resolves with true when the request arrives at Wazzup, or with false if it never arrives. */
function arrive(
  underWay: Set<() => void>,
  signal: AbortSignal | undefined,
  { there, afterGivingUp }: Travel,
): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (arrives: boolean): void => {
      clearTimeout(timer)
      underWay.delete(deliver)
      resolve(arrives)
    }
    const deliver = (): void => end(true)
    let timer = setTimeout(deliver, there)
    underWay.add(deliver)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      if (afterGivingUp < 0) end(false)
      else timer = setTimeout(deliver, afterGivingUp)
    })
  })
}

function whenAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)))
}

function failure(code: string, syscall: 'connect' | 'read'): TypeError {
  return new TypeError('fetch failed', {
    cause: Object.assign(new Error(`${syscall} ${code}`), { code, syscall }),
  })
}
