/** A file of this repository: its path from the root, with `/`, and what is in it. */
export interface TextFile {
  path: string
  text: string
}

/** Looks at all files and says what is wrong, one finding per line: `path: what and why`. */
export type Rule = (files: readonly TextFile[]) => string[]

const code = /^(packages|apps)\/[^/]+\/src\/.+\.[cm]?[jt]sx?$/

/** Code of a package or an app, tests included. */
export function isCode({ path }: TextFile): boolean {
  return code.test(path)
}

/** Code that is no test, no type test and no test's own support (`test-servers.ts`). */
export function isSource(file: TextFile): boolean {
  return isCode(file) && !/\.(test|test-d)\.[cm]?[jt]sx?$/.test(file.path) && !/(^|\/)test-[^/]+$/.test(file.path)
}

/** `packages/core` of `packages/core/src/index.ts`. */
export function homeOf({ path }: TextFile): string {
  return path.split('/').slice(0, 2).join('/')
}
