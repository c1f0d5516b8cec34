import { groups } from './groups.ts'
import type { Rule, RuleFunction } from './rule.ts'
import type { Rules } from './rule-data.ts'

/** Rules that belong together, in the order in which they are printed. */
export interface RuleGroup {
  readonly title: string
  readonly rules: readonly Rule[]
}

function rulesIn(list: Rules | readonly RuleFunction[]): readonly Rule[] {
  if (Array.isArray(list)) return (list as readonly RuleFunction[]).flatMap(({ rules }) => rules)
  return Object.entries(list as Rules).map(([id, stated]) => ({ id, ...stated }))
}

/** All rules that the emulator keeps, for the documentation. */
export const ruleGroups: readonly RuleGroup[] = Object.entries(groups).map(([title, lists]) => ({
  title,
  rules: lists.flatMap(rulesIn),
}))

/** The same as one list. */
export const rules: readonly Rule[] = ruleGroups.flatMap((group) => group.rules)
