import { knownCode, knownStatus } from './find-facts.ts'

/** Where `docs/errors.md` of this version can be read. */
export const catalogue = 'https://github.com/wazzup-kit/wazzup-kit/blob/main/docs/errors.md'

/** The address of the page of an error; statuses without a heading of their own share that of their hundred. */
export function docUrlOf(code: string | undefined, status: number): string {
  const known = code === undefined ? undefined : knownCode(code)
  if (known !== undefined) return `${catalogue}#${known.toLowerCase()}`
  return `${catalogue}#http-${knownStatus(status) ?? 400}`
}
