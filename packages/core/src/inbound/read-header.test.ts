import { expect, test } from 'vitest'
import { readHeader } from './read-header.ts'

test.each([
  ['a Headers', new Headers({ Authorization: 'Bearer a' })],
  ['an object of Node', { authorization: 'Bearer a' }],
])('reads a header of %s', (_, headers) => {
  expect(readHeader(headers, 'authorization')).toBe('Bearer a')
  expect(readHeader(headers, 'origin')).toBeUndefined()
})

test('a header that was sent several times counts as missing', () => {
  expect(readHeader({ origin: ['https://a.example', 'https://b.example'] }, 'origin')).toBeUndefined()
})

test('reads the host of HTTP/2', () => {
  expect(readHeader({ ':authority': 'a.example' }, 'host')).toBe('a.example')
  expect(readHeader({ host: 'b.example', ':authority': 'a.example' }, 'host')).toBe('b.example')
})

test('a header named get is a header', () => {
  expect(readHeader({ get: 'it' }, 'get')).toBe('it')
})
