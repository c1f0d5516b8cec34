import type { RuleId } from '../rules/groups.ts'

/**
 * Names the rules that a test proves, in its title: ``it(`is rejected within 60 seconds ${obeys('send/repeat')}`, …)``.
 * `rules.test.ts` checks that a test names each rule.
 */
export function obeys(...ids: [RuleId, ...RuleId[]]): string {
  return `[${ids.join(', ')}]`
}
