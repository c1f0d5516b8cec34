import { createInputError } from '../../errors/validation-error.ts'
import { readHeader } from '../../inbound/read-header.ts'
import type { Delivery } from './delivery.ts'

/**
 * What Wazzup must bring along: a text, or several while one replaces another. `false` accepts anyone who knows the
 * address.
 */
export type Secret = string | readonly string[] | false

/** Returns whether a delivery has a right secret. */
export type Authorize = (delivery: Delivery) => boolean

/**
 * Returns the check for these secrets. Wazzup signs nothing: a secret of yours comes back in the query of the address that
 * you subscribed (`?key=`), or as bearer when Wazzup has it as `crmKey`, which most accounts do not.
 *
 * @throws WazzupValidationError when a secret is empty or has spaces around it.
 */
export function createAuthorize(secret: Secret): Authorize {
  if (secret === false) return () => true
  // A copy: what is put into the list afterwards was not checked.
  const secrets = Array.isArray(secret) ? [...(secret as readonly string[])] : [secret as string]
  if (secrets.length === 0 || !secrets.every((each) => isSecret(each))) {
    const message = 'must be a text without spaces around it, a list of such, or false to accept anyone'
    throw createInputError([{ path: 'secret', message }])
  }
  return ({ url, headers }) => {
    // A plus in an address is a space to forms, and a plus where base64 was put there as it is.
    const verbatim = url?.includes('+') ? url.replaceAll('+', '%2B') : undefined
    const given = [keyOf(url), keyOf(verbatim), bearerOf(headers && readHeader(headers, 'authorization'))]
    // All are compared, whichever fits: the time must not tell which one, or how much of it.
    let matches = 0
    for (const one of given) for (const each of secrets) matches |= isEqual(one, each)
    return matches === 1
  }
}

function isSecret(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value.trim() === value
}

/** The `key` in the query of an address, whole or not. */
function keyOf(url: string | undefined): string {
  const query = url?.indexOf('?') ?? -1
  return query < 0 ? '' : (new URLSearchParams(url!.slice(query + 1).split('#', 1)[0]).get('key') ?? '')
}

function bearerOf(authorization: string | undefined): string {
  return /^bearer +(.+)$/i.exec(authorization?.trim() ?? '')?.[1] ?? ''
}

/** 1 when equal. Takes as long as the given text is, whatever the secret. docs/decisions/secrets.md */
function isEqual(given: string, secret: string): 0 | 1 {
  let difference = given.length ^ secret.length
  for (let index = 0; index < given.length; index++) {
    difference |= given.charCodeAt(index) ^ secret.charCodeAt(index % secret.length)
  }
  return difference === 0 ? 1 : 0
}
