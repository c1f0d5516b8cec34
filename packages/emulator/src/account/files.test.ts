import { expect, it } from 'vitest'
import { createEmulator } from '../emulator/create-emulator.ts'
import { obeys } from '../testing/test-rules.ts'

it(`a file of a message is fetched from its link in process and from the port ${obeys('customer/file-host')}`, async () => {
  const emulator = createEmulator()
  const { customer, operator } = emulator.simulate
  const data = new TextEncoder().encode('bytes')
  const inProcess = [
    customer.send({ type: 'audio' }),
    customer.send({ file: { name: 'кот.png', data: `data:image/png;base64,${btoa('picture')}` } }),
    operator.send({ from: 'crm', chatId: '79', file: { name: 'a.pdf', data } }),
  ]
  expect(inProcess.map(({ type, text }) => [type, text])).toEqual([
    ['audio', undefined],
    ['image', undefined],
    ['document', undefined],
  ])
  const seen = async (get: typeof fetch, uris: (string | null | undefined)[]) =>
    Promise.all(
      uris.map(async (uri) => {
        const response = await get(uri!)
        const { headers } = response
        return [
          headers.get('content-type'),
          headers.get('content-disposition'),
          headers.get('x-content-type-options'),
          headers.get('cross-origin-resource-policy'),
          await response.text(),
        ]
      }),
    )
  const expected = [
    ['audio/ogg', 'attachment', 'nosniff', 'cross-origin', 'Emulated voice.ogg'],
    ['image/png', 'attachment', 'nosniff', 'cross-origin', 'picture'],
    ['application/pdf', 'attachment', 'nosniff', 'cross-origin', 'bytes'],
  ]
  const uris = inProcess.map(({ contentUri }) => contentUri)
  expect(await seen(emulator.fetch, uris)).toEqual(expected)
  const server = await emulator.listen()
  try {
    const later = uris.map((uri) => uri!.replace('https://store.emulator.invalid', server.url))
    expect(await seen(fetch, later)).toEqual(expected)
    const { contentUri } = customer.send({ type: 'image' })
    expect(contentUri).toMatch(new RegExp(`^${server.url}/[0-9a-f]{32}/\\?filename=picture.jpg$`))
    expect([...new Uint8Array(await (await fetch(contentUri!)).arrayBuffer())].slice(0, 3)).toEqual([0xff, 0xd8, 0xff])
    expect((await fetch(contentUri!, { method: 'HEAD' })).headers.get('content-length')).toBe('134')
    expect(emulator.requests).toEqual([])
    expect((await fetch(contentUri!.replace('picture', 'other'))).status).toBe(404)
    expect((await fetch(contentUri!, { method: 'POST' })).status).toBe(404)
    emulator.reset()
    for (const link of [...later, contentUri!]) expect((await fetch(link)).status).toBe(404)
  } finally {
    await server.close()
  }
})

it('equal files have equal links', () => {
  const { customer } = createEmulator().simulate
  const file = (name: string, data: string) =>
    customer.send({ file: { name, data: new TextEncoder().encode(data) } }).contentUri
  expect(file('a.png', '1')).toBe(file('a.png', '1'))
  expect(
    new Set([
      file('a.png', '1'),
      file('b.png', '1'),
      file('a.png', '2'),
      customer.send({ type: 'image' }).contentUri,
      customer.send({ type: 'image' }).contentUri,
    ]).size,
  ).toBe(5)
})

it('a file that a browser could run is served as unknown bytes, in no frame', async () => {
  const emulator = createEmulator()
  const text = '<script>alert(1)</script>'
  const types = ['text/html', 'image/svg+xml', 'application/xhtml+xml', 'text/javascript', '']
  const links = types.map((type) => {
    const data = `data:${type};base64,${btoa(text)}`
    return emulator.simulate.customer.send({ file: { name: `a.${type.length}`, data } }).contentUri!
  })
  const server = await emulator.listen()
  try {
    for (const link of links) {
      const response = await fetch(link.replace('https://store.emulator.invalid', server.url))
      expect(await response.text()).toBe(text)
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-disposition': 'attachment',
        'content-security-policy': 'sandbox',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      })
    }
  } finally {
    await server.close()
  }
})
