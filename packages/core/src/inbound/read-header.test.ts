import { expect, test } from 'vitest'
import { readHeader } from './read-header.ts'

test.each([
  ['a Headers', new Headers({ Authorization: 'Bearer a' })],
  ['an object of Node', { authorization: 'Bearer a' }],
])('reads a header of %s', (_, headers) => {
  expect(readHeader(headers, 'authorization')).toBe('Bearer a')
  expect(readHeader(headers, 'origin')).toBeUndefined()
})

test('readHeader joins the values of a header that was sent several times, as a Headers does', () => {
  const headers = new Headers()
  for (const each of ['https://a.example', 'https://b.example']) headers.append('origin', each)
  expect(readHeader(headers, 'origin')).toBe('https://a.example, https://b.example')
  expect(readHeader({ origin: ['https://a.example', 'https://b.example'] }, 'origin')).toBe(headers.get('origin'))
  expect(readHeader({ origin: ['https://a.example'] }, 'origin')).toBe('https://a.example')
})

test('readHeader reads the host from :authority of HTTP/2', () => {
  expect(readHeader({ ':authority': 'a.example' }, 'host')).toBe('a.example')
  expect(readHeader({ host: 'b.example', ':authority': 'a.example' }, 'host')).toBe('b.example')
})

test('readHeader reads a header named get', () => {
  expect(readHeader({ get: 'it' }, 'get')).toBe('it')
})
