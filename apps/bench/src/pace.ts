/** The number of measurements: many for results, few to check that every part runs. */
export interface Pace {
  turns: number
  /** Calls before the first turn. Node's fetch reaches full speed after about 20,000 calls. */
  warmUpCalls: number
  coldSamples: number
}

export const fullPace: Pace = { turns: 11, warmUpCalls: 20_000, coldSamples: 15 }
export const quickPace: Pace = { turns: 3, warmUpCalls: 2_000, coldSamples: 5 }
