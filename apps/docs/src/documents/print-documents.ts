import { endpoints, marketplaceEndpoints, type Endpoint } from '@wazzup-kit/core/schemas'
import { createDocsReader, type MethodDocs } from '../docstrings/read-docs.ts'
import type { JsonObject } from '../schemas/json-schema.ts'
import { describeFromType } from '../docstrings/describe-from-type.ts'
import { asyncApiDocument } from './async-api.ts'
import { createJudge } from './exchange.ts'
import { openApiDocument } from './open-api.ts'
import { recordExchanges } from './record-exchanges.ts'
import { recordPosts } from './record-posts.ts'
import { showExchange } from './words/examples.ts'
import { fillWords } from './words/fill-words.ts'
import { operationWordsOf, parameterWords, toWireWords, wireWords } from './words/wire-words.ts'

/** Types whose docstrings describe schemas of responses. */
const responseTypes = [
  'Channel',
  'Contact',
  'Deal',
  'Pipeline',
  'Sent',
  'Subscription',
  'Template',
  'Unanswered',
  'User',
]

/** Types of the emulator whose docstrings describe items of webhooks, by the name of the schema. */
const itemTypes: Readonly<Record<string, string>> = {
  MessageItem: 'WebhookMessage',
  StatusItem: 'WebhookStatus',
  ChannelItem: 'ChannelUpdate',
  TemplateItem: 'TemplateUpdate',
  ContactRequest: 'ContactQuestion',
  DealRequest: 'DealQuestion',
  DeliveryError: 'WebhookError',
}

const exchanges = await recordExchanges()
const posts = await recordPosts()

/** Says which keys a call accepts. */
function keysOf({ key, sidecar }: Endpoint): string {
  if (key === 'partner') return 'Needs the partner key.'
  if (key === 'none') return 'Needs no key.'
  if (key === 'path') return 'The key is in the path.'
  return sidecar ? 'Accepts the API key and the sidecar key.' : 'Needs the API key.'
}

/** Returns the text of openapi.json: the OpenAPI document with docstrings and recorded examples. */
export function printOpenApi(): string {
  const document = openApiDocument()
  const judge = createJudge(document)
  const shown = exchanges
    .filter(({ status }) => status < 400)
    .map((exchange) => ({ ...exchange, operationId: judge(exchange).operationId }))
  const { schemas } = document.components as { schemas: Record<string, JsonObject> }
  const trees = [
    { tree: endpoints, docs: createDocsReader('@wazzup-kit/core', 'Wazzup') },
    { tree: marketplaceEndpoints, docs: createDocsReader('@wazzup-kit/core/marketplace', 'Marketplace') },
  ]
  for (const { tree, docs } of trees)
    for (const [noun, verbs] of Object.entries(tree))
      for (const [verb, endpoint] of Object.entries<Endpoint>(verbs)) {
        const { path, method, body } = endpoint
        const item = (document.paths as Record<string, Record<string, JsonObject>>)[path]!
        const words = docs(noun, verb)
        const { summary, description } = operationWordsOf(`${noun}.${verb}`, words.text)
        const operation = item[method.toLowerCase()]!
        const whole = [description, keysOf(endpoint)].filter(Boolean).join(' ')
        item[method.toLowerCase()] = { summary, description: whole, ...operation }
        const parameters = (operation.parameters ?? []) as { name: string; description?: string }[]
        for (const parameter of parameters) {
          const { name } = parameter
          parameter.description = toWireWords(words.field(name)) || parameterWords[name] || ''
        }
        const content = (operation.requestBody as { content: Record<string, { schema: JsonObject }> } | undefined)
          ?.content
        if (content) describe(content['application/json']!.schema, { path: body ?? '', words, schemas })
        const exchange = shown.find(({ operationId }) => operationId === operation.operationId)
        if (exchange) showExchange(operation, path, exchange)
      }
  for (const name of responseTypes) describeFromType(schemas[name]!, '@wazzup-kit/core', name)
  fillWords(document, wireWords)
  return print(document)
}

/** Returns the text of asyncapi.json: the AsyncAPI document with docstrings and recorded examples. */
export function printAsyncApi(): string {
  const document = asyncApiDocument()
  const { schemas } = document.components as { schemas: Record<string, JsonObject> }
  for (const [name, type] of Object.entries(itemTypes))
    describeFromType(schemas[name]!, '@wazzup-kit/emulator/control', type)
  for (const name of ['ContactInput', 'DealInput']) describeFromType(schemas[name]!, '@wazzup-kit/core', name)
  const channels = document.channels as Record<string, { messages: Record<string, JsonObject> }>
  for (const [name, message] of Object.entries(channels.webhooks!.messages)) {
    const payload = posts.bodies.find((body) => Object.keys(body).some((key) => keysOfMessage(name).includes(key)))
    message.examples = [{ name, summary: 'A delivery of the emulator.', payload }]
  }
  for (const [name, message] of Object.entries(channels.answers!.messages))
    message.examples = [{ name, summary: 'A response of a CRM.', payload: posts.answers[name] }]
  fillWords(document, wireWords)
  return print(document)
}

/** Returns the keys by which the body of a message is found. */
function keysOfMessage(name: string): string[] {
  if (name === 'testPing') return ['test']
  return name === 'messagesAndStatuses' ? ['messages', 'statuses'] : [name]
}

function print(document: JsonObject): string {
  return `${JSON.stringify(document, null, 2)}\n`
}

function oneLine(words: string): string {
  return words.replaceAll(/\s+/g, ' ')
}

interface Place {
  /** Path in the input of the method, for example `contacts[].name`. */
  path: string
  words: MethodDocs
  schemas: Readonly<Record<string, JsonObject>>
}

/** Writes the docstrings of an input's fields into its schema. */
function describe(schema: JsonObject, { path, words, schemas }: Place): void {
  const { $ref, properties = {}, items, oneOf = [], anyOf = [] } = schema as Parts
  const inside = (part: JsonObject, path: string): void => describe(part, { path, words, schemas })
  if ($ref !== undefined) inside(schemas[$ref.split('/').at(-1)!]!, path)
  if (items) inside(items, `${path}[]`)
  for (const option of [...oneOf, ...anyOf]) inside(option, path)
  for (const [name, field] of Object.entries(properties)) {
    const inner = path === '' ? name : `${path}.${name}`
    addWords(field, words.field(inner))
    inside(field, inner)
  }
}

interface Parts {
  $ref?: string
  properties?: Readonly<Record<string, JsonObject>>
  items?: JsonObject
  oneOf?: readonly JsonObject[]
  anyOf?: readonly JsonObject[]
}

function addWords(schema: JsonObject, words: string): void {
  if (words !== '') schema.description = [oneLine(words), schema.description].filter(Boolean).join(' ')
}
