/**
 * Returns whether the host of a request is this machine. This prevents DNS rebinding: a page whose host name resolves
 * to
 * this machine would have the same origin as the emulator, and could read all its responses.
 */
export function isOwnHost(host: string | undefined, port: number): boolean {
  const names = ['127.0.0.1', 'localhost', '[::1]']
  const hosts = names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : `${name}:${port}`))
  return hosts.includes(host?.toLowerCase() ?? '')
}

/** Returns the response to a request for another host. */
export const foreignHost = (port: number): string =>
  `The emulator accepts requests to http://127.0.0.1:${port} or http://localhost:${port} only`
