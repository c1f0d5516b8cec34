import type * as v from 'valibot'

/** What does not fit, without the value itself: values may be secrets or messages of clients. */
export interface Issue {
  /** Where, for example `contacts[3].contactData[0].chatType`. Empty for the whole input. */
  path: string
  /** What was expected and what kind of thing came. */
  message: string
}

/** Turns valibot's issues into ours: path and expectation, never a value. */
export function issuesOf(issues: readonly v.BaseIssue<unknown>[]): Issue[] {
  return issues.slice(0, 20).flatMap((issue) => {
    const deeper = issue.type === 'variant' || issue.type === 'union' ? issue.issues : undefined
    if (deeper?.length && issue.path === undefined && issue.type === 'variant') return issuesOf(deeper)
    return [{ path: pathOf(issue), message: messageOf(issue) }]
  })
}

function pathOf(issue: v.BaseIssue<unknown>): string {
  let path = ''
  for (const step of issue.path ?? []) {
    const key = (step as { key: unknown }).key
    path += typeof key === 'number' ? `[${key}]` : path === '' ? String(key) : `.${String(key)}`
  }
  return path
}

function messageOf(issue: v.BaseIssue<unknown>): string {
  if (issue.type === 'strict_object' && issue.expected === 'never') return 'is not a field of this call'
  if (issue.kind === 'validation') {
    // Checks of our own say what they expect in their message; valibot's own say it in `expected`.
    const own = issue.type === 'check' || issue.message.startsWith('at ') || issue.message.startsWith('each ')
    return `must be ${own ? issue.message : expectation(issue.expected ?? issue.message)}`
  }
  if (issue.type === 'raw_transform') return `must be ${issue.message}`
  const kind = kindOf(issue.input)
  // A missing key is reported under its own name in quotes, which says nothing new.
  if (kind === 'nothing')
    return issue.expected?.startsWith('"') ? 'is missing' : `is missing: must be ${plain(issue.expected)}`
  return `must be ${plain(issue.expected)}, not ${kind}`
}

/** The schema library names classes. */
function plain(expected: string | null): string | null {
  return expected === 'Object' ? 'an object' : expected === 'Array' ? 'an array' : expected
}

function expectation(expected: string): string {
  return expected === '!0' ? 'not empty' : expected
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
