/** A target: the measured value may be at most `atMost`. */
export interface Target {
  id: string
  what: string
  atMost: number
  unit: string
  digits: number
}

/** All targets that a benchmark can check. */
export const targets = {
  sendMany: { id: 'T1', what: 'send, 64 in flight, CPU over raw fetch', atMost: 1.12, unit: 'x', digits: 2 },
  sendOne: { id: 'T1', what: 'send, 1 in flight, CPU over raw fetch', atMost: 1.12, unit: 'x', digits: 2 },
  sdkAlone: { id: 'T2', what: 'SDK alone, CPU per send beyond a bare call', atMost: 4, unit: ' µs', digits: 1 },
  nodeMany: {
    id: 'T3',
    what: 'send on nodeFetch(), 64 in flight, CPU over raw fetch',
    atMost: 0.3,
    unit: 'x',
    digits: 2,
  },
  nodeOne: {
    id: 'T3',
    what: 'send on nodeFetch(), 1 in flight, CPU over raw fetch',
    atMost: 0.3,
    unit: 'x',
    digits: 2,
  },
  receiveOne: { id: 'T4', what: 'receive 1 message, CPU over request.json()', atMost: 1.05, unit: 'x', digits: 2 },
  receiveHundred: { id: 'T4', what: 'receive 100 messages', atMost: 1.1, unit: 'x', digits: 2 },
  receiveMany: { id: 'T4', what: 'receive 5,000 messages', atMost: 1.12, unit: 'x', digits: 2 },
  expressOne: { id: 'T5', what: '1 message on Express 5, CPU over node:http', atMost: 1.35, unit: 'x', digits: 2 },
  expressHundred: { id: 'T5', what: '100 messages on Express 5', atMost: 1.2, unit: 'x', digits: 2 },
  expressMany: { id: 'T5', what: '5,000 messages on Express 5', atMost: 1.15, unit: 'x', digits: 2 },
  nestOne: { id: 'T6', what: '1 message on Nest with Express, CPU over node:http', atMost: 1.6, unit: 'x', digits: 2 },
  nestHundred: { id: 'T6', what: '100 messages on Nest with Express', atMost: 1.3, unit: 'x', digits: 2 },
  nestMany: { id: 'T6', what: '5,000 messages on Nest with Express', atMost: 1.4, unit: 'x', digits: 2 },
  fastifyOne: { id: 'T6', what: '1 message on Nest with Fastify', atMost: 1.35, unit: 'x', digits: 2 },
  fastifyHundred: { id: 'T6', what: '100 messages on Nest with Fastify', atMost: 1.25, unit: 'x', digits: 2 },
  fastifyMany: { id: 'T6', what: '5,000 messages on Nest with Fastify', atMost: 1.3, unit: 'x', digits: 2 },
  validation: { id: 'T7', what: 'validation of 100 good items, share of JSON.parse', atMost: 6, unit: ' %', digits: 1 },
  bundleWorker: { id: 'T8', what: 'bundle of one send, worker, brotli', atMost: 7, unit: ' KB', digits: 1 },
  bundleNode: { id: 'T8', what: 'bundle of one send, node, brotli', atMost: 7, unit: ' KB', digits: 1 },
  bundleReceive: { id: 'T9', what: 'bundle of receive, worker, brotli', atMost: 3, unit: ' KB', digits: 1 },
  coldTime: { id: 'T10', what: 'cold import and construct', atMost: 8, unit: ' ms', digits: 1 },
  coldMemory: { id: 'T10', what: 'memory of it', atMost: 3, unit: ' MB', digits: 1 },
  coldReceive: { id: 'T10', what: 'cold import and construct, receive', atMost: 6, unit: ' ms', digits: 1 },
  growth: {
    id: 'T12',
    what: 'CPU per message of 5,000, over that of 100, as request.json() grows',
    atMost: 1.1,
    unit: 'x',
    digits: 2,
  },
  storeHandled: { id: 'T13', what: 'message handled from the store, 20 handlers', atMost: 250, unit: ' µs', digits: 0 },
  storeOverBare: { id: 'T13', what: 'the store alone, time over bare statements', atMost: 1.5, unit: 'x', digits: 2 },
  storeLatency: { id: 'T13', what: 'delivery to end of handler, 50/s, p99', atMost: 20, unit: ' ms', digits: 1 },
  storeMemory: { id: 'T13', what: 'memory after many messages, beyond opening', atMost: 100, unit: ' MB', digits: 0 },
  storeOpening: { id: 'T13', what: 'open a store, up to 100,000 waiting lanes', atMost: 300, unit: ' ms', digits: 0 },
  postgresHandled: {
    id: 'T13',
    what: 'message handled from PostgreSQL, one process, 20 handlers',
    atMost: 1_111,
    unit: ' µs',
    digits: 0,
  },
  postgresLatency: {
    id: 'T13',
    what: 'the same, delivery to end of handler, 50/s, p99',
    atMost: 70,
    unit: ' ms',
    digits: 1,
  },
  postgresClaim: { id: 'T13', what: 'claim 20 lanes of those that wait, p99', atMost: 15, unit: ' ms', digits: 1 },
  installPackages: { id: 'T11', what: 'packages installed', atMost: 6, unit: '', digits: 0 },
  installSize: { id: 'T11', what: 'size installed', atMost: 3.5, unit: ' MB', digits: 2 },
} as const satisfies Record<string, Target>

/** A target with the measured value. */
export interface Verdict {
  target: Target
  /** Undefined if it could not be measured. */
  measured: number | undefined
}

/** Returns whether a target is met, or by how much it is missed. */
export function verdictText({ target, measured }: Verdict): string {
  if (measured === undefined || Number.isNaN(measured)) return 'not measured'
  const { atMost, unit, digits } = target
  if (measured <= atMost) return 'met'
  const share = ((measured / atMost - 1) * 100).toFixed(0)
  return `missed by ${(measured - atMost).toFixed(digits)}${unit} (${share} %)`
}
