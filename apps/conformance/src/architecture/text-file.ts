/** A file of this repository: its path from the root, with `/`, and its content. */
export interface TextFile {
  path: string
  text: string
}

/** Checks all files. Returns one finding for each problem: `path: what and why`. */
export type Rule = (files: readonly TextFile[]) => string[]

const code = /^(packages|apps)\/[^/]+\/(?:src|ui)\/.+\.[cm]?[jt]sx?$/

/** Returns whether a file is code of a package or an app, including tests and the emulator's page. */
export function isCode({ path }: TextFile): boolean {
  return code.test(path)
}
