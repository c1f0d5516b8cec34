import { openPicklist } from '@wazzup-kit/core/schemas'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { describeInput } from './describe-input.ts'
import { inputSchemaOf, jsonSchemaOf } from './json-schema.ts'

const numberAsText = v.pipe(
  v.number(),
  v.check((value) => value > 0, 'above zero'),
  v.transform(String),
)

test.each([
  ['text', v.string()],
  ['text, not empty', v.pipe(v.string(), v.nonEmpty())],
  ['text, 2 to 5 characters', v.pipe(v.string(), v.minLength(2), v.maxLength(5))],
  [
    'text, lower case, without spaces',
    v.pipe(
      v.string(),
      v.check((text) => text === text.toLowerCase(), 'lower case'),
      v.check((text) => !text.includes(' '), 'without spaces'),
    ),
  ],
  ['text, for example "a", "b"', openPicklist(['a', 'b'])],
  ['"a", "b"', v.picklist(['a', 'b'])],
  ['whole number, 0 or more', v.pipe(v.number(), v.integer(), v.minValue(0))],
  ['text or number, above zero', v.union([v.string(), numberAsText])],
  ['list of texts, at most 3 items', v.pipe(v.array(v.string()), v.maxLength(3))],
  ['list of (text, not empty)', v.array(v.pipe(v.string(), v.nonEmpty()))],
])('describes a field as: %s', (type, schema) => {
  expect(describeInput(v.strictObject({ field: schema })).fields).toEqual([{ name: 'field', type, required: 'yes' }])
})

test('describes nested fields, and an object that may stand alone or in a list only once', () => {
  const button = v.strictObject({ text: v.optional(v.string()) })
  const input = v.strictObject({
    keyboard: v.optional(v.strictObject({ rows: v.array(v.union([button, v.array(button)])) })),
  })
  expect(describeInput(input).fields.map(({ name, type, required }) => [name, type, required])).toEqual([
    ['keyboard', 'object', 'no'],
    ['keyboard.rows', 'list of (object or list of objects)', 'yes'],
    ['keyboard.rows[].text', 'text', 'no'],
  ])
})

test('marks a field that only one form of the input has', () => {
  const forms = v.variant('scope', [
    v.strictObject({ scope: v.literal('all') }),
    v.strictObject({ scope: v.literal('one'), id: v.string() }),
  ])
  expect(describeInput(forms).fields).toEqual([
    { name: 'scope', type: '"all" or "one"', required: 'yes' },
    { name: 'id', type: 'text', required: 'when scope is "one"' },
  ])
})

test('lists rules about several fields separately', () => {
  const input = v.pipe(
    v.strictObject({ a: v.optional(v.string()), b: v.optional(v.string()) }),
    v.check(({ a, b }) => a !== b, 'of two different texts. Not one'),
    v.check(({ a }) => a !== '', 'something'),
  )
  expect(describeInput(input).rules).toEqual(['of two different texts. Not one', 'something'])
})

test('throws for an unknown kind of check', () => {
  expect(() => describeInput(v.strictObject({ at: v.pipe(v.string(), v.isoDate()) }))).toThrow('No words for format')
  expect(() => describeInput(v.strictObject({ at: v.unknown() }))).toThrow('No words for the type undefined')
})

test('describes only the documented form for the wire, and the converted forms for users of the client', () => {
  const schema = v.strictObject({ id: v.union([v.string(), numberAsText]) })
  expect(jsonSchemaOf(schema)).toMatchObject({ properties: { id: { type: 'string' } } })
  expect(inputSchemaOf(schema)).toMatchObject({
    properties: { id: { anyOf: [{ type: 'string' }, { type: 'number' }] } },
  })
})
