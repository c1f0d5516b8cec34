type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** How a request travels, drawn anew for each. */
interface Travel {
  /** Milliseconds until the request is at Wazzup. */
  there: number
  /** Milliseconds it may still arrive after its client gave up: 5 seconds at most, as our window assumes. */
  afterGivingUp: number
  /** A failure of the connection: before the request left, or after Wazzup had it. */
  failure: 'none' | 'before' | 'after'
}

// Codes that come from `connect` and from `read` alike: the system call alone says whether the request had left.
const codes = ['EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL', 'ETIMEDOUT', 'ECONNRESET']

/** A network that misbehaves. */
export interface BadNetwork {
  fetch: Fetch
  /**
   * Delivers everything that is under way, and all that follows at once, until this is called again: a machine that
   * falls asleep does not stop what it has sent.
   */
  beQuick(quick: 'from now on' | 'no longer'): void
}

/**
 * Makes a network out of a fetch that works at once: requests arrive late, also after their client has given up, and
 * connections fail before and after they arrive.
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
    // A part of the aborted requests never arrives.
    afterGivingUp: random() < 0.3 ? -1 : random() * 5_000,
    failure: drawn < 0.1 ? 'before' : drawn < 0.25 ? 'after' : 'none',
  }
}

/** Resolves when the request is at Wazzup; with false when it never arrives. */
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
