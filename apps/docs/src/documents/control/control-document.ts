import { DEFAULT_URL, isPublic } from '@wazzup-kit/emulator/control'
import { findExport } from '../../docstrings/declared-types.ts'
import { createSchemaWriter, type SchemaWriter } from '../../docstrings/schema-of-type.ts'
import { referredIn, refTo, type JsonObject } from '../../schemas/json-schema.ts'
import { fillWords } from '../words/fill-words.ts'
import { resultWords, tags } from './verb-words.ts'
import { operationOfVerb, problem, verbs } from './verb-operations.ts'

const description = `Controls a running emulator of Wazzup24, in any language: play the customers, switch faults on, move the clock, wait for all deliveries, and read what happened. Unofficial.

Start one with \`npx wazzup-emulator\`. Wazzup's own API is at the same address, under \`/v3\`, and has its own document: \`/_emulator/openapi.json\`.

By default only programs on this machine may use it: the \`Host\` must be \`127.0.0.1\`, \`localhost\` or \`[::1]\` with the port. Pages of other origins get 403. Started with a token (\`--host 0.0.0.0 --token <text>\`), it needs \`Authorization: Bearer <text>\`. A POST needs the content type \`application/json\`.

When several accounts use one port (\`--account moscow.json --account omsk.json\`), the address of each is \`/accounts/<name>\` on it. Without a name the response is 400, with an unknown name 404. A call of Wazzup's API goes to the account whose key it has.`

const json = (schema: JsonObject): JsonObject => ({ 'application/json': { schema } })
const reply = (description: string, schema: JsonObject): JsonObject => ({ 200: { description, content: json(schema) } })
const listOf = (name: string): JsonObject => ({ type: 'array', items: { $ref: refTo(name) } })

function inPath(
  name: string,
  description: string,
  example: unknown,
  more: JsonObject = { type: 'string' },
): JsonObject {
  return { name, in: 'path', required: true, description, schema: more, example }
}

const whole = { type: 'integer', minimum: 0 }
const part = [
  {
    name: 'after',
    in: 'query',
    description: 'Only records with a higher number. Default: 0.',
    schema: whole,
    example: 0,
  },
  { name: 'limit', in: 'query', description: 'How many records at most. Default: all.', schema: whole, example: 100 },
]
const badQuery = problem('A query parameter is not a whole number.', '"limit" must be a whole number, 0 or more')

function record(name: string, type: string, summary: string, rest: string): JsonObject {
  return {
    get: {
      operationId: `records.${name}`,
      tags: ['records'],
      summary,
      description: rest,
      parameters: part,
      responses: { ...reply('The records, oldest first.', listOf(type)), 400: badQuery },
    },
  }
}

function page(operationId: string, summary: string, more: JsonObject): JsonObject {
  return { get: { operationId: `page.${operationId}`, tags: ['page'], summary, ...more } }
}

function documentAt(name: string, summary: string, example: JsonObject): JsonObject {
  const content = { 'application/json': { schema: { type: 'object' }, example } }
  const responses = { 200: { description: 'The document. The example is its beginning.', content } }
  const description = 'The same text as the file in the package.'
  return { get: { operationId: `documents.${name}`, tags: ['documents'], summary, description, responses } }
}

const forbidden = {
  description: 'The request is for another host, or from a page of another origin.',
  content: { 'text/plain': { schema: { type: 'string' }, example: 'Not for pages of other origins' } },
}

const unauthorized = problem(
  'The emulator was started with a token, and the request does not have it.',
  'Send the token of the emulator as "Authorization: Bearer <token>", or open /?token=<token> in a browser',
)

const health = { const: 'ok', description: 'Always `ok`.' }

const notFound = { 404: { description: 'There is no such thing.' } }

const reads: Readonly<Record<string, JsonObject>> = {
  '/_emulator/ledger': record(
    'ledger',
    'LedgerRecord',
    'Returns the sends that Wazzup accepted.',
    'A send is here also when its response was lost. Compare the list with what your app believes to have sent.',
  ),
  '/_emulator/requests': record(
    'requests',
    'RequestRecord',
    'Returns the calls of your app, with the responses to them.',
    '`effect` says what a call did, whatever response your app got. Keys and other secrets are hidden.',
  ),
  '/_emulator/deliveries': record(
    'deliveries',
    'DeliveryRecord',
    'Returns the webhooks that were posted, with the responses of your app.',
    'A delivery without `response` is still pending. Test pings are left out. Keys and other secrets are hidden.',
  ),
  '/_emulator/state': page('state', 'Returns the state: channels, chats, faults, settings, clock and the newest log.', {
    description: 'The page starts with it. It contains no messages, except the last one of each chat.',
    responses: reply('The state.', { $ref: refTo('Snapshot') }),
  }),
  '/_emulator/chats/{key}/messages': page('chats', 'Returns up to 50 messages of a chat, oldest first.', {
    description:
      'Without `before`, the newest ones. For older ones, ask again with `before` = the `first` of the response.',
    parameters: [
      inPath('key', 'Key of the chat, URL-encoded: `channelId/chatType/chatId`.', 'channel/whatsapp/79000000301'),
      {
        name: 'before',
        in: 'query',
        description: 'Only messages before this position. Default: the newest messages.',
        schema: whole,
        example: 50,
      },
    ],
    responses: reply('The messages; none for a chat that does not exist.', { $ref: refTo('MessagePage') }),
  }),
  '/_emulator/log/{kind}/{number}': page('log', 'Returns one line of the log with its details.', {
    description: 'The lists of requests and deliveries contain the same, without the meaning of an error.',
    parameters: [
      inPath('kind', 'Kind of the line.', 'request', { type: 'string', enum: ['request', 'delivery'] }),
      inPath('number', 'Number of the line.', 1, { type: 'integer', minimum: 1 }),
    ],
    responses: { ...reply('The line.', { $ref: refTo('LogDetail') }), ...notFound },
  }),
  '/_emulator/stream': page('stream', 'Sends each change of the state as a server-sent event.', {
    description:
      'The name of an event is a field of `StreamEvents`, and its data is the value of that field. After `reset`, read the state again. Changes within 15 ms are sent together, each subject once. A reader that is too slow is disconnected.',
    parameters: [
      {
        name: 'Last-Event-ID',
        in: 'header',
        description: 'Id of the last event. When events were missed, the first event is `reset`.',
        schema: { type: 'string' },
        example: '1f0c2a9b-12',
      },
    ],
    responses: {
      200: {
        description: 'A stream that does not end.',
        content: {
          'text/event-stream': {
            schema: {
              type: 'string',
              contentMediaType: 'application/json',
              contentSchema: { $ref: refTo('StreamEvents') },
            },
            example: 'id: 1f0c2a9b-13\nevent: clock\ndata: {"now":1795348861000}\n\n',
          },
        },
      },
    },
  }),
  '/_emulator/health': page('health', 'Responds while the emulator runs, also without the token.', {
    description: 'For the health check of a container, and for a script that waits until the emulator is ready.',
    responses: {
      200: {
        description: 'It runs.',
        content: json({ type: 'object', properties: { status: health }, required: ['status'] }),
      },
    },
  }),
  '/_emulator/openapi.json': documentAt('openapi', "Returns the OpenAPI document of Wazzup's API.", {
    openapi: '3.1.0',
    info: { title: 'Wazzup24 user API', version: 'v3' },
  }),
  '/_emulator/asyncapi.json': documentAt('asyncapi', "Returns the AsyncAPI document of Wazzup's webhooks.", {
    asyncapi: '3.0.0',
    info: { title: 'Wazzup24 webhooks', version: 'v3' },
  }),
  '/_emulator/emulator.json': documentAt('emulator', 'Returns this document.', {
    openapi: '3.1.0',
    info: { title: 'Wazzup emulator', version: 'v1' },
  }),
}

const readTypes = [
  'LedgerRecord',
  'RequestRecord',
  'DeliveryRecord',
  'Snapshot',
  'MessagePage',
  'LogDetail',
  'StreamEvents',
]

function schemasOf(writer: SchemaWriter): Record<string, JsonObject> {
  for (const name of readTypes) writer.schemaOf(findExport('@wazzup-kit/emulator/control', name).type)
  const problem = { type: 'string', description: 'What is wrong, in words.' }
  const Problem = {
    type: 'object',
    description: 'Why it did not happen.',
    properties: { problem },
    required: ['problem'],
  }
  return { ...writer.named, Problem }
}

interface Operation {
  security?: JsonObject[]
  responses: JsonObject
}

const token = { type: 'http', scheme: 'bearer', description: 'The token with which the emulator was started, if any.' }

/** Returns the OpenAPI 3.1 document of the control API of the emulator, without its examples. */
export function controlDocument(): JsonObject {
  const { checker } = findExport('@wazzup-kit/emulator/control', 'Emulator')
  const writer = createSchemaWriter(checker)
  const acts = verbs.map((verb) => [`/_emulator/do/${verb}`, { post: operationOfVerb(verb, writer) }] as const)
  const paths: JsonObject = { ...Object.fromEntries(acts), ...reads }
  const schemas = schemasOf(writer)
  const StreamEvents = schemas.StreamEvents!
  // A copy, because the parts are shared.
  const document = structuredClone({
    openapi: '3.1.0',
    info: {
      title: 'Wazzup emulator',
      version: 'v1',
      description,
      license: { name: 'MIT', identifier: 'MIT' },
      contact: { name: 'wazzup-kit', url: 'https://github.com/wazzup-kit/wazzup-kit' },
    },
    servers: [
      { url: DEFAULT_URL, description: 'The default address of `npx wazzup-emulator`.' },
      {
        url: `${DEFAULT_URL}/accounts/{account}`,
        description: 'An account, when several ones use the port.',
        variables: { account: { default: 'moscow', description: 'Name of the account.' } },
      },
    ],
    security: [{}, { token: [] }],
    tags,
    paths,
    components: {
      securitySchemes: { token },
      schemas: { ...referredIn([paths, unauthorized, StreamEvents], schemas), StreamEvents },
    },
  })
  for (const [path, item] of Object.entries(document.paths as Record<string, Record<string, Operation>>))
    for (const operation of Object.values(item)) {
      if (isPublic(path)) operation.security = []
      else operation.responses['401'] = unauthorized
      operation.responses['403'] = forbidden
    }
  fillWords(document, { fields: resultWords, file: 'verb-words.ts' })
  return document
}
