/** How long the bench takes its time: many turns for figures to quote, few to see that all runs. */
export interface Pace {
  turns: number
  /** Node's fetch is only at full speed after some 20,000 calls; fewer rank the luck of the compiler. */
  warmUpCalls: number
  coldSamples: number
}

export const fullPace: Pace = { turns: 11, warmUpCalls: 20_000, coldSamples: 15 }
export const quickPace: Pace = { turns: 3, warmUpCalls: 2_000, coldSamples: 5 }
