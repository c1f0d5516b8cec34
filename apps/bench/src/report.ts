import { table } from './tables.ts'
import { verdictText, type Verdict } from './targets.ts'

/** The result of one part of the benchmark: its text and its verdicts. */
export interface Report {
  text: string
  verdicts: readonly Verdict[]
}

/** Returns the verdicts as a table. */
export function verdictTable(verdicts: readonly Verdict[]): string {
  return table(
    ['Target', 'What', 'At most', 'Measured', 'Verdict'],
    verdicts.map((verdict) => {
      const { target, measured } = verdict
      const value = measured === undefined ? '' : `${measured.toFixed(target.digits)}${target.unit}`
      return [target.id, target.what, `${target.atMost}${target.unit}`, value, verdictText(verdict)]
    }),
  )
}
