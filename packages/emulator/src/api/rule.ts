import type { Basis } from '@wazzup-kit/core/capabilities'
import type { Code } from './responses.ts'

/** One thing that the emulator does, and how well it is known that Wazzup does it. */
export interface Rule {
  /** In one sentence. */
  readonly rule: string
  /** The page of Wazzup that says it or, for what stands on none, the one about the same thing. */
  readonly page: string
  readonly basis: Basis
  /** The errors by which it shows: of an answer, or of a webhook. */
  readonly codes?: readonly Code[] | undefined
  /** When those come: by themselves, once the rule is broken, unless told otherwise. */
  readonly codesCome?: 'on command' | undefined
  /** What changes it: an option of `createEmulator`, or a field of the seed or the state. */
  readonly option?: string | undefined
}

/** Rules by their id, `noun/what`. */
export type Rules = Readonly<Record<string, Rule>>

type More = Pick<Rule, 'codes' | 'codesCome' | 'option'>

/** A rule that a page states. */
export function documented(page: string, rule: string, more?: More): Rule {
  return { rule, page, basis: 'documented', ...more }
}

/** A rule that somebody saw on a real account. */
export function seenLive(page: string, rule: string, more?: More): Rule {
  return { rule, page, basis: 'seen live', ...more }
}

/** A rule that stands in public code that calls the API. */
export function seenInCode(page: string, rule: string, more?: More): Rule {
  return { rule, page, basis: 'seen in code', ...more }
}

/** A rule that is our own conclusion: the pages are silent, or contradict each other. */
export function judged(page: string, rule: string, more?: More): Rule {
  return { rule, page, basis: 'judgement', ...more }
}
