import { knownCode, knownStatus } from './look-up-code.ts'

const docs = 'https://github.com/wazzup-kit/wazzup-kit/blob/main/docs'
/** Where `docs/errors.md` of this version can be read. */
export const catalogue = `${docs}/errors.md`

/** Where it says what a gateway answers. */
export const gatewayDocUrl = `${docs}/receiving.md#your-own-front-end`

/** The address of the page of an error; statuses without a heading of their own share that of their hundred. */
export function docUrlOf(code: string | undefined, status: number): string {
  const known = code === undefined ? undefined : knownCode(code)
  if (known !== undefined) return `${catalogue}#${known.toLowerCase()}`
  return `${catalogue}#http-${knownStatus(status) ?? 400}`
}
