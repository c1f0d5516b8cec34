import { describe, expect, test } from 'vitest'
import { json, scriptedFetch } from '../../test/scripted-fetch.ts'
import { createWazzup, type CallOptions, type ApiKey, type ClientOptions } from '../index.ts'
import { createMarketplace } from '../marketplace.ts'
import { createMemoryStore } from '../store.ts'

const apiKey = 'c8cf90444023482f909520d454368d27'

/** Returns the paths of the issues. */
function complaints(make: () => unknown): string[] {
  try {
    make()
    return []
  } catch (error) {
    return (error as { issues: { path: string }[] }).issues.map(({ path }) => path)
  }
}

describe('options of a client', () => {
  test.each<[Partial<ClientOptions & { apiKey: ApiKey }>, string]>([
    [{ timeout: 0 }, 'timeout'],
    [{ timeout: Number.NaN }, 'timeout'],
    [{ timeout: Number.POSITIVE_INFINITY }, 'timeout'],
    [{ attemptTimeout: -1 }, 'attemptTimeout'],
    [{ maxRetries: 1.5 }, 'maxRetries'],
    [{ rateLimit: { requests: 0, perMilliseconds: 5_000 } }, 'rateLimit'],
    [{ rateLimit: 'unlimted' as never }, 'rateLimit'],
    [{ rateLimit: 'off' as never }, 'rateLimit'],
    [{ rateLimit: '' as never }, 'rateLimit'],
    [{ rateLimit: 100 as never }, 'rateLimit'],
    [{ rateLimit: true as never }, 'rateLimit'],
    [{ rateLimit: null as never }, 'rateLimit'],
    [{ timeout: '1000' as never }, 'timeout'],
    [{ fetch: 'x' as never }, 'fetch'],
    [{ fetch: {} as never }, 'fetch'],
    [{ fetch: null as never }, 'fetch'],
    [{ explain: 'x' as never }, 'explain'],
    [{ store: {} as never }, 'store'],
    [{ store: createMemoryStore() as never }, 'store'],
    [{ hooks: 'x' as never }, 'hooks'],
    [{ baseURL: 'https://app.example' } as never, 'baseURL'],
    [{ baseUrl: 'https://user:password@example.com' }, 'baseUrl'],
    [{ baseUrl: 'https://example.com?key=1' }, 'baseUrl'],
    [{ baseUrl: '/wazzup' }, 'baseUrl'],
    [{ baseUrl: 'api.wazzup24.com' }, 'baseUrl'],
    [{ baseUrl: 'localhost:4324' }, 'baseUrl'],
    [{ baseUrl: '//api.wazzup24.com' }, 'baseUrl'],
    [{ baseUrl: 'ftp://api.wazzup24.com' }, 'baseUrl'],
    [{ baseUrl: 'https:api.wazzup24.com' }, 'baseUrl'],
    [{ baseUrl: 'https://' }, 'baseUrl'],
    [{ baseUrl: 'https:///v3' }, 'baseUrl'],
    [{ baseUrl: 'https://api.wazzup24.com:port' }, 'baseUrl'],
    [{ baseUrl: ' https://api.wazzup24.com' }, 'baseUrl'],
    [{ baseUrl: 'https://api.wazzup24.com\n' }, 'baseUrl'],
    [{ baseUrl: 'https://https://api.wazzup24.com' }, 'baseUrl'],
    [{ baseUrl: 'https://${WAZZUP_HOST}' }, 'baseUrl'],
    [{ baseUrl: 'https://{host}/v3' }, 'baseUrl'],
    [{ baseUrl: 'https://api.wazzup24.com,https://example.com' }, 'baseUrl'],
    [{ baseUrl: ' ' }, 'baseUrl'],
    [{ baseUrl: null as never }, 'baseUrl'],
    [{ baseUrl: new URL('https://api.wazzup24.com') as never }, 'baseUrl'],
  ])('rejects %j when the client is created', (options, path) => {
    expect(complaints(() => createWazzup({ apiKey, ...options }))).toEqual([path])
  })

  test('treats undefined as a missing option', async () => {
    const { fetch } = scriptedFetch(json(401, ''))
    const nothing = { baseUrl: undefined, timeout: undefined, maxRetries: undefined, pace: undefined, hooks: undefined }
    const wazzup = createWazzup({ apiKey, fetch, ...nothing, attemptTimeout: undefined, explain: undefined })
    const options = { signal: undefined, timeout: undefined, apiKey: undefined, firstAttemptAt: undefined }
    await expect(wazzup.channels.list({}, options)).rejects.toMatchObject({
      status: 401,
      remedy: expect.stringContaining('account owner'),
    })
  })

  test('treats an empty baseUrl as missing, so the key is required', () => {
    expect(complaints(() => createWazzup({ baseUrl: '' }))).toEqual(['apiKey'])
  })

  test('reports several issues together', () => {
    expect(complaints(() => createWazzup({ apiKey: '', timeout: -1, maxRetries: -1 })).toSorted()).toEqual([
      'apiKey',
      'maxRetries',
      'timeout',
    ])
  })

  test('names the options that are missing or misspelt', () => {
    expect(complaints(() => createWazzup(undefined as never))).toEqual(['apiKey'])
    expect(() => createWazzup({ apiKey, baseURL: 'https://app.example' } as never)).toThrow(
      /baseURL is not one of .*baseUrl/,
    )
  })

  test('names the key option of a marketplace client', () => {
    expect(complaints(() => createMarketplace({ partnerKey: '' }))).toEqual(['partnerKey'])
    expect(complaints(() => createMarketplace(undefined as never))).toEqual(['partnerKey'])
    expect(complaints(() => createMarketplace({ partnerKey: apiKey, fetch: 'x' as never }))).toEqual(['fetch'])
  })
})

describe('options of a call', () => {
  test.each<[CallOptions, string]>([
    [{ timeout: Number.POSITIVE_INFINITY }, 'timeout'],
    [{ attemptTimeout: 0 }, 'attemptTimeout'],
    [{ maxRetries: -1 }, 'maxRetries'],
    [{ signal: new AbortController() as never }, 'signal'],
    [{ retries: 3 } as never, 'retries'],
  ])('rejects %j without a request', async (options, path) => {
    const { fetch, requests } = scriptedFetch(json(200, []))
    await expect(createWazzup({ apiKey, fetch }).channels.list({}, options)).rejects.toMatchObject({
      effect: 'none',
      issues: [{ path }],
    })
    expect(requests).toHaveLength(0)
  })
})

test.each([
  [
    'throws',
    () => {
      throw new Error('broken')
    },
  ],
  ['returns nothing', () => undefined],
])('an explain that %s leaves the outcome of a send as it is', async (_, explain) => {
  const { fetch } = scriptedFetch(json(500, { error: 'UNKNOWN_ERROR' }))
  const wazzup = createWazzup({ apiKey, fetch, explain: explain as never, maxRetries: 0 })
  const sending = wazzup.messages.send({ channelId: 'c', chatType: 'whatsapp', chatId: '79011112233', text: 'Hello' })
  await expect(sending).rejects.toMatchObject({ name: 'WazzupApiError', effect: 'unknown' })
})

test('a call takes null for no options', async () => {
  const { fetch } = scriptedFetch(json(200, []))
  expect(await createWazzup({ apiKey, fetch }).channels.list({}, null as never)).toEqual([])
})

describe('the address of a request', () => {
  test.each([
    [undefined, 'https://api.wazzup24.com/v3/channels'],
    ['https://api.wazzup24.com/v3', 'https://api.wazzup24.com/v3/channels'],
    ['https://api.wazzup24.com/v3/', 'https://api.wazzup24.com/v3/channels'],
    ['http://127.0.0.1:4324', 'http://127.0.0.1:4324/v3/channels'],
    ['https://app.example/wazzup//', 'https://app.example/wazzup/v3/channels'],
    ['', 'https://api.wazzup24.com/v3/channels'],
    ['HTTP://[::1]:4324/a', 'HTTP://[::1]:4324/a/v3/channels'],
  ])('follows from the baseUrl %s', async (baseUrl, url) => {
    const { fetch, requests } = scriptedFetch(json(200, []))
    await createWazzup({ apiKey, baseUrl, fetch }).channels.list()
    expect(requests[0]!.url).toBe(url)
  })

  test('is on another origin for the unanswered counter, unless there is a baseUrl', async () => {
    const { fetch, requests } = scriptedFetch(json(200, { host: 'h' }))
    await createWazzup({ apiKey, fetch }).unanswered.getHost()
    await createWazzup({ apiKey, fetch, baseUrl: 'http://127.0.0.1:4324' }).unanswered.getHost()
    expect(requests.map(({ url }) => url)).toEqual([
      `https://integrations.wazzup24.com/counters/ws_host/api_v3/${apiKey}`,
      `http://127.0.0.1:4324/counters/ws_host/api_v3/${apiKey}`,
    ])
  })

  test('needs a key for the unanswered counter', async () => {
    const { fetch, requests } = scriptedFetch(json(200, { host: 'h' }))
    const gateway = createWazzup({ baseUrl: 'https://app.example', fetch })
    await expect(gateway.unanswered.getHost()).rejects.toMatchObject({ issues: [{ path: 'apiKey' }] })
    expect(requests).toHaveLength(0)
  })
})

test('rejects an id with a lone surrogate, and names the field', async () => {
  const call = createWazzup({ apiKey: 'c8cf90444023482f909520d454368d27' }).users.get({ id: '\ud800' })
  await expect(call).rejects.toMatchObject({ name: 'WazzupValidationError', issues: [{ path: 'id' }] })
})
