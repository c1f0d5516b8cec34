import { createOptionError } from '../../errors/validation-error.ts'
import { readHeader } from '../../inbound/read-header.ts'
import type { Delivery } from './delivery.ts'

/**
 * Secret that Wazzup must send: a text, or a list of texts while you replace one by another. A function is called at the
 * first delivery, and what it returns is kept. `false` accepts every delivery.
 */
export type Secret =
  | string
  | readonly string[]
  | (() => string | readonly string[] | Promise<string | readonly string[]>)
  | false

type Texts = string | readonly string[]

const wanted = 'a text without spaces around it, or a list of such texts'

/** Returns whether a delivery has one of the secrets. Returns a promise only while a function fetches them. */
export type Authorize = (delivery: Delivery) => boolean | Promise<boolean>

/**
 * Returns the check for these secrets. Wazzup does not sign deliveries. Your secret comes in the query of the subscribed
 * address (`?key=`), or as a bearer token if it is the `crmKey` of the account, which most accounts do not have.
 *
 * @throws WazzupValidationError when a secret is empty or has spaces around it. If a function returns such a secret, the
 *   check throws it at each delivery, and calls the function again.
 */
export function createAuthorize(secret: Secret): Authorize {
  if (secret === false) return () => true
  if (typeof secret !== 'function') {
    return compareWith(secret, secret ? `must be ${wanted}, or false for every delivery` : 'is missing')
  }
  let check: ((delivery: Delivery) => boolean) | undefined
  return (delivery) => {
    if (check) return check(delivery)
    const keep = (texts: Texts): boolean => {
      check = compareWith(texts, `must be a function that returns ${wanted}`)
      return check(delivery)
    }
    const texts = secret()
    return isPromise(texts) ? texts.then(keep) : keep(texts)
  }
}

/** Returns whether a value is a promise, also one of another realm. */
function isPromise(texts: Texts | Promise<Texts>): texts is Promise<Texts> {
  return typeof (texts as Partial<Promise<Texts>> | null | undefined)?.then === 'function'
}

function compareWith(texts: Texts, problem: string): (delivery: Delivery) => boolean {
  // A copy, because later changes of the list would not be checked.
  const secrets = Array.isArray(texts) ? [...(texts as readonly string[])] : [texts as string]
  if (secrets.length === 0 || !secrets.every((each) => isSecret(each))) {
    throw createOptionError('secret', problem)
  }
  return ({ url, headers }) => {
    // A plus sign in a query means a space, but is itself part of a base64 secret that was not encoded.
    const verbatim = url?.includes('+') ? url.replaceAll('+', '%2B') : undefined
    const given = [keyOf(url), keyOf(verbatim), bearerOf(headers && readHeader(headers, 'authorization'))]
    // All are compared, so that the time does not show which secret fits, or how much of it.
    let matches = 0
    for (const one of given) for (const each of secrets) matches |= isEqual(one, each)
    return matches === 1
  }
}

function isSecret(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value.trim() === value
}

/** Returns the `key` in the query of an address, which may be absolute or begin with its path. */
function keyOf(url: string | undefined): string {
  const query = url?.indexOf('?') ?? -1
  return query < 0 ? '' : (new URLSearchParams(url!.slice(query + 1).split('#', 1)[0]).get('key') ?? '')
}

function bearerOf(authorization: string | undefined): string {
  return /^bearer +(.+)$/i.exec(authorization?.trim() ?? '')?.[1] ?? ''
}

/** Returns 1 when both are equal. Its time depends only on the given text, not on the secret. docs/decisions/secrets.md */
function isEqual(given: string, secret: string): 0 | 1 {
  let difference = given.length ^ secret.length
  for (let index = 0; index < given.length; index++) {
    difference |= given.charCodeAt(index) ^ secret.charCodeAt(index % secret.length)
  }
  return difference === 0 ? 1 : 0
}
