/** The median and the middle half of measurements. */
export interface Spread {
  median: number
  /** A quarter of the measurements is below. */
  low: number
  /** A quarter of the measurements is above. */
  high: number
  turns: number
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((one, other) => one - other)
  return {
    median: between(sorted, 0.5),
    low: between(sorted, 0.25),
    high: between(sorted, 0.75),
    turns: sorted.length,
  }
}

function between(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) return Number.NaN
  const place = share * (sorted.length - 1)
  const below = sorted[Math.floor(place)]!
  return below + (sorted[Math.ceil(place)]! - below) * (place - Math.floor(place))
}

/** Returns the value below which this share of the values is. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}
