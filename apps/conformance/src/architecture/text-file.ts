/** A file of this repository: its path from the root, with `/`, and what is in it. */
export interface TextFile {
  path: string
  text: string
}

/** Looks at all files and says what is wrong, one finding per line: `path: what and why`. */
export type Rule = (files: readonly TextFile[]) => string[]

const code = /^(packages|apps)\/[^/]+\/(?:src|ui)\/.+\.[cm]?[jt]sx?$/

/** Code of a package or an app, tests and a page included. */
export function isCode({ path }: TextFile): boolean {
  return code.test(path)
}
