import { readFile } from 'node:fs/promises'
import { Validator } from '@seriousme/openapi-schema-validator'
import { createEmulator } from '@wazzup-kit/emulator'
import { actions } from '@wazzup-kit/emulator/control'
import { expect, test } from 'vitest'
import type { JsonObject } from '../../schemas/json-schema.ts'
import { createValidator } from '../validator.ts'
import { recordControl } from './record-control.ts'

interface Operation {
  operationId: string
  tags: string[]
  security?: object[]
  summary?: string
  parameters?: { name: string; description?: string; example?: unknown }[]
  requestBody?: { content: Record<string, { example?: unknown }> }
  responses: Record<string, { content?: Record<string, { example?: unknown }> }>
}

// `pnpm docs:check` compares the committed files with their sources.
const packageFile = import.meta.resolve('@wazzup-kit/emulator/package.json')
const textOf = (name: string): Promise<string> => readFile(new URL(name, packageFile), 'utf8')
const document = JSON.parse(await textOf('documents/emulator.json')) as JsonObject
const operations = Object.entries(document.paths as Record<string, Record<string, Operation>>).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
)

test('the document of the control API is valid, and contains every action', async () => {
  expect(await new Validator().validate(structuredClone(document))).toEqual({ valid: true })
  const ids = operations.map(({ operation }) => operation.operationId)
  expect(Object.keys(actions).filter((verb) => !ids.includes(verb))).toEqual([])
  expect(new Set(ids).size).toBe(ids.length)
})

test('says which operations need the token of an emulator that has one', () => {
  const open = operations.filter(({ operation: { responses } }) => responses[401] === undefined)
  expect(open.map(({ operation }) => operation.operationId)).toEqual(['page.health'])
  expect(open.map(({ operation }) => operation.security)).toEqual([[]])
  expect(document.security).toEqual([{}, { token: [] }])
})

test('every response of the emulator fits the document', async () => {
  const misfitsAt = createValidator(document)
  const exchanges = await recordControl()
  const misfits = exchanges.flatMap(({ operationId, body, answer }) => {
    const { path, method, operation } = operations.find((each) => each.operation.operationId === operationId)!
    const place = ['paths', path, method]
    const json = ['content', 'application/json', 'schema']
    return [
      ...(operation.requestBody ? misfitsAt([...place, 'requestBody', ...json], body) : []),
      ...misfitsAt([...place, 'responses', '200', ...json], JSON.parse(answer)),
    ].map((misfit) => `${operationId}: ${misfit}`)
  })
  expect(misfits).toEqual([])
  expect(misfitsAt(['components', 'schemas', 'Problem'], { result: null })).toHaveLength(1)
})

test('every operation has a summary, a tag, and an example of its request and its response', () => {
  const tags = (document.tags as { name: string }[]).map(({ name }) => name)
  const bare = operations.filter(({ operation: { summary, tags: own, requestBody, parameters = [], responses } }) => {
    const isShown = (content: Record<string, { example?: unknown }> = {}): boolean =>
      Object.entries(content).every(([type, { example }]) => type === '*/*' || example !== undefined)
    const hasWords = parameters.every(({ description, example }) => description && example !== undefined)
    const isDocument = own[0] === 'documents'
    const isTagged = own.length === 1 && tags.includes(own[0]!)
    return !(
      summary &&
      isTagged &&
      hasWords &&
      isShown(requestBody?.content) &&
      (isDocument || isShown(responses[200]?.content))
    )
  })
  expect(bare).toEqual([])
})

test.each(['openapi.json', 'asyncapi.json', 'emulator.json'])(
  'a running emulator serves %s as it is in the package',
  async (name) => {
    expect((JSON.parse(await textOf('package.json')) as { files: string[] }).files).toContain('documents')
    const server = await createEmulator().listen()
    try {
      const response = await fetch(`${server.url}/_emulator/${name}`)
      expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
      expect(await response.text()).toBe(await textOf(`documents/${name}`))
    } finally {
      await server.close()
    }
  },
)
