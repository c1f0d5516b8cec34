import type { Rule, TextFile } from './text-file.ts'

/** A rule, and the proof that it can fail. */
export interface Case {
  name: string
  rule: Rule
  /** Files that are as they should be. */
  right: TextFile[]
  /** Files that must each be found, with the finding. */
  wrong: [TextFile, string][]
}

/** A file that exists only to break a rule. */
export function file(path: string, ...lines: string[]): TextFile {
  return { path, text: lines.join('\n') }
}

/** The manifest of a package or an app. */
export function manifest(home: string, name: string, fields: Record<string, Record<string, string>> = {}): TextFile {
  return file(`${home}/package.json`, JSON.stringify({ name, ...fields }))
}
