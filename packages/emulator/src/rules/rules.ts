import { groups } from './groups.ts'
import type { Rule, RuleFunction } from './rule.ts'

/** Rules that belong together, in the order in which they are printed. */
export interface RuleGroup {
  readonly title: string
  readonly rules: readonly Rule[]
}

/** All rules that the emulator keeps, for the documentation. */
export const ruleGroups: readonly RuleGroup[] = Object.entries(groups).map(([title, lists]) => ({
  title,
  rules: lists.flatMap((list: readonly RuleFunction[]) => list).flatMap((keeper) => keeper.rules),
}))

/** The same as one list. */
export const rules: readonly Rule[] = ruleGroups.flatMap((group) => group.rules)
