import { baseUrlIssue, normalizeBaseUrl } from './base-url.ts'
import { call } from './call.ts'
import type { ClientOf, Endpoint, EndpointTree, WrapCall } from '../api/endpoint.ts'
import { createInputError } from '../errors/validation-error.ts'
import type { Issue } from '../schema/issues.ts'
import { keyIssue } from './api-key.ts'
import { createListCall, type Paging } from './list-call.ts'
import {
  numberIssues,
  type CallOptions,
  type ClientOptions,
  type KeyOptions,
  type OwnServerOptions,
} from './options.ts'
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
  checkOptions(options)
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

function checkOptions(options: ClientOptions): void {
  const issues = optionIssues(options)
  if (issues.length > 0) throw createInputError(issues)
}

function optionIssues(options: ClientOptions): Issue[] {
  const { apiKey, baseUrl, rateLimit } = options
  const issues = numberIssues(options)
  const needsKey = apiKey !== undefined || !baseUrl
  const issue = needsKey && typeof apiKey !== 'function' ? keyIssue(apiKey, 'apiKey') : undefined
  if (issue) issues.push(issue)
  const wrongBase = baseUrlIssue(baseUrl)
  if (wrongBase) issues.push(wrongBase)
  if (
    typeof rateLimit === 'object' &&
    !(Number.isInteger(rateLimit.requests) && rateLimit.requests > 0 && rateLimit.perMilliseconds > 0)
  ) {
    issues.push({ path: 'rateLimit', message: 'must be { requests, perMilliseconds }, both above 0, or "unlimited"' })
  }
  return issues
}
