import type { Basis } from '@wazzup-kit/core/capabilities'
import type { Code } from '../api/responses.ts'

/** One statement about Wazzup that the emulator keeps, and how well it is known to be true. */
export interface Rule {
  /** `noun/what`. A test names it. */
  readonly id: string
  /** What Wazzup does, in plain English. */
  readonly sentence: string
  /** The page of Wazzup's documentation that says it or, for what is undocumented, the page about the same thing. */
  readonly docUrl: string
  readonly basis: Basis
  /** The errors by which it shows: of a response, or of a webhook. */
  readonly codes?: readonly Code[] | undefined
  /**
   * When those errors come: `on command` only.
   *
   * @default by themselves, once the rule is broken
   */
  readonly codesCome?: 'on command' | undefined
  /** What changes it: an option of `createEmulator`, a field of the seed or the state, or a function. */
  readonly option?: string | undefined
}

/** A function that keeps rules, with what they say. */
export interface RuleFunction<Kept extends Rule = Rule> {
  readonly rules: readonly Kept[]
}

type AnyFunction = (...args: never[]) => unknown

/**
 * Returns the function with the rules that it keeps. What a function is documented to do stands where it is done, and
 * the documentation prints from it.
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
