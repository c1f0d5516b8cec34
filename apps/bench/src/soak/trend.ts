/** A value that was measured some seconds after the start. */
export interface Sample {
  seconds: number
  value: number
}

/** Parts of a run of which only the lowest value counts: between two collections of garbage, a heap grows. */
const parts = 20

/** Returns by how much the floor of a value grows in an hour. The first quarter of the run is left out: it warms up. */
export function growthPerHour(samples: readonly Sample[]): number {
  const steady = samples.slice(Math.floor(samples.length / 4))
  const size = Math.max(1, Math.ceil(steady.length / parts))
  const floors: Sample[] = []
  for (let start = 0; start < steady.length; start += size) {
    floors.push(steady.slice(start, start + size).reduce((low, each) => (each.value < low.value ? each : low)))
  }
  return slopeOf(floors) * 3_600
}

/** Returns the slope of the line with the least squares. */
function slopeOf(samples: readonly Sample[]): number {
  const mean = (of: (sample: Sample) => number) => samples.reduce((sum, each) => sum + of(each), 0) / samples.length
  const seconds = mean((each) => each.seconds)
  const value = mean((each) => each.value)
  const covariance = mean((each) => (each.seconds - seconds) * (each.value - value))
  return covariance / mean((each) => (each.seconds - seconds) ** 2)
}
