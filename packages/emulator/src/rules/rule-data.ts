import type { Rule } from './rule.ts'

/** Rules by their id, `noun/what`. */
export type Rules = Readonly<Record<string, Omit<Rule, 'id'>>>

type More = Pick<Rule, 'codes' | 'codesCome' | 'option'>
type Stated = Omit<Rule, 'id'>

/** A rule that a page states. */
export function documented(docUrl: string, sentence: string, more?: More): Stated {
  return { sentence, docUrl, basis: 'documented', ...more }
}

/** A rule that somebody saw on a real account. */
export function seenLive(docUrl: string, sentence: string, more?: More): Stated {
  return { sentence, docUrl, basis: 'observed in production', ...more }
}

/** A rule that stands in public code that calls the API. */
export function seenInCode(docUrl: string, sentence: string, more?: More): Stated {
  return { sentence, docUrl, basis: 'found in public code', ...more }
}

/** A rule that is our own conclusion: the pages are silent, or contradict each other. */
export function judged(docUrl: string, sentence: string, more?: More): Stated {
  return { sentence, docUrl, basis: 'our assumption', ...more }
}
