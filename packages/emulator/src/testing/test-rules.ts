import type { RuleId } from '../rules/groups.ts'

/**
 * Names the rules that a test proves, in its title: ``it(`is refused within 60 seconds ${obeys('send/repeat')}`, …)``. A
 * test makes sure that every rule is named by one.
 */
export function obeys(...ids: [RuleId, ...RuleId[]]): string {
  return `[${ids.join(', ')}]`
}
