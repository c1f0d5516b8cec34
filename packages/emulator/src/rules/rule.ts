import type { Basis } from '@wazzup-kit/core/messengers'
import type { Code } from '../api/responses.ts'

/** One statement about Wazzup that the emulator implements, and what it is based on. */
export interface Rule {
  /** Id of the rule, `noun/what`. At least one test names it in its title. */
  readonly id: string
  /** Statement about Wazzup in plain English. */
  readonly sentence: string
  /** Page of Wazzup's documentation that states the rule or, if it is undocumented, the page on the same subject. */
  readonly docUrl: string
  /** What the rule is based on: Wazzup's documentation, an observation in production, public code or our assumption. */
  readonly basis: Basis
  /** Error codes that the rule causes, in a response or in a webhook. */
  readonly codes?: readonly Code[] | undefined
  /**
   * `on command`: these errors occur only on command.
   *
   * @default they occur when a request breaks the rule
   */
  readonly codesCome?: 'on command' | undefined
  /** Option of `createEmulator`, field of the seed or the state, or function that changes the behaviour. */
  readonly option?: string | undefined
}

/** A function that implements rules, with these rules. */
export interface RuleFunction<Kept extends Rule = Rule> {
  readonly rules: readonly Kept[]
}

type AnyFunction = (...args: never[]) => unknown

/**
 * Returns the function with the rules that it implements. The documentation is printed from these rules, so each
 * statement
 * is next to its code.
 *
 * @example
 *   export const rejectEmptyText = rule(
 *     {
 *       id: 'send/empty-text',
 *       sentence: 'Wazzup rejects a send with an empty text.',
 *       docUrl: docUrls.messages,
 *       basis: 'documented',
 *     },
 *     (text: unknown) => (text === '' ? 'MESSAGES_TEXT_CAN_NOT_BE_BLANK' : undefined),
 *   )
 */
export function rule<const Kept extends Rule, Keeper extends AnyFunction>(
  rules: Kept | readonly Kept[],
  keeper: Keeper,
): Keeper & RuleFunction<Kept> {
  return Object.assign(keeper, { rules: [rules].flat() as Kept[] })
}
