import type * as v from 'valibot'

/** An invalid value, without the value itself, which may be a secret or the message of a customer. */
export interface Issue {
  /** Path of the value, for example `contacts[3].contactData[0].chatType`. Empty for the whole input. */
  path: string
  /** What was expected, and the type of the value. */
  message: string
}

/** What is wrong with a field that the schema does not have. */
export const unknownField = 'is not a field of this call'

/** Converts the issues of valibot to ours, which have a path and an expectation and never contain a value. */
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
  if (issue.type === 'strict_object' && issue.expected === 'never') return unknownField
  if (issue.kind === 'validation') {
    // Our own checks have the expectation in `message`, those of valibot have it in `expected`.
    const own = issue.type === 'check' || issue.message.startsWith('at ') || issue.message.startsWith('each ')
    return `must be ${own ? issue.message : expectation(issue.expected ?? issue.message)}`
  }
  if (issue.type === 'raw_transform') return `must be ${issue.message}`
  const kind = kindOf(issue.input)
  // For a missing key, `expected` is the name of the key in quotes, which is already in the path.
  if (kind === 'nothing')
    return issue.expected?.startsWith('"') ? 'is missing' : `is missing: must be ${plain(issue.expected)}`
  return `must be ${plain(issue.expected)}, not ${kind}`
}

/** Replaces the class names that valibot uses. */
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
