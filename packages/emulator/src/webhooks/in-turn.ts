/** One running instance of an app: a handler of requests, or the origin of its server. */
export type Instance = string | ((request: Request) => Response | Promise<Response>)

/**
 * Returns a `webhookFetch` that gives the deliveries to several instances of an app in turn, as a balancer does: the
 * first to the first one, and so on. The test ping of a subscription counts too. Give the origins of instances that
 * listen; path and query are those of the subscribed address.
 *
 * @example
 *   const emulator = createEmulator({ webhookFetch: inTurn([handler(one), handler(two)]) })
 *
 * @throws RangeError when there are no instances, and TypeError when a text is not the origin of a server.
 */
export function inTurn(instances: readonly Instance[]): typeof globalThis.fetch {
  if (instances.length === 0) throw new RangeError('"instances" must have at least one instance')
  const posts = instances.map((instance) => {
    if (typeof instance === 'function') return async (request: Request) => instance(request)
    const { origin } = new URL(instance)
    return (request: Request) => {
      const { pathname, search } = new URL(request.url)
      return globalThis.fetch(new Request(`${origin}${pathname}${search}`, request))
    }
  })
  let next = 0
  return async (input, init) => {
    const post = posts[next % posts.length]!
    next += 1
    return post(new Request(input, init))
  }
}
