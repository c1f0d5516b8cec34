import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expectClean } from '../../../test/everything.ts'
import { json } from '../../../test/scripted-fetch.ts'
import { createWazzup, redactAddresses } from '../../index.ts'

// P6: the secret of a webhook is in the query of its address, and addresses may be rewritten before they are logged.

const hexOf = (text: string) => Array.from(new TextEncoder().encode(text), (byte) => byte.toString(16).padStart(2, '0'))
const inHex = (text: string) =>
  hexOf(text)
    .map((byte) => `%${byte}`)
    .join('')
const inUnits = (text: string) =>
  Array.from({ length: text.length }, (_, index) => `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`).join(
    '',
  )

/** Forms of a secret after it was rewritten. */
const rewritings: Record<string, (secret: string) => string> = {
  'as it is': (secret) => secret,
  encoded: encodeURIComponent,
  'encoded twice': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  'encoded in lower case': (secret) => encodeURIComponent(secret).replace(/%../g, (byte) => byte.toLowerCase()),
  'encoded in every letter': inHex,
  'encoded in every letter, in capitals': (secret) => inHex(secret).toUpperCase(),
  'as a form sends it': (secret) => new URLSearchParams({ key: secret }).toString().slice('key='.length),
  'with its plus read as a space': (secret) => secret.replaceAll('+', ' '),
  'with its space left as a plus': (secret) => encodeURIComponent(secret.replaceAll(' ', '+')),
  'as the URL parser writes it': (secret) =>
    new URL(`https://a.example/?key=${secret.replace(/[#&%+\t\n\r]/g, encodeURIComponent)}`).search.slice(5),
  'in JSON': (secret) => JSON.stringify(secret).slice(1, -1),
  'in JSON, letter by letter': inUnits,
  'in JSON of PHP': (secret) => JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
  'in HTML': (secret) => secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  'in HTML, letter by letter': (secret) => Array.from(secret, (letter) => `&#${letter.codePointAt(0)};`).join(''),
}

const secretOf = fc.oneof(
  fc.string({ minLength: 8, maxLength: 40 }),
  fc.string({ minLength: 8, maxLength: 40, unit: 'grapheme-composite' }),
  fc.string({ minLength: 8, maxLength: 40, unit: fc.constantFrom(...'aB9+/=-_ %&?#"\'<>\\.*()[]{}|^$') }),
)
// The text that replaces a secret is not a trace of it.
const usable = (secret: string) => secret.trim() === secret && secret.isWellFormed() && !'[redacted]'.includes(secret)

describe.each(Object.entries(rewritings))('a secret %s', (_, rewrite) => {
  test('is in no error of a subscription', { timeout: 30_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(secretOf.filter(usable), async (secret) => {
        const shown = rewrite(secret)
        fc.pre(shown.length >= 8)
        const errors: unknown[] = []
        const set = (fetch: () => Promise<Response>) =>
          createWazzup({ apiKey: 'an-api-key', fetch, maxRetries: 0 })
            .subscription.set({
              webhooksUri: `https://bot.example/wazzup?a=1&key=${encodeURIComponent(secret)}`,
              subscriptions: {
                messagesAndStatuses: true,
                contactsAndDealsCreation: true,
                channelsUpdates: true,
                templateStatus: true,
              },
            })
            .catch((error: unknown) => errors.push(error))
        const words = `no 200 from POST /wazzup: ${shown} :end`
        await set(async () => json(400, { error: 'testPostNotPassed', description: words, data: { [shown]: [shown] } }))
        await set(async () => new Response(`<p>${words}</p>`, { status: 500 }))
        await set(() =>
          Promise.reject(new TypeError(words, { cause: Object.assign(new Error(shown), { code: shown }) })),
        )
        expect(errors).toHaveLength(3)
        const texts = errors.map((error) => {
          const { message, description, data, raw, cause } = error as Record<string, unknown>
          const { message: why, cause: root } = (cause ?? {}) as {
            message?: string
            cause?: Error & { code?: unknown }
          }
          return [message, description, raw, JSON.stringify(data), why, root?.message, root?.code].join(' | ')
        })
        for (const text of texts) {
          expect(text).toContain('[redacted]')
          expect(text.includes(shown)).toBe(false)
        }
      }),
      { numRuns: 40 },
    )
  })
})

test('the query of any address is in no cause', async () => {
  const canary = 'cAnaRy-of-an-account'
  const fetch = () =>
    Promise.reject(
      new TypeError(`Failed to parse URL from http://user:${canary}@proxy.example/v3/channels?token=${canary}&a=1`, {
        cause: new Error(`[POST] "/?key=${canary}": <no response>`),
      }),
    )
  const error = await createWazzup({ apiKey: 'key', fetch, maxRetries: 0 })
    .channels.list()
    .catch((reason: unknown) => reason)
  expectClean(error, canary)
  expect(error).toMatchObject({
    cause: {
      message: 'Failed to parse URL from http://[redacted]@proxy.example/v3/channels?token=[redacted]&a=[redacted]',
    },
  })
})

test('the address of a chat window is in no error', async () => {
  const token = 'eyJhbGciOiJIUzI1NiJ9.cAnaRy'
  const body = { error: 'INVALID_USER', description: `see https://12345678.wazzup24.com/chat/guid?token=${token}` }
  const error = await createWazzup({ apiKey: 'key', fetch: async () => json(400, body) })
    .chatWindow.get({ user: { id: '1' }, scope: 'global' })
    .catch((reason: unknown) => reason)
  expectClean(error, token)
})

describe('the token of a chat window is in no error', () => {
  const token = 'eyJhbGciOiJIUzI1NiJ9.eyJhY2NvdW50IjoxfQ.s1gnature_of-it'
  const address = `https://12345678.wazzup24.com/frame/${token}`

  test.each<[string, unknown]>([
    ['beside the error', { token }],
    ['inside of data', { data: { token } }],
    ['under another name', { link: address }],
    ['under a name in capitals', { URL: address }],
    ['in a list', { url: [address] }],
    ['in an object', { url: { href: address } }],
    ['in a text that is JSON', { body: JSON.stringify({ url: address, token }) }],
    ['in a sentence', { description: `rejected ${token}, see ${address}.` }],
    ['in a key', { [address]: 1 }],
    ['in the code', { code: token }],
    ['in encoded form', { description: encodeURIComponent(address) }],
    ['without its end', { description: token.slice(0, -12) }],
    ['with a long header', { description: `eyJ${'a'.repeat(400)}${token.slice(20)}` }],
  ])('%s', async (_, body) => {
    for (const status of [200, 400, 500]) {
      const response = json(status, { error: 'X', ...(body as object) }, { 'x-request-id': token })
      const wazzup = createWazzup({ apiKey: 'key', maxRetries: 0, fetch: async () => response })
      const error = await wazzup.chatWindow
        .get({ user: { id: '1', name: 'Olga' }, scope: 'global' })
        .catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(Error)
      expectClean(error, 'eyJhY2NvdW50', 's1gnature')
    }
  })

  test('beside the error, if it is no JWT', async () => {
    const response = json(400, { error: 'X', data: { token: '0paque-token' } })
    const wazzup = createWazzup({ apiKey: 'key', maxRetries: 0, fetch: async () => response })
    const error = await wazzup.chatWindow
      .get({ user: { id: '1', name: 'Olga' }, scope: 'global' })
      .catch((reason: unknown) => reason)
    expectClean(error, '0paque-token')
  })
})

test.each([
  ['to https://a.example/eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c-_1 ok', 'to https://a.example/[redacted] ok'],
  ['"eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c"', '"[redacted]"'],
  ['in keyJoin.ts and .eyJ', 'in keyJoin.ts and .eyJ'],
  ['POST /?key=s3cret', 'POST /?key=[redacted]'],
  ['GET https://a.example/wazzup?a=1&key=s%20x#top', 'GET https://a.example/wazzup?a=[redacted]&key=[redacted]#top'],
  ['("/wazzup?key=s3cret")', '("/wazzup?key=[redacted]")'],
  ['https://user:pass@a.example/', 'https://[redacted]@a.example/'],
  ['https://a.example/wazzup', 'https://a.example/wazzup'],
  ['is it 5? yes & no = maybe', 'is it 5? yes & no = maybe'],
  ['mail ann@a.example', 'mail ann@a.example'],
  ['POST /wazzup?s3cret', 'POST /wazzup?[redacted]'],
  ['"https://a.example?czNjcmV0==" failed', '"https://a.example?[redacted]" failed'],
  ['/wazzup?s3cret&a=1', '/wazzup?[redacted]&a=[redacted]'],
  ['to https://a.example/#token=s3cret.', 'to https://a.example/#token=[redacted]'],
  ['to https%3A%2F%2Fa.example%2F%3Fkey%3Ds3cret ok', 'to https%3A%2F%2Fa.example%2F%3F[redacted] ok'],
  ['https%253a%252f%252fa.example%253fs3cret', 'https%253a%252f%252fa.example%253f[redacted]'],
  ['/login?to=https%3A%2F%2Fa.example%2F%3Fkey%3Ds3cret&b=1', '/login?to=[redacted]&b=[redacted]'],
  ['on/off? or a?.b, #5', 'on/off? or a?.b, #5'],
  ['', ''],
])('redactAddresses(%j)', (text, expected) => {
  expect(redactAddresses(text)).toBe(expected)
})

test('redacts hostile texts in linear time', () => {
  for (const piece of [
    '?a',
    '&a=',
    '://a',
    '%25',
    '&#x0',
    '\\u00',
    'eyJ',
    '.eyJ',
    'eyJ.',
    '://a@',
    '/?',
    '/a?b',
    '%253f',
    '/?=',
  ]) {
    const text = piece.repeat(200_000)
    const start = performance.now()
    redactAddresses(text)
    expect(performance.now() - start).toBeLessThan(5_000)
  }
})
