import type { Rule } from './rule.ts'

/** Rules of `simulate` by their id, until the functions there keep them. */
export type Rules = Readonly<Record<string, Omit<Rule, 'id'>>>

type More = Pick<Rule, 'codes' | 'codesCome' | 'option'>
type Stated = Omit<Rule, 'id'>

/** A rule that a page states. */
export function documented(docUrl: string, sentence: string, more?: More): Stated {
  return { sentence, docUrl, basis: 'documented', ...more }
}

/** A rule that was observed in production. */
export function seenLive(docUrl: string, sentence: string, more?: More): Stated {
  return { sentence, docUrl, basis: 'observed in production', ...more }
}

/** A rule that is undocumented; our assumption. */
export function judged(docUrl: string, sentence: string, more?: More): Stated {
  return { sentence, docUrl, basis: 'our assumption', ...more }
}
