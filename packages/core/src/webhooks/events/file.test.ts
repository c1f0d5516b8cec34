import { expect, test } from 'vitest'
import { onlyEvent } from '../../../test/received.ts'
import { inbound } from '../../../test/wire-items.ts'
import { getFile, type Message } from '../../index.ts'

const hash = '0a1b2c3d4e5f60718293a4b5c6d7e8f9'
const inStore = (filename: string) => `https://store.wazzup24.com/${hash}/?filename=${filename}`

async function fileOf(contentUri: unknown) {
  return getFile((await onlyEvent({ messages: [{ ...inbound, type: 'document', text: null, contentUri }] })) as Message)
}

test.each([
  ['a.pdf', 'a.pdf'],
  ['%D0%A1%D1%87%D1%91%D1%82%20%E2%84%96%201.pdf', 'Счёт № 1.pdf'],
  ['my+file.pdf', 'my file.pdf'],
  ['C++%20notes.pdf', 'C++ notes.pdf'],
  ['C%2B%2B.pdf', 'C++.pdf'],
  ['100%.pdf', '100%.pdf'],
  ['%D1%F7%B8%F2.pdf', '%D1%F7%B8%F2.pdf'],
  ['%D0%A1%20%zz%D0.pdf', 'С %zz%D0.pdf'],
  ['..%2F..%2Fetc%2Fpasswd', 'passwd'],
  ['C:%5Cwindows%5Ca.exe', 'a.exe'],
  ['a%00b%0A.txt', 'ab.txt'],
  ['a%E2%80%AEfdp.exe', 'afdp.exe'],
  ['a.pdf&x=1#part', 'a.pdf'],
  ['.env', '.env'],
  ['a..', 'a..'],
  ['a.was.pdf', 'a.was.pdf'],
])('readFile decodes the file name %s', async (encoded, name) => {
  expect(await fileOf(inStore(encoded))).toEqual({ url: inStore(encoded), name, hash, isSticker: false })
})

test.each(['', '..', '%2F', '%20'])('readFile returns no name for %j', async (filename) => {
  expect(await fileOf(inStore(filename))).toStrictEqual({ url: inStore(filename), hash, isSticker: false })
})

test('readFile recognizes a WhatsApp sticker by its .was file', async () => {
  expect(await fileOf(inStore('STK-1.WAS'))).toMatchObject({ isSticker: true })
  expect(await fileOf('https://store.wazzup24.com/a.was')).toMatchObject({ name: 'a.was', isSticker: true })
})

test.each([
  ['https://cdn.example/files/%D0%B0.png?token=1', 'а.png'],
  ['https://cdn.example', undefined],
  ['//cdn.example/a.png', 'a.png'],
  ['not an address', 'not an address'],
  ['https://[broken/a.png', 'a.png'],
  ['s3://bucket', undefined],
  ['files/http://a.png', 'a.png'],
  ['filename=a.png', 'filename=a.png'],
])('readFile returns no hash for an address of another form: %s', async (url, name) => {
  expect(await fileOf(url)).toStrictEqual({ url, ...(name && { name }), isSticker: false })
})

test('readFile takes the hash of an address for no name', async () => {
  const url = `https://store.wazzup24.com/${hash}`
  expect(await fileOf(url)).toStrictEqual({ url, hash, isSticker: false })
})

test.each([null, undefined, '', {}])('readFile returns undefined for %j', async (contentUri) => {
  expect(await fileOf(contentUri)).toBeUndefined()
})
