/** Where a request goes, in the parts that `http.request` wants. */
export interface Address {
  href: string
  protocol: string
  hostname: string
  port: string
  path: string
}

let last: { input: string; address: Address } | undefined

/** Takes an address apart; throws a `TypeError` for one that is none or that carries a password. */
export function addressOf(input: string | URL): Address {
  // Clients call one address over and over, and parsing it anew is a fifth of what a call costs here.
  if (last !== undefined && last.input === input) return last.address
  if (typeof input !== 'string' && !(input instanceof URL)) throw new TypeError('the address must be a string or a URL')
  const { href, protocol, hostname, port, pathname, search, username, password } = parsed(input)
  if (username || password) throw new TypeError('an address must not carry a user or password')
  // node:http wants the number of an IPv6 host without its brackets.
  const address = { href, protocol, hostname: hostname.replace(/^\[|\]$/g, ''), port, path: pathname + search }
  if (typeof input === 'string') last = { input, address }
  return address
}

/** The error of `new URL` keeps its input, which may hold a key, so it is replaced. */
function parsed(input: string | URL): URL {
  try {
    return new URL(input)
  } catch {
    throw new TypeError('the address is not a valid URL')
  }
}
