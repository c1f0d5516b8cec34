/** The address of a request, in the parts that `http.request` takes. */
export interface Address {
  href: string
  protocol: string
  hostname: string
  port: string
  path: string
}

let last: { input: string; address: Address } | undefined

/** Splits an address into its parts. Throws a `TypeError` for an invalid address, and for one with a user or password. */
export function addressOf(input: string | URL): Address {
  // Clients call the same address repeatedly, and parsing it takes a fifth of the time of a call.
  if (last !== undefined && last.input === input) return last.address
  if (typeof input !== 'string' && !(input instanceof URL)) throw new TypeError('the address must be a string or a URL')
  const { href, protocol, hostname, port, pathname, search, username, password } = parsed(input)
  if (username || password) throw new TypeError('an address must not carry a user or password')
  // node:http takes an IPv6 address without brackets.
  const address = { href, protocol, hostname: hostname.replace(/^\[|\]$/g, ''), port, path: pathname + search }
  if (typeof input === 'string') last = { input, address }
  return address
}

/** Replaces the error of `new URL`, because it contains its input, which may contain a key. */
function parsed(input: string | URL): URL {
  try {
    return new URL(input)
  } catch {
    throw new TypeError('the address is not a valid URL')
  }
}
