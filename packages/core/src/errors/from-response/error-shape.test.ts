import { describe, expect, test } from 'vitest'
import { readErrorShape, type ErrorShape } from './error-shape.ts'

const spam = { code: 'SPAM', description: 'Words', data: { limit: 3 } }

describe('reads code, description and data out of', () => {
  test.each<[string, unknown, Partial<ErrorShape>]>([
    ['the documented shape', { error: 'SPAM', description: 'Words', data: { limit: 3 } }, spam],
    ['code and message', { code: 'SPAM', message: 'Words', data: { limit: 3 } }, spam],
    ['an object inside of error', { error: { code: 'SPAM', message: 'Words', data: { limit: 3 } } }, spam],
    ['error inside of error', { error: { error: 'SPAM', description: 'Words' }, data: { limit: 3 } }, spam],
    ['a list of errors', { errors: [{ code: 'SPAM', description: 'Words', data: { limit: 3 } }] }, spam],
    ['one error under errors', { errors: { code: 'SPAM', description: 'Words', data: { limit: 3 } } }, spam],
    ['a list inside of error', { error: [{ code: 'SPAM', description: 'Words', data: { limit: 3 } }] }, spam],
    ['flat names', { errorCode: 'SPAM', errorDescription: 'Words', data: { limit: 3 } }, spam],
    ['flat names with underscores', { error_code: 'SPAM', error_message: 'Words', data: { limit: 3 } }, spam],
    ['an array', [{ error: 'SPAM', description: 'Words', data: { limit: 3 } }], spam],
    ['an array that begins with null', [null, { error: 'SPAM', description: 'Words', data: { limit: 3 } }], spam],
    ['an error wrapped in data', { data: { error: 'SPAM', description: 'Words', data: { limit: 3 } } }, spam],
    ['a wrapped list', { data: [{ code: 'SPAM', description: 'Words', data: { limit: 3 } }] }, spam],
    ['a code beside a sentence', { error: 'Words', code: 'SPAM' }, { code: 'SPAM', description: 'Words' }],
    ['a code beside a flag', { error: true, code: 'SPAM', message: 'Words' }, { code: 'SPAM', description: 'Words' }],
    ['a known code beside a word', { error: 'Failure', code: 'SPAM' }, { code: 'SPAM', description: 'Failure' }],
    ['a code beside its number', { code: 470, error: 'SPAM' }, { code: 'SPAM' }],
    ['a code in the place of the description', { error: true, message: 'SPAM' }, { code: 'SPAM', description: 'SPAM' }],
    [
      'a code repeated as its description',
      { code: 'SPAM', description: 'SPAM', message: 'Words' },
      { description: 'Words' },
    ],
    ['a list of descriptions', { error: 'SPAM', message: ['One', 'Two'] }, { code: 'SPAM', description: 'One; Two' }],
    ['a number', 470, { code: '470' }],
    ['a number for the code', { error: { code: 470 } }, { code: '470' }],
    ['a code with blanks around it', { error: ' SPAM ' }, { code: 'SPAM' }],
    ['a code alone', 'SPAM', { code: 'SPAM' }],
    ['a list of codes', { errors: ['SPAM'] }, { code: 'SPAM' }],
    ['a new code', { error: 'FROM_THE_FUTURE' }, { code: 'FROM_THE_FUTURE' }],
    ['a known code in front of a sentence', { error: 'SPAM: Words' }, { code: 'SPAM', description: 'SPAM: Words' }],
    ['a word in front of a sentence that is not a code', { error: 'Error: Words' }, { code: undefined }],
    ['a known code behind a number', { errors: [{ code: 400 }, { code: 'SPAM' }] }, { code: 'SPAM' }],
    ['a known code behind another', [{ code: 'VALIDATION' }, { code: 'SPAM' }], { code: 'SPAM' }],
    ['a sentence around data', { error: 'Bad Request', data: spam }, spam],
    [
      'a sentence around data without words',
      { message: 'Words', data: { code: 'SPAM' } },
      { ...spam, data: undefined },
    ],
    ['a status around data', { code: 400, data: spam }, spam],
    ['an object inside of message', { statusCode: 400, message: { error: 'SPAM' } }, { code: 'SPAM' }],
    ['a list of messages', { error: 'Bad Request', message: ['one', 'SPAM'] }, { code: 'SPAM' }],
    ['details', { error: 'Bad Request', details: [{ code: 'SPAM' }] }, { code: 'SPAM' }],
    ['codes by field', { errors: { chatId: ['SPAM'] } }, { code: 'SPAM' }],
    ['an object with numbers as keys', { errors: { 0: { code: 'SPAM' } } }, { code: 'SPAM' }],
    [
      'words for nothing beside a code',
      { error: 'null', message: 'false', code: 'SPAM' },
      { code: 'SPAM', description: undefined },
    ],
    ['title and detail', { title: 'Title', detail: 'Words' }, { code: undefined, description: 'Words' }],
    ['a sentence alone', 'Not delivered at all', { code: undefined, description: 'Not delivered at all' }],
    ['a sentence as error', { error: 'Not delivered' }, { code: undefined, description: 'Not delivered' }],
  ])('%s', (_, value, expected) => {
    expect(readErrorShape(value)).toMatchObject(expected)
  })
})

test('readErrorShape keeps all of several errors and reads the first that has a code', () => {
  const errors = [{ message: 'Words' }, { code: 'SPAM' }, { code: 'BAD_CONTACT' }]
  expect(readErrorShape({ errors })).toEqual({
    code: 'SPAM',
    description: undefined,
    data: errors,
    requestId: undefined,
  })
  expect(readErrorShape([{ message: 'One thing' }, { message: 'Other thing' }]).description).toBe('One thing')
})

test('readErrorShape reads the request id at the top and inside of error', () => {
  expect(readErrorShape({ error: 'SPAM', requestId: 'abc' }).requestId).toBe('abc')
  expect(readErrorShape({ error: { code: 'SPAM', requestId: 'abc' } }).requestId).toBe('abc')
  expect(readErrorShape({ requestId: 'abc', data: { error: 'SPAM' } })).toMatchObject({
    code: 'SPAM',
    requestId: 'abc',
  })
})

test('readErrorShape reads data of any type, and looks for an error in data only when there is none outside', () => {
  expect(readErrorShape({ error: 'SPAM', data: 404 }).data).toBe(404)
  expect(readErrorShape({ error: 'FROM_THE_FUTURE', data: { error: 'SPAM' } }).code).toBe('FROM_THE_FUTURE')
  expect(readErrorShape({ message: 'Words', data: { reason: 'x', title: 'Others' } })).toMatchObject({
    description: 'Words',
    data: { reason: 'x' },
  })
})

test.each([
  [undefined],
  [null],
  [''],
  ['  '],
  [0],
  [Number.NaN],
  [true],
  [false],
  [{}],
  [[]],
  [[[]]],
  [{ error: null, code: 0, errors: [], data: null }],
  [{ error: {}, description: {}, message: 5 }],
  [{ error: 'null', code: 'false', message: ' None ', errors: 'undefined' }],
  [() => 'SPAM'],
])('readErrorShape finds nothing in %j', (value) => {
  expect(readErrorShape(value)).toEqual({
    code: undefined,
    description: undefined,
    data: undefined,
    requestId: undefined,
  })
})

test('readErrorShape returns codes that are also names of object members', () => {
  expect(readErrorShape({ error: 'constructor' }).code).toBe('constructor')
})

test('readErrorShape does not overflow the stack for deeply nested values', () => {
  let deep: unknown = { error: 'SPAM' }
  for (let level = 0; level < 20_000; level++) deep = level % 2 === 0 ? [deep] : { error: deep }
  expect(readErrorShape(deep).code).toBeUndefined()
})
