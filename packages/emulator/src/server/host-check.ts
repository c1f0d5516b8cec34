/**
 * Whether a request names this machine as its host. A page whose own name was made to point here does not (DNS
 * rebinding): such a page would be of the same origin as the emulator, and could read all its responses.
 */
export function isOwnHost(host: string | undefined, port: number): boolean {
  const names = ['127.0.0.1', 'localhost', '[::1]']
  const hosts = names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : `${name}:${port}`))
  return hosts.includes(host?.toLowerCase() ?? '')
}

/** The response to a request for any other host. */
export const foreignHost = (port: number): string =>
  `The emulator accepts requests to http://127.0.0.1:${port} or http://localhost:${port} only`
