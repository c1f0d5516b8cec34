import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { expectClean } from '../../../test/everything.ts'
import { bodies, inbound } from '../../../test/wire-items.ts'
import { createWebhooks, type Delivery, type Secret } from '../../index.ts'

// Wazzup does not sign deliveries. The secret is in the query of the address, or in the bearer when a crmKey was set.
// https://wazzup24.ru/help/api-ru/webhooks-2/ and https://wazzup24.ru/help/api-ru/wauth/

const ping = { test: true }
const secret = 's3cret-of-ours'

const statusFor = async (secret: Secret, delivery: Omit<Delivery, 'body'>) =>
  (await createWebhooks({ secret, onError() {} }).receive({ ...delivery, body: ping })).status

describe('accepts a delivery', () => {
  const odd = 'ключ &=#?/%+ 100% ü'
  test.each<[string, Secret, Omit<Delivery, 'body'>]>([
    ['by the query', secret, { url: `/wazzup?key=${secret}` }],
    ['by the query of a whole address', secret, { url: `https://crm.example/wazzup?a=1&key=${secret}&b=2` }],
    ['by a query before a fragment', secret, { url: `/wazzup?key=${secret}#top` }],
    ['by an odd secret, percent-encoded', odd, { url: `/?key=${encodeURIComponent(odd)}` }],
    ['by an odd secret, encoded like a form', odd, { url: `/?${new URLSearchParams({ key: odd })}` }],
    ['by base64 without percent-encoding', 'q+8/Zg==', { url: '/?key=q+8/Zg==' }],
    ['by base64 with percent-encoding', 'q+8/Zg==', { url: `/?key=${encodeURIComponent('q+8/Zg==')}` }],
    ['by a bearer', secret, { headers: { authorization: `Bearer ${secret}` } }],
    ['by a bearer in lower case', secret, { headers: { authorization: `bearer ${secret}` } }],
    ['by a bearer in upper case, with spaces', secret, { headers: { authorization: `  BEARER   ${secret}  ` } }],
    [
      'by the query, with a wrong bearer',
      secret,
      { url: `/?key=${secret}`, headers: { authorization: 'Bearer another' } },
    ],
    [
      'by the bearer, with a wrong query',
      secret,
      { url: '/?key=another', headers: { authorization: `Bearer ${secret}` } },
    ],
    ['by both', secret, { url: `/?key=${secret}`, headers: { authorization: `Bearer ${secret}` } }],
    ['by the first of two secrets', [secret, 'newer'], { url: `/?key=${secret}` }],
    ['by the second of two secrets', [secret, 'newer'], { url: '/?key=newer' }],
    [
      'by one secret in the query and another in the bearer',
      [secret, 'newer'],
      { url: '/?key=newer', headers: { authorization: `Bearer ${secret}` } },
    ],
    ['without a secret, with secret: false', false, {}],
    [
      'with a wrong secret, with secret: false',
      false,
      { url: '/?key=wrong', headers: { authorization: 'Bearer wrong' } },
    ],
  ])('%s', async (_, secret, delivery) => {
    expect(await statusFor(secret, delivery)).toBe(200)
  })
})

describe('rejects a delivery with', () => {
  test.each<[string, Secret, Omit<Delivery, 'body'>]>([
    ['no address and no header', secret, {}],
    ['an empty address and no header', secret, { url: '', headers: {} }],
    ['an empty key', secret, { url: '/?key=' }],
    ['an empty bearer', secret, { headers: { authorization: 'Bearer ' } }],
    ['a bearer without a value', secret, { headers: { authorization: 'Bearer' } }],
    ['the secret without its scheme', secret, { headers: { authorization: secret } }],
    ['another scheme', secret, { headers: { authorization: `Basic ${secret}` } }],
    ['the secret in the path', secret, { url: `/${secret}` }],
    ['the secret under another name', secret, { url: `/?Key=${secret}&keys=${secret}` }],
    ['the beginning of the secret', secret, { url: `/?key=${secret.slice(0, -1)}` }],
    ['the secret and another character', secret, { url: `/?key=${secret}x` }],
    ['the secret twice', secret, { url: `/?key=${secret}${secret}` }],
    ['the secret in upper case', secret, { url: `/?key=${secret.toUpperCase()}` }],
    ['two secrets in one', ['one', 'two'], { url: '/?key=one,two' }],
    ['a broken percent sign', 'per%cent', { url: '/?key=per%' }],
    ['a secret that was removed from the list', ['newer'], { url: `/?key=${secret}` }],
  ])('%s', async (_, secret, delivery) => {
    expect(await statusFor(secret, delivery)).toBe(401)
  })

  test('any text except the secret', async () => {
    const visible = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => text.trim() === text && text !== '')
    await fc.assert(
      fc.asyncProperty(visible, visible, async (secret, given) => {
        const expected = secret === given ? 200 : 401
        expect(await statusFor(secret, { url: `/?key=${encodeURIComponent(given)}` })).toBe(expected)
        expect(await statusFor(secret, { url: `/?key=${encodeURIComponent(secret)}` })).toBe(200)
      }),
      { numRuns: 300, seed: 7 },
    )
  })

  test('an address or header that is not text, without throwing', async () => {
    const wrong = { url: 5, headers: { authorization: ['Bearer x'] } } as unknown as Delivery
    expect(
      (await createWebhooks({ secret, onError() {} }).receive({ ...wrong, body: ping })).status,
    ).toBeGreaterThanOrEqual(400)
    expect((await createWebhooks({ secret, onError() {} }).receive(undefined as unknown as Delivery)).status).toBe(500)
  })
})

test.each([undefined, null, ''])('says that the secret %j is missing: its variable is not set', (secret) => {
  expect(() => createWebhooks({ secret: secret as Secret })).toThrow('options: secret is missing')
})

test.each<[string, unknown]>([
  ['true', true],
  ['a space', ' '],
  ['a line break at the end', 'hidden-value\n'],
  ['a number', 5],
  ['an object', { secret: 'hidden-value' }],
  ['an empty list', []],
  ['a list with an empty text', ['hidden-value', '']],
  ['a list with a number', ['hidden-value', 5]],
  ['a list in a list', [['hidden-value']]],
])('rejects %s as secret when the receiver is created, without quoting it', (_, secret) => {
  const make = () => createWebhooks({ secret: secret as Secret })
  expect(make).toThrow(
    expect.objectContaining({
      name: 'WazzupValidationError',
      message:
        'options: secret must be a text without spaces around it, or a list of such texts, or false for every delivery',
    }),
  )
  expect(make).not.toThrow(/hidden/)
})

test('later changes of the list of secrets have no effect', async () => {
  const secrets = [secret]
  const webhooks = createWebhooks({ secret: secrets, onError() {} })
  secrets.push('')
  expect((await webhooks.receive({ body: ping })).status).toBe(401)
})

describe('a function as secret', () => {
  const right = { url: `/?key=${secret}`, body: ping }
  const wrong = { url: '/?key=wrong', body: ping }

  test.each<[string, Extract<Secret, () => unknown>]>([
    ['returns the secret', () => secret],
    ['returns a list', () => ['older', secret]],
    ['resolves with the secret', async () => secret],
    ['resolves with a list', () => Promise.resolve(['older', secret])],
  ])('%s: only deliveries with the secret are accepted', async (_, source) => {
    const webhooks = createWebhooks({ secret: source, onError() {} })
    expect((await webhooks.receive(wrong)).status).toBe(401)
    expect((await webhooks.receive(right)).status).toBe(200)
    expect((await webhooks.receive(wrong)).status).toBe(401)
  })

  test('is called at the first delivery, and not again', async () => {
    let calls = 0
    const webhooks = createWebhooks({ secret: () => `${secret}${calls++ || ''}`, onError() {} })
    expect(calls).toBe(0)
    expect((await webhooks.receive(right)).status).toBe(200)
    expect((await webhooks.receive(right)).status).toBe(200)
    expect(calls).toBe(1)
  })

  test.each<[string, () => unknown]>([
    ['returns undefined', () => undefined],
    ['returns an empty text', () => ''],
    ['returns false', () => false],
    ['returns an empty list', () => []],
    ['returns a text with a line break', () => 'hidden-value\n'],
    ['resolves with undefined', () => Promise.resolve()],
  ])('%s: every delivery is rejected and reported, until it returns a secret', async (_, source) => {
    const reported: unknown[][] = []
    let current = source
    const webhooks = createWebhooks({
      secret: (() => current()) as Secret,
      onError: (...error) => reported.push(error),
    }).on('message', () => expect.unreachable())
    for (const delivery of [right, wrong, { body: bodies.message }, { url: '/?key=', body: bodies.message }]) {
      expect(await webhooks.receive(delivery)).toMatchObject({
        status: 500,
        body: JSON.stringify({ error: 'the receiver failed' }),
      })
    }
    expect(reported).toHaveLength(4)
    for (const [error, subject] of reported) {
      expect(error).toMatchObject({
        name: 'WazzupValidationError',
        message:
          'options: secret must be a function that returns a text without spaces around it, or a list of such texts',
      })
      expect(subject).toMatchObject({ kind: 'delivery', status: 500 })
    }
    expect(String(reported)).not.toContain('hidden')
    current = () => secret
    expect((await webhooks.receive(right)).status).toBe(200)
    expect((await webhooks.receive(wrong)).status).toBe(401)
  })

  test.each<[string, () => string | Promise<string>]>([
    [
      'throws',
      () => {
        throw new Error('no vault')
      },
    ],
    ['rejects', () => Promise.reject(new Error('no vault'))],
  ])('%s: the delivery is rejected, and its error is reported', async (_, source) => {
    const onError = vi.fn<(...reported: unknown[]) => void>()
    const webhooks = createWebhooks({ secret: source, onError })
    expect((await webhooks.receive(right)).status).toBe(500)
    expect(onError.mock.calls).toEqual([
      [expect.objectContaining({ message: 'no vault' }), expect.objectContaining({ kind: 'delivery', status: 500 })],
    ])
  })

  test('never resolves: the delivery gets 504 at its deadline', async () => {
    const webhooks = createWebhooks({ secret: () => new Promise<string>(() => {}), timeout: 20, onError() {} })
    expect((await webhooks.receive(right)).status).toBe(504)
  })

  test('leaves a body unread while it fetches the secret', async () => {
    const read = vi.fn<() => void>()
    const webhooks = createWebhooks({ secret: async () => secret, onError() {} })
    const body = {
      getReader() {
        read()
        throw new Error('read')
      },
    }
    expect((await webhooks.receive({ ...wrong, body })).status).toBe(401)
    expect(read).not.toHaveBeenCalled()
  })
})

describe('a rejected delivery', () => {
  test('is not read', async () => {
    const touched: unknown[] = []
    const body = new Proxy(
      {},
      {
        get: (_, key) => touched.push(key),
        has: (_, key) => Boolean(touched.push(key)),
        ownKeys: () => {
          touched.push('keys')
          return []
        },
        getPrototypeOf: () => {
          touched.push('prototype')
          return null
        },
      },
    )
    expect((await createWebhooks({ secret, onError() {} }).receive({ url: '/?key=wrong', body })).status).toBe(401)
    expect(touched).toEqual([])
  })

  test('reaches no handler', async () => {
    let calls = 0
    const webhooks = createWebhooks({ secret, onError() {} }).on('message', () => calls++)
    await webhooks.receive({ url: '/?key=wrong', body: bodies.message })
    expect(calls).toBe(0)
    await webhooks.receive({ url: `/?key=${secret}`, body: bodies.message })
    expect(calls).toBe(1)
  })
})

describe('P6: responses, errors and log lines contain no secret', () => {
  afterEach(() => vi.restoreAllMocks())

  const canary = 'cAnaRy+secret/with=odd.signs'
  const url = `https://crm.example/wazzup?key=${encodeURIComponent(canary)}`
  const authorization = `Bearer ${canary}`

  async function* broken(): AsyncGenerator<Uint8Array> {
    yield new Uint8Array(3)
    throw new Error('reset')
  }
  const cases: [number, string, unknown][] = [
    [200, 'a ping', ping],
    [200, 'a message', bodies.message],
    [400, 'no JSON', 'nonsense'],
    [400, 'a broken stream', broken()],
    [413, 'too much', ' '.repeat(5_000)],
    [500, 'nothing left', undefined],
    [500, 'a failing handler', bodies.echo],
    [500, 'an invalid entity', bodies.createDeal],
    [501, 'a question without a handler', bodies.createContact],
    [504, 'a handler that hangs', bodies.status],
    [200, 'an unreadable item', { messages: [{ ...inbound, messageId: null }], statuses: null }],
  ]

  test.each(cases)('%i: %s', async (status, _, body) => {
    const said: unknown[] = []
    vi.spyOn(console, 'error').mockImplementation((...line) => void said.push(...line))
    for (const onError of [undefined, (...reported: unknown[]) => said.push(...reported)]) {
      const webhooks = createWebhooks({ secret: [canary, 'another'], onError, timeout: 50, limits: { bytes: 4_000 } })
        .on('message', () => {})
        .on('echo', () => {
          throw new Error('of the handler')
        })
        .on('status', () => new Promise(() => {}))
        .on('createDeal', (() => ({})) as never)
      const response = await webhooks.receive({ url, headers: { authorization }, body })
      if (body !== cases[3]![2]) expect(response.status).toBe(status)
      const rejected = await webhooks.receive({ url: `${url}x`, headers: { authorization: `${authorization}x` }, body })
      expect(rejected.status).toBe(401)
      expectClean([response, rejected, webhooks, said], canary)
    }
  })
})
