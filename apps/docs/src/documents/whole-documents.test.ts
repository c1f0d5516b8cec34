import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import type { JsonObject } from '../schemas/json-schema.ts'
import { createValidator } from './validator.ts'

// `pnpm docs:check` compares the committed files with their sources.
const packageFile = import.meta.resolve('@wazzup-kit/emulator/package.json')
const names = ['openapi.json', 'asyncapi.json', 'emulator.json'] as const
const [openApi, asyncApi, emulator] = (await Promise.all(
  names.map(async (name) => JSON.parse(await readFile(new URL(`documents/${name}`, packageFile), 'utf8')) as unknown),
)) as [JsonObject, JsonObject, JsonObject]
const documents = { 'openapi.json': openApi, 'asyncapi.json': asyncApi, 'emulator.json': emulator }

interface Media {
  schema: JsonObject
  example?: unknown
  examples?: Record<string, { $ref: string }>
}
interface Response {
  $ref?: string
  description?: string
  content?: Record<string, Media>
}
interface Operation {
  operationId: string
  summary?: string
  description?: string
  tags?: string[]
  parameters?: { name: string; description?: string; example?: unknown }[]
  requestBody?: { content: Record<string, Media> }
  responses: Record<string, Response>
}

const operations = Object.entries(openApi.paths as Record<string, Record<string, Operation>>).flatMap(([path, item]) =>
  Object.entries(item).flatMap(([method, operation]) => (operation.operationId ? [{ path, method, operation }] : [])),
)

/** Returns the paths of all properties of schemas without a description. */
function withoutWords(json: unknown, path: string): string[] {
  if (typeof json !== 'object' || json === null) return []
  const { type, properties = {} } = json as { type?: unknown; properties?: Record<string, JsonObject> }
  const bare = Object.entries(type === undefined ? {} : properties).flatMap(([name, field]) =>
    field.description || field.$ref ? [] : [`${path}/${name}`],
  )
  return [...bare, ...Object.entries(json).flatMap(([name, inner]) => withoutWords(inner, `${path}/${name}`))]
}

test.each(names)('every property in %s has a description', (name) => {
  expect(withoutWords(documents[name], name)).toEqual([])
})

test('every operation of the API has a summary, a description, a tag, and described parameters with examples', () => {
  const tags = (openApi.tags as { name: string }[]).map(({ name }) => name)
  const bare = operations.filter(({ operation: { summary, description, tags: own = [], parameters = [] } }) => {
    const isTagged = own.length === 1 && tags.includes(own[0]!)
    const isDescribed = parameters.every((each) => each.description && each.example !== undefined)
    return !(summary && description && isTagged && isDescribed)
  })
  expect(operations).toHaveLength(32)
  expect(bare.map(({ operation }) => operation.operationId)).toEqual([])
})

test('every operation of the webhooks has a summary, a description and a tag', () => {
  const tags = ((asyncApi.info as JsonObject).tags as { name: string }[]).map(({ name }) => name)
  const all = Object.entries(
    asyncApi.operations as Record<string, Omit<Operation, 'tags'> & { tags?: { name: string }[] }>,
  )
  const bare = all.filter(([, { summary, description, tags: own = [] }]) => {
    return !(summary && description && own.length === 1 && tags.includes(own[0]!.name))
  })
  expect(all).toHaveLength(6)
  expect(bare.map(([name]) => name)).toEqual([])
})

test('every request and every success of the API has an example that fits its schema', () => {
  const misfitsAt = createValidator(openApi)
  const wrong = operations.flatMap(({ path, method, operation: { operationId, requestBody, responses } }) => {
    const place = ['paths', path, method]
    const success = Object.keys(responses).find((status) => status.startsWith('2'))!
    const media = [
      { at: [...place, 'requestBody'], one: requestBody?.content['application/json'] },
      { at: [...place, 'responses', success], one: responses[success]!.content?.['application/json'] },
    ]
    return media.flatMap(({ at, one }) => {
      if (!one) return []
      if (one.example === undefined) return [`${operationId}: no example at ${at.at(-1)}`]
      return misfitsAt([...at, 'content', 'application/json', 'schema'], one.example).map(
        (it) => `${operationId}: ${it}`,
      )
    })
  })
  expect(wrong).toEqual([])
})

test.each(['openapi.json', 'emulator.json'] as const)(
  'every response with a body in %s has an example that fits its schema',
  (name) => {
    const misfitsAt = createValidator(documents[name])
    const { paths, components } = documents[name] as unknown as {
      paths: Record<string, Record<string, Operation>>
      components: { responses?: Record<string, Response>; examples?: Record<string, { value: unknown }> }
    }
    const lastOf = (reference: string): string => reference.split('/').at(-1)!
    const wrong = Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item).flatMap(([method, { operationId, responses }]) =>
        Object.entries(operationId ? responses : {}).flatMap(([status, given]) => {
          const shared = given.$ref === undefined ? undefined : lastOf(given.$ref)
          const place = shared ? ['components', 'responses', shared] : ['paths', path, method, 'responses', status]
          const { content = {}, description = '' } = shared ? components.responses![shared]! : given
          if (description.includes('The body is empty, so there is no example.')) return []
          return Object.entries(content).flatMap(([type, { example, examples = {} }]) => {
            const named = Object.values(examples).map(({ $ref }) => components.examples![lastOf($ref)]!.value)
            const all = example === undefined ? named : [example, ...named]
            const misfits =
              type === 'application/json'
                ? all.flatMap((each) => misfitsAt([...place, 'content', type, 'schema'], each))
                : []
            return [...(all.length === 0 ? ['no example'] : []), ...misfits].map(
              (it) => `${operationId} ${status}: ${it}`,
            )
          })
        }),
      ),
    )
    expect(wrong).toEqual([])
  },
)

test('every webhook and every response to one has an example that fits its schema', () => {
  const misfitsAt = createValidator(asyncApi)
  const channels = asyncApi.channels as Record<
    string,
    { messages: Record<string, { examples?: { payload: unknown }[] }> }
  >
  const all = Object.entries(channels).flatMap(([channel, { messages }]) =>
    Object.entries(messages).map(([name, { examples = [] }]) => ({
      at: ['channels', channel, 'messages', name],
      examples,
    })),
  )
  expect(all).toHaveLength(8)
  expect(all.filter(({ examples }) => examples[0]?.payload === undefined)).toEqual([])
  const misfits = all.flatMap(({ at, examples }) => misfitsAt([...at, 'payload'], examples[0]!.payload))
  expect(misfits).toEqual([])
})

test.each(names)('%s has a license, and no words of the TypeScript client', (name) => {
  const { info } = documents[name] as { info: { license: { name: string } } }
  expect(info.license.name).toBe('MIT')
  const words = [...JSON.stringify(documents[name]).matchAll(/"(?:summary|description)":"((?:[^"\\]|\\.)*)"/g)]
  const found = words
    .map(([, text]) => text!)
    .filter((text) =>
      /for await|@wazzup-kit|splitBatches|textLimits|returned when absent|\bundefined\b|\bResolves\b|\b[A-Z]\w+\.\w+`/.test(
        text,
      ),
    )
  // In the control API, the name of a method is the name of a route.
  const isMethod = /`(messages|templates|wauth|users|contacts)\.\w+`/
  const methods = name === 'emulator.json' ? [] : words.map(([, text]) => text!).filter((text) => isMethod.test(text))
  expect([...found, ...methods]).toEqual([])
})
