import type { Issue } from '../schema/issues.ts'
import { DownloadError } from './download-error.ts'

/** Returns what is wrong with the list of hosts. */
export function hostIssues(hosts: unknown): Issue[] {
  const all = Array.isArray(hosts) ? (hosts as readonly unknown[]) : []
  if (all.length === 0)
    return [{ path: 'hosts', message: 'must be a list of hosts, for example ["files.example.com"]' }]
  return all.flatMap((host, index) =>
    isDomain(host)
      ? []
      : [{ path: `hosts[${index}]`, message: 'must be a domain name, without scheme, port and path; no IP address' }],
  )
}

function isDomain(host: unknown): host is string {
  if (typeof host !== 'string' || !/^[^\s/:@?#\\[\]]+\.[^\s/:@?#\\[\].]+$/.test(host)) return false
  const name = nameOf(host)
  return name !== undefined && !isAddress(name)
}

/** The URL parser turns all spellings of an IPv4 address into four numbers. */
function isAddress(name: string): boolean {
  return /^[\d.]+$/.test(name)
}

/** Returns a host as the URL parser spells it: in lower case, and in ASCII. */
function nameOf(host: string): string | undefined {
  return parse(`https://${host}`)?.hostname
}

function parse(address: string, base?: URL): URL | undefined {
  try {
    return new URL(address, base)
  } catch {
    return undefined
  }
}

/**
 * Returns the address of a file if it may be requested: https on the usual port, without a user, on one of the hosts or a
 * subdomain of one.
 *
 * @throws DownloadError that says what is not allowed.
 */
export function checkAddress(address: string, hosts: readonly string[], from?: URL): URL {
  const what = from ? 'a redirect' : 'the address'
  const forbid = (message: string): never => {
    throw new DownloadError('forbidden', `${what} ${message}`)
  }
  const url = parse(address, from) ?? forbid('is no absolute URL')
  if (url.protocol !== 'https:') forbid('must begin with https://')
  if (url.username !== '' || url.password !== '') forbid('must not contain a user or a password')
  if (url.port !== '') forbid('must not name a port')
  const isAllowed = hosts.some((host) => {
    const name = nameOf(host)!
    return url.hostname === name || url.hostname.endsWith(`.${name}`)
  })
  // The host comes from the message, so its length is limited.
  if (!isAllowed) forbid(`leads to the host ${JSON.stringify(url.hostname.slice(0, 100))}, which is not in "hosts"`)
  return url
}
