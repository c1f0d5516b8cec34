import { groups } from './groups.ts'
import type { Rule, RuleFunction } from './rule.ts'

/** Rules under one title of the documentation, in printed order. */
export interface RuleGroup {
  /** Title of the group, for example `Templates`. */
  readonly title: string
  /** Rules of the group. */
  readonly rules: readonly Rule[]
}

/** All rules of the emulator by group, for the documentation. */
export const ruleGroups: readonly RuleGroup[] = Object.entries(groups).map(([title, lists]) => ({
  title,
  rules: lists.flatMap((list: readonly RuleFunction[]) => list).flatMap((keeper) => keeper.rules),
}))

/** All rules of the emulator as one list. */
export const rules: readonly Rule[] = ruleGroups.flatMap((group) => group.rules)
