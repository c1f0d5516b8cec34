import { table } from './tables.ts'
import { verdictText, type Verdict } from './targets.ts'

/** What a part of the bench hands in: its text, and what it found out about the targets. */
export interface Report {
  text: string
  verdicts: readonly Verdict[]
}

/** The targets of a report as a table. */
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
