import type { Endpoint, KeyKind } from '@wazzup-kit/core/schemas'
import type { RouteName } from '@wazzup-kit/emulator'
import { jsonSchemaOf, type JsonObject } from '../schemas/json-schema.ts'
import { rejectionsOf } from './rejections.ts'
import type { Route } from './routes.ts'

/** Calls whose success status is documented. For the others, 200 is undocumented; our assumption. */
const stated: ReadonlySet<RouteName> = new Set([
  'channels.list',
  'messages.send',
  'users.list',
  'users.save',
  'users.delete',
  'users.deleteMany',
  'contacts.save',
  'contacts.deleteMany',
  'deals.save',
  'deals.deleteMany',
  'pipelines.save',
  'templates.list',
  'chatWindow.get',
  'wauth.connect',
])

/** The key in the path is a parameter: OpenAPI has no security scheme for it. */
const securityOf: Readonly<Record<KeyKind, JsonObject[]>> = {
  api: [{ apiKey: [] }],
  partner: [{ partnerKey: [] }],
  none: [],
  path: [],
}

/** Returns a route as an OpenAPI operation. Its id is the client's name of the route. */
export function operationOf({ name, endpoint }: Route): JsonObject {
  const { parameters, body } = requestOf(endpoint)
  return {
    operationId: name,
    tags: [name.slice(0, name.indexOf('.'))],
    externalDocs: { description: "Wazzup's documentation of this call", url: endpoint.docUrl },
    security: [...securityOf[endpoint.key], ...(endpoint.sidecar ? [{ sidecarKey: [] }] : [])],
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: { ...successOf(name, endpoint), ...rejectionsOf(endpoint, body) },
  }
}

/** Splits the input of a route into path, query and body, as the client does. */
function requestOf({ path, method, input, body }: Endpoint): {
  parameters: JsonObject[]
  body?: JsonObject | undefined
} {
  const whole = jsonSchemaOf(input)
  const { properties = {}, required = [] } = whole as {
    properties?: Record<string, JsonObject> | undefined
    required?: string[] | undefined
  }
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
  const isRest = (name: string): boolean => !inPath.includes(name)
  const pathParameters = inPath.map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: properties[name] ?? { type: 'string' },
  }))
  const rest = Object.entries(properties).filter(([name]) => isRest(name))
  if (method === 'GET' || method === 'DELETE') {
    const query = rest.map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema }))
    return { parameters: [...pathParameters, ...query] }
  }
  if (body !== undefined) return { parameters: pathParameters, body: properties[body]! }
  if (inPath.length === 0) return { parameters: [], body: whole }
  return {
    parameters: pathParameters,
    body: { ...whole, properties: Object.fromEntries(rest), required: required.filter(isRest) },
  }
}

function successOf(name: RouteName, { output, success = 200 }: Endpoint): JsonObject {
  const words = [
    stated.has(name) ? 'Success.' : 'Success. The status is undocumented; our assumption.',
    ...(output ? [] : ['Ignore the body: it says nothing and need not be JSON.']),
  ]
  const content = output && { 'application/json': { schema: jsonSchemaOf(output) } }
  return { [success]: { description: words.join(' '), ...(content && { content }) } }
}
