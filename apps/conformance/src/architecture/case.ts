import type { Rule, TextFile } from './text-file.ts'

/** A rule about the repository, with files that prove that it can pass and fail. */
export interface Case {
  name: string
  rule: Rule
  /** Files that keep the rule. */
  right: TextFile[]
  /** Files that each break the rule, with a part of the expected finding. */
  wrong: [TextFile, string][]
}

/** Returns a file that exists only in a test. */
export function file(path: string, ...lines: string[]): TextFile {
  return { path, text: lines.join('\n') }
}

/** Returns the package.json of a package or an app. */
export function manifest(home: string, name: string, fields: Record<string, Record<string, string>> = {}): TextFile {
  return file(`${home}/package.json`, JSON.stringify({ name, ...fields }))
}
