import { expect, test, vi } from 'vitest'
import { json, scriptedFetch } from '../../../test/scripted-fetch.ts'
import { createReceiver, createWazzup, type WazzupApiError, type WazzupNetworkError } from '../../index.ts'

const flags = {
  messagesAndStatuses: true,
  contactsAndDealsCreation: true,
  channelsUpdates: true,
  templateStatus: true,
}

/** Returns the body in the error of a subscription, whose address is a secret. */
async function rawOf(body: unknown, { apiKey = 'a-key-of-the-api', webhooksUri = 'https://example.com/hook' } = {}) {
  const wazzup = createWazzup({ apiKey, maxRetries: 0, fetch: scriptedFetch(json(400, body)).fetch })
  const error = await wazzup.subscription.set({ webhooksUri, subscriptions: flags }).catch((thrown: unknown) => thrown)
  return (error as WazzupApiError).raw
}

test('a key of four characters is replaced, and a shorter one stays, because words contain it', async () => {
  expect(await rawOf({ error: 'X', words: 'abcdef' }, { apiKey: 'abcd' })).toMatchObject({ words: '[redacted]ef' })
  expect(await rawOf({ error: 'X', words: 'abcdef' }, { apiKey: 'abc' })).toMatchObject({ words: 'abcdef' })
})

test('a key that is too long for a header is not searched', async () => {
  const longest = 'k'.repeat(4_096)
  expect(await rawOf({ words: `${longest}!` }, { apiKey: longest })).toEqual({ words: '[redacted]!' })
  expect(await rawOf({ words: `${longest}k!` }, { apiKey: `${longest}k` })).toEqual({ words: `${longest}k!` })
})

test('a secret is replaced as a whole, even if it contains another one', async () => {
  const raw = await rawOf(
    { words: 'at https://example.com/the-key/hook and the-key' },
    { apiKey: 'the-key', webhooksUri: 'https://example.com/the-key/hook' },
  )
  expect(raw).toEqual({ words: 'at [redacted] and [redacted]' })
})

test.each([
  [
    'https://example.com/hook?key=first+part&token=%2Fsecond',
    'got first part and /second',
    'got [redacted] and [redacted]',
  ],
  ['HTTP://example.com/hook?only-a-value', 'got only-a-value', 'got [redacted]'],
  ['https://example.com/hook?key=before#after', 'got before and after', 'got [redacted] and after'],
  ['see https://example.com/hook?key=before', 'got before', 'got before'],
])('the values in the query of the address %s are secrets too', async (webhooksUri, words, expected) => {
  expect(await rawOf({ words }, { webhooksUri })).toEqual({ words: expected })
})

test('a secret is replaced as JSON and HTML escape it', async () => {
  const webhooksUri = 'it\'s "the"\n\r\tsecret'
  const html = 'it&apos;s &quot;the&quot;\n\r\tsecret'
  const raw = await rawOf({ json: JSON.stringify({ webhooksUri }), html }, { webhooksUri })
  expect(raw).toEqual({ json: '{"webhooksUri":"[redacted]"}', html: '[redacted]' })
})

test('of two secrets the longer one is replaced first, whichever comes first', async () => {
  for (const [apiKey, webhooksUri] of [
    ['the-key', 'the-key-and-more'],
    ['the-key-and-more', 'the-key'],
  ] as const) {
    expect(await rawOf({ words: 'the-key-and-more' }, { apiKey, webhooksUri })).toEqual({ words: '[redacted]' })
  }
})

test('secrets are replaced in keys, lists and nested values, and other values stay', async () => {
  const raw = await rawOf({ 'a-key-of-the-api': [null, 7, true, ['a-key-of-the-api']], none: null })
  expect(raw).toEqual({ '[redacted]': [null, 7, true, ['[redacted]']], none: null })
})

test('a body is kept up to 32 levels', async () => {
  const nested = (levels: number): unknown => (levels === 0 ? ['end'] : [nested(levels - 1)])
  expect(JSON.stringify(await rawOf({ deep: nested(30) }))).toContain('"end"')
  const tooDeep = JSON.stringify(await rawOf({ deep: nested(32) }))
  expect(tooDeep).not.toContain('"end"')
  expect(tooDeep).toContain('[redacted]')
})

test.each<[string, unknown, object]>([
  ['a text', 'refused a-key-of-the-api', { message: 'refused [redacted]' }],
  ['an object without a message', { code: 7 }, { message: '', code: 7 }],
  ['an object with a message that is no text', { message: 7, name: 'Odd', code: {} }, { message: '', name: 'Odd' }],
])('the cause is an error without secrets when fetch throws %s', async (_, thrown, expected) => {
  const fetch = () => Promise.reject(thrown as Error)
  const wazzup = createWazzup({ apiKey: 'a-key-of-the-api', maxRetries: 0, fetch })
  const error = (await wazzup.users.list().catch((reason: unknown) => reason)) as WazzupNetworkError
  expect(error.cause).toBeInstanceOf(Error)
  expect({
    ...(error.cause as Error),
    message: (error.cause as Error).message,
    name: (error.cause as Error).name,
  }).toMatchObject(expected)
})

/** Returns what the console shows when a handler throws this. */
async function printed(thrown: unknown): Promise<string> {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  try {
    const receiver = createReceiver({ secret: false })
    receiver.on('status', () => {
      throw thrown
    })
    await receiver.receive({
      body: { statuses: [{ messageId: 'm', status: 'sent', timestamp: '2026-01-01T00:00:00Z' }] },
    })
    return log.mock.calls.flat().map(String).join(' ')
  } finally {
    log.mockRestore()
  }
}

test('the console shows the causes of a failure, up to four', async () => {
  let failure: Error | undefined
  for (const level of [6, 5, 4, 3, 2, 1]) failure = new Error(`level ${level}`, { cause: failure })
  const text = await printed(failure)
  expect(text).toMatch(/^wazzup-kit: .*level 1[^]*caused by .*level 2[^]*caused by .*level 5/)
  expect(text).not.toContain('level 6')
})

test.each([
  ['a number', 7, '7'],
  ['an object whose stack is no text', { stack: 7, toString: () => 'its text' }, 'its text'],
  [
    'an object that cannot be read',
    {
      get stack() {
        throw new Error('never')
      },
    },
    'a value that has no text',
  ],
])('the console shows a handler that throws %s', async (_, thrown, expected) => {
  expect(await printed(thrown)).toContain(expected)
})
