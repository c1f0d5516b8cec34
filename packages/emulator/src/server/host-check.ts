/** Which values of the header `Host` a server accepts. */
export interface HostCheck {
  accepts(host: string | undefined): boolean
  /** Response to a request for another host. */
  readonly refusal: string
}

/** Returns whether only this machine can reach a server on this host. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i.test(host)
}

/** Returns an address in the form that URLs have: IPv6 in brackets. */
export const hostInUrl = (host: string): string => (host.includes(':') && !host.startsWith('[') ? `[${host}]` : host)

/** A name or an address with an optional port, and nothing else that a URL could have. */
const HOST = /^(?:[a-z0-9](?:[\w.-]{0,252})|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i

/**
 * Returns the origin of a request, by its header `Host`; undefined when the header is not a host. A server for other
 * machines has a name that only they know, for example that of its container.
 */
export function originOf(host: string | undefined): string | undefined {
  if (host === undefined || !HOST.test(host) || !URL.canParse(`http://${host}`)) return undefined
  return new URL(`http://${host}`).origin
}

/**
 * Creates the check of a server. A server on this machine accepts only its own names. This prevents DNS rebinding: a
 * page whose host name resolves to this machine would have the same origin as the emulator, and could read all its
 * responses. A server for other machines cannot know the names that they use for it.
 */
export function createHostCheck(host: string, port: number): HostCheck {
  const refusal = `The emulator accepts requests to http://127.0.0.1:${port} or http://localhost:${port} only`
  if (!isLoopback(host)) return { accepts: () => true, refusal }
  const names = ['127.0.0.1', 'localhost', '[::1]', hostInUrl(host)]
  const hosts = names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : `${name}:${port}`))
  return { accepts: (given) => hosts.includes(given?.toLowerCase() ?? ''), refusal }
}
