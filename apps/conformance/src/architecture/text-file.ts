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

/** Code that is no test, no type test and no test's own support (`test-servers.ts`). */
export function isSource(file: TextFile): boolean {
  return (
    isCode(file) &&
    file.path.split('/')[2] === 'src' &&
    !/\.(test|test-d)\.[cm]?[jt]sx?$/.test(file.path) &&
    !/(^|\/)test-[^/]+$/.test(file.path)
  )
}

/** Code of a page, which is built with all that it imports and needs nothing installed beside it. */
export function isPage({ path }: TextFile): boolean {
  return path.split('/')[2] === 'ui'
}

/** `packages/core` of `packages/core/src/index.ts`. */
export function homeOf({ path }: TextFile): string {
  return path.split('/').slice(0, 2).join('/')
}
