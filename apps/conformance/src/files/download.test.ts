import { downloadFile, type DownloadOptions } from '@wazzup-kit/core/files'
import { createEmulator } from '@wazzup-kit/emulator'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { beforeAll, afterAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'

const hosts = ['files.example']
/** The hosts that were asked, with the paths. */
const asked: string[] = []
let origin: string
/** Streams that the other side has closed. */
let closed: Promise<unknown>

/** What the server does for each path, on each host. */
const pages: Record<string, RequestListener> = {
  '/picture': (_, response) => response.writeHead(200, { 'content-type': 'image/png' }).end('picture'),
  '/empty': (_, response) => response.writeHead(204).end(),
  '/missing': (_, response) => response.writeHead(404).end('no such file'),
  '/away': (_, response) => response.writeHead(503).end(),
  '/same-host': (_, response) => response.writeHead(302, { location: '/picture' }).end(),
  '/subdomain': (_, response) => response.writeHead(307, { location: 'https://cdn.files.example/picture' }).end(),
  '/elsewhere': (_, response) => response.writeHead(302, { location: 'https://other.example/picture' }).end(),
  '/metadata': (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end(),
  '/downgrade': (_, response) => response.writeHead(302, { location: 'http://files.example/picture' }).end(),
  '/circle': (_, response) => response.writeHead(302, { location: '/circle' }).end('around'),
  '/nowhere': (_, response) => response.writeHead(302).end(),
  '/ten': (_, response) => response.end('0123456789'),
  '/eleven': (_, response) => response.end('0123456789x'),
  '/endless': (_, response) => {
    closed = once(response, 'close')
    const write = (): void => {
      while (!response.destroyed && response.write('x'.repeat(1_000)));
      if (!response.destroyed) response.once('drain', write)
    }
    write()
  },
  '/bomb': (_, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5_000_000))),
  '/stuck': (_, response) => {
    closed = once(response, 'close')
    response.writeHead(200).write('begins')
  },
  '/broken': (_, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('begins')
    setTimeout(() => response.destroy(), 20)
  },
}

const server = createServer((request, response) => {
  response.on('error', () => {})
  pages[request.url!]!(request, response)
})
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
  server.closeAllConnections()
})
beforeEach(() => void asked.splice(0))

/** Stands for the DNS and the certificates of all hosts: makes the request to the server of this test. */
const toServer: NonNullable<DownloadOptions['fetch']> = (address, init) => {
  const { host, pathname } = new URL(address)
  asked.push(`${host}${pathname}`)
  return fetch(`${origin}${pathname}`, init)
}

const download = (url: string, options: Partial<DownloadOptions> = {}) =>
  downloadFile(url, { hosts, maxBytes: 1_000_000, fetch: toServer, ...options })

/** Returns the error of a download. */
const failureOf = (url: string, options?: Partial<DownloadOptions>) =>
  download(url, options).then(
    () => 'downloaded',
    ({ name, reason, retry, message }: Record<string, string>) => ({ name, reason, retry, message }),
  )

test('returns the content, and the type that the host claims', async () => {
  const { bytes, type } = await download('https://files.example/picture?filename=a.png')
  expect([new TextDecoder().decode(bytes), type]).toEqual(['picture', 'image/png'])
  expect(await download('https://files.example/empty')).toEqual({ bytes: new Uint8Array(0), type: undefined })
})

test('downloads the file of a message of the emulator', async () => {
  const emulator = createEmulator()
  const data = new TextEncoder().encode('the offer')
  const { contentUri } = emulator.simulate.customer.send({ file: { name: 'offer.pdf', data } })
  const { fetch } = emulator
  const file = await downloadFile(contentUri!, { hosts: ['store.emulator.invalid'], maxBytes: 100, fetch })
  expect(file).toEqual({ bytes: data, type: 'application/pdf' })
})

describe('an address is forbidden, and nothing is requested', () => {
  test.each([
    ['of another host', 'https://other.example/picture', 'leads to the host "other.example"'],
    ['whose host only ends like one', 'https://evilfiles.example/picture', 'leads to the host "evilfiles.example"'],
    ['whose host only begins like one', 'https://files.example.evil.test/', 'leads to the host'],
    ['with a dot behind its host', 'https://files.example./picture', 'leads to the host'],
    ['without https', 'http://files.example/picture', 'must begin with https://'],
    ['of another scheme', 'file:///etc/passwd', 'must begin with https://'],
    ['that carries its content', 'data:text/plain,hello', 'must begin with https://'],
    ['with a user', 'https://files.example@other.example/picture', 'must not contain a user'],
    ['with a password', 'https://:secret@files.example/picture', 'must not contain a user or a password'],
    ['with a port', 'https://files.example:8443/picture', 'must not name a port'],
    ['of this machine', 'https://127.0.0.1/picture', 'leads to the host "127.0.0.1"'],
    ['of this machine, as a number', 'https://2130706433/picture', 'leads to the host "127.0.0.1"'],
    ['of this machine, in version 6', 'https://[::1]/picture', 'leads to the host "[::1]"'],
    ['of this machine by name', 'https://localhost/picture', 'leads to the host "localhost"'],
    ['with a backslash', 'https://other.example\\@files.example/picture', 'leads to the host "other.example"'],
    ['that is relative', '/picture', 'is no absolute URL'],
    ['that is empty', '', 'is no absolute URL'],
  ])('%s', async (_, url, message) => {
    expect(await failureOf(url)).toMatchObject({
      name: 'DownloadError',
      reason: 'forbidden',
      retry: 'never',
      message: expect.stringContaining(message),
    })
    expect(asked).toEqual([])
  })
})

describe('redirects', () => {
  test('to allowed hosts are followed', async () => {
    for (const path of ['/same-host', '/subdomain']) {
      expect(new TextDecoder().decode((await download(`https://files.example${path}`)).bytes)).toBe('picture')
    }
    expect(asked.at(-1)).toBe('cdn.files.example/picture')
  })

  test.each([
    ['to another host', '/elsewhere', 'a redirect leads to the host "other.example"'],
    ['to an address of the cloud', '/metadata', 'a redirect must begin with https://'],
    ['away from https', '/downgrade', 'a redirect must begin with https://'],
  ])('%s are not followed', async (_, path, message) => {
    expect(await failureOf(`https://files.example${path}`)).toMatchObject({
      reason: 'forbidden',
      retry: 'never',
      message: expect.stringContaining(message),
    })
    expect(asked).toEqual([`files.example${path}`])
  })

  test('that never end are given up after three', async () => {
    expect(await failureOf('https://files.example/circle')).toMatchObject({ reason: 'forbidden', retry: 'never' })
    expect(asked).toHaveLength(4)
  })

  test('without an address are a failure', async () => {
    expect(await failureOf('https://files.example/nowhere')).toMatchObject({ reason: 'status', retry: 'never' })
  })
})

describe('the size', () => {
  test('may be as large as maxBytes, and not a byte larger', async () => {
    expect((await download('https://files.example/ten', { maxBytes: 10 })).bytes).toHaveLength(10)
    expect(await failureOf('https://files.example/eleven', { maxBytes: 10 })).toMatchObject({
      reason: 'tooLarge',
      retry: 'never',
      message: 'downloadFile: the file has more than 10 bytes',
    })
  })

  test('of a body without an end is counted while it comes, and the connection is closed', async () => {
    expect(await failureOf('https://files.example/endless')).toMatchObject({ reason: 'tooLarge' })
    await closed
  })

  test('is counted after decompression', async () => {
    expect(await failureOf('https://files.example/bomb')).toMatchObject({ reason: 'tooLarge' })
  })
})

describe('a failure', () => {
  test.each([
    ['a missing file', '/missing', 'status', 'never'],
    ['a host that is away', '/away', 'status', 'later'],
    ['a connection that breaks', '/broken', 'connection', 'later'],
  ])('of %s says whether another try may succeed', async (_, path, reason, retry) => {
    expect(await failureOf(`https://files.example${path}`)).toMatchObject({ reason, retry })
  })

  test('names no address', async () => {
    const fetch = () => Promise.reject(new Error('https://files.example/picture?filename=passport.pdf'))
    const error = await download('https://files.example/picture?filename=passport.pdf', { fetch }).catch(
      (thrown: unknown) => thrown,
    )
    expect(`${String(error)} ${(error as Error).stack} ${JSON.stringify(error)}`).not.toContain('passport')
    expect((error as Error).cause).toBeUndefined()
  })

  test('comes when the signal aborts, also while the body comes, and the connection is closed', async () => {
    const controller = new AbortController()
    const failure = failureOf('https://files.example/stuck', { signal: controller.signal })
    await expect.poll(() => asked).toHaveLength(1)
    controller.abort()
    expect(await failure).toMatchObject({ reason: 'aborted', retry: 'later' })
    const before = asked.length
    expect(await failureOf('https://files.example/picture', { signal: controller.signal })).toMatchObject({
      reason: 'aborted',
    })
    expect(asked).toHaveLength(before)
  })

  test('comes after the timeout', async () => {
    expect(await failureOf('https://files.example/stuck', { timeout: 50 })).toMatchObject({
      reason: 'timeout',
      retry: 'later',
    })
    await closed
  })
})

test.each<[string, Partial<DownloadOptions>, string]>([
  ['no hosts', { hosts: [] }, 'hosts must be a list'],
  ['a text', { hosts: 'files.example' as never }, 'hosts must be a list'],
  ['an address', { hosts: ['https://files.example'] }, 'hosts[0] must be a domain name'],
  ['a port', { hosts: ['files.example:443'] }, 'hosts[0] must be a domain name'],
  ['a whole top-level domain', { hosts: ['files.example', 'com'] }, 'hosts[1] must be a domain name'],
  ['an IP address', { hosts: ['127.0.0.1'] }, 'hosts[0] must be a domain name'],
  ['a short IP address', { hosts: ['127.1'] }, 'hosts[0] must be a domain name'],
  ['no size', { maxBytes: Infinity }, 'maxBytes must be a number of bytes'],
  ['a controller as signal', { signal: new AbortController() as never }, 'signal must be an AbortSignal'],
  ['no function as fetch', { fetch: 'x' as never }, 'fetch must be a function'],
  ['a misspelt name', { hoststo: [] } as never, 'hoststo is not one of'],
  ['no time', { timeout: 0 }, 'timeout must be milliseconds'],
])('rejects %s in the options', async (_, options, message) => {
  await expect(download('https://files.example/picture', options)).rejects.toThrow(message)
  onTestFinished(() => expect(asked).toEqual([]))
})

test('accepts hosts in capitals and other scripts', async () => {
  const written = { hosts: ['Files.Example', 'файлы.пример'] }
  expect((await download('https://FILES.example/picture', written)).bytes).toHaveLength(7)
  expect((await download('https://xn--80asg7a0b.xn--e1afmkfd/picture', written)).bytes).toHaveLength(7)
})
