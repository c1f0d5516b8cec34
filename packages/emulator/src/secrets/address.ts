/** Text that replaces a secret. */
export const HIDDEN = '[secret]'

/** One secret of an address: the value of a query parameter, or a part of the login. */
export interface AddressSecret {
  /** Name of the parameter; absent for a login and for a query without names. */
  name?: string | undefined
  value: string
}

/** Returns the undecoded pairs of a query. */
function pairsOf(search: string): AddressSecret[] {
  const pairs = search.replace(/^\?/, '').split('&').filter(Boolean)
  return pairs.map((pair) => {
    const at = pair.indexOf('=')
    return at < 0 ? { value: pair } : { name: pair.slice(0, at), value: pair.slice(at + 1) }
  })
}

/** An address, and what its text lacks to be one. */
interface ReadAddress {
  url: URL
  /** What was put before the text: nothing, a protocol, or a protocol and a host. */
  added: string
}

/** What a developer may leave out. A text without a dot, a colon or a slash may be a secret alone. */
const lacking: readonly [pattern: RegExp, added: string][] = [
  [/^(?:[\w-]+\.[\w.-]+|[\w.-]+:\d+|localhost)(?:[/?#]|$)/, 'http://'],
  [/^\//, 'http://host'],
]

/** Reads an address, also one that lacks its protocol or its host. */
function readAddress(address: string): ReadAddress | undefined {
  if (URL.canParse(address) && new URL(address).host !== '') return { url: new URL(address), added: '' }
  const added = lacking.find(([pattern]) => pattern.test(address))?.[1]
  if (added === undefined || !URL.canParse(added + address)) return undefined
  return { url: new URL(added + address), added }
}

/** Returns whether a text is an address, also one that lacks its protocol or its host. */
export const isAddress = (text: string): boolean => readAddress(text) !== undefined

/** Returns an address that is safe to log: without its login, its fragment and the values of its query. */
export function hideInAddress(address: string): string {
  const read = readAddress(address)
  if (!read) return '[no address]'
  const { protocol, username, password, host, pathname, search } = read.url
  const login = username === '' && password === '' ? '' : `${HIDDEN}@`
  const shown = pairsOf(search).map(({ name }) => (name === undefined ? HIDDEN : `${name}=${HIDDEN}`))
  const whole = `${protocol}//${login}${host}${pathname}${shown.length > 0 ? '?' : ''}${shown.join('&')}`
  return whole.slice(read.added.length)
}

/** Returns the secrets of an address, as given and after normalization. */
export function secretsOf(address: string): AddressSecret[] {
  const read = readAddress(address)
  if (!read) return []
  const { username, password, search } = read.url
  const written = /\?([^#]*)/.exec(address)?.[1] ?? ''
  const login = [username, password].map((value) => ({ value }))
  return [...login, ...pairsOf(search), ...pairsOf(written)].filter(({ value }) => value !== '')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Returns the value of a query as the sender meant it. */
export const decodedOf = (value: string): string => decoded(value.replaceAll('+', ' '))
