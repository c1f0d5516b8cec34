/** The number of measurements: many for results, few to check that every part runs. */
export interface Pace {
  turns: number
  /** Calls before the first turn. Node's fetch reaches full speed after about 20,000 calls. */
  warmUpCalls: number
  coldSamples: number
  /** Messages of one turn of the store. */
  storeMessages: number
  /** Lanes that wait in a store while it is opened and claimed from. */
  waitingLanes: readonly number[]
}

export const fullPace: Pace = {
  turns: 11,
  warmUpCalls: 20_000,
  coldSamples: 15,
  storeMessages: 20_000,
  waitingLanes: [100, 1_000, 10_000, 100_000],
}
export const quickPace: Pace = {
  turns: 3,
  warmUpCalls: 2_000,
  coldSamples: 5,
  storeMessages: 2_000,
  waitingLanes: [100, 1_000],
}
