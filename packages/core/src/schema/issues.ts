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
    const deeper = issue.type === 'variant' && issue.path === undefined ? issue.issues : undefined
    return deeper?.length ? issuesOf(deeper) : [{ path: pathOf(issue), message: messageOf(issue) }]
  })
}

function pathOf({ path = [] as never }: v.BaseIssue<unknown>): string {
  const keys = (path as readonly { key: unknown }[]).map(({ key }) =>
    typeof key === 'number' ? `[${key}]` : `.${key}`,
  )
  return keys.join('').replace(/^\./, '')
}

function messageOf(issue: v.BaseIssue<unknown>): string {
  if (issue.type === 'strict_object' && issue.expected === 'never') return unknownField
  // Our own checks have the expectation in `message`, those of valibot have it in `expected`.
  const isOwn = /check|raw_tr/.test(issue.type) || /^(at|each) /.test(issue.message)
  if (isOwn || issue.kind === 'validation') {
    const expected = isOwn ? issue.message : (issue.expected ?? issue.message)
    return `must be ${expected === '!0' ? 'not empty' : expected}`
  }
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

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
