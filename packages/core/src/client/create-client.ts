import { normalizeBaseUrl } from './base-url.ts'
import { call } from './call.ts'
import type { ClientOf, Endpoint, EndpointTree, WrapCall } from '../api/endpoint.ts'
import { checkOptions } from '../errors/check-options.ts'
import { createListCall, type Paging } from './list-call.ts'
import { clientRules, type CallOptions, type KeyOptions, type OwnServerOptions } from './options.ts'
import { createKeyStates } from './timing/per-key.ts'
import type { Client } from './call-state.ts'
import { createTransport } from './transport/transport.ts'

/**
 * Creates a client that has only the endpoints you name, so that your bundle contains nothing else. You can also add
 * endpoints of your own, see {@link defineEndpoint}. Its errors have general texts: those of the catalogue
 * are only in {@link createWazzup}.
 *
 * @throws WazzupValidationError when an option is invalid.
 * @example
 * const client = createClient({ messages: { send: messages.send } }, { apiKey })
 */
export function createClient<const Tree extends EndpointTree>(
  tree: Tree,
  options: OwnServerOptions | KeyOptions,
): ClientOf<Tree> {
  checkOptions(options, clientRules, options?.baseUrl ? [] : ['apiKey'])
  const client: Client = {
    options,
    base: normalizeBaseUrl(options.baseUrl),
    transport: createTransport(options.fetch),
    stateOf: createKeyStates(options.rateLimit),
  }
  const wraps: Wraps = new Map()
  const bound: Record<string, Record<string, unknown>> = {}
  for (const [noun, verbs] of Object.entries(tree)) {
    bound[noun] = {}
    for (const [verb, endpoint] of Object.entries(verbs)) {
      bound[noun][verb] = bind(client, wraps, `${noun}.${verb}`, endpoint)
    }
  }
  return bound as ClientOf<Tree>
}

/**
 * The wrappers of the methods of one client, by the function that created them: methods with the same function share
 * one.
 */
type Wraps = Map<() => WrapCall, WrapCall>

function bind(client: Client, wraps: Wraps, name: string, endpoint: Endpoint) {
  const { keyed, paging } = endpoint
  if (paging) {
    return (input: Record<string, unknown> = {}, options?: CallOptions) =>
      createListCall(
        name,
        (page) => call(client, name, endpoint, page, options) as Promise<object>,
        input,
        paging as Paging<object, unknown>,
      )
  }
  const method = (input?: unknown, options?: CallOptions) => call(client, name, endpoint, input, options)
  if (!keyed?.createWrap) return method
  const wrap = wraps.get(keyed.createWrap) ?? keyed.createWrap()
  wraps.set(keyed.createWrap, wrap)
  return wrap(method)
}
