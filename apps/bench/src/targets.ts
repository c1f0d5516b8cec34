/** What a run must show for a target to be met: at most this much. */
export interface Target {
  id: string
  what: string
  atMost: number
  unit: string
  digits: number
}

/** The targets of this project that a benchmark can decide. */
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
  validation: { id: 'T7', what: 'validation of 100 good items, share of JSON.parse', atMost: 6, unit: ' %', digits: 1 },
  bundleWorker: { id: 'T8', what: 'bundle of one send, worker, brotli', atMost: 7, unit: ' KB', digits: 1 },
  bundleNode: { id: 'T8', what: 'bundle of one send, node, brotli', atMost: 7, unit: ' KB', digits: 1 },
  coldTime: { id: 'T10', what: 'cold import and construct', atMost: 8, unit: ' ms', digits: 1 },
  coldMemory: { id: 'T10', what: 'memory of it', atMost: 3, unit: ' MB', digits: 1 },
  installPackages: { id: 'T11', what: 'packages installed', atMost: 6, unit: '', digits: 0 },
  installSize: { id: 'T11', what: 'size installed', atMost: 3.5, unit: ' MB', digits: 2 },
} as const satisfies Record<string, Target>

/** A target beside what was measured. */
export interface Verdict {
  target: Target
  /** Nothing when it could not be measured. */
  measured: number | undefined
}

/** Met, or by how much missed. */
export function verdictText({ target, measured }: Verdict): string {
  if (measured === undefined || Number.isNaN(measured)) return 'not measured'
  const { atMost, unit, digits } = target
  if (measured <= atMost) return 'met'
  const share = ((measured / atMost - 1) * 100).toFixed(0)
  return `missed by ${(measured - atMost).toFixed(digits)}${unit} (${share} %)`
}
