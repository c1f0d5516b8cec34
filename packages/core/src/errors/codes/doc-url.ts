import { knownCode, knownStatus } from './look-up-code.ts'

const docs = 'https://github.com/wazzup-kit/wazzup-kit/blob/main/docs'
/** Address of `docs/errors.md`. */
export const catalogue = `${docs}/errors.md`

/** Address of the documentation of the responses of a gateway. */
export const gatewayDocUrl = `${docs}/receiving.md#your-own-front-end`

/**
 * Returns the address of the documentation of an error. A status without a heading of its own gets that of 400 or 500.
 */
export function docUrlOf(code: string | undefined, status: number): string {
  const known = knownCode(code)
  if (known !== undefined) return `${catalogue}#${known.toLowerCase()}`
  return `${catalogue}#http-${knownStatus(status) ?? 400}`
}
