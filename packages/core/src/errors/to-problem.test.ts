import { describe, expect, test } from 'vitest'
import { readResponse } from '../../test/read-response.ts'
import { expectClean } from '../../test/everything.ts'
import { connectionRefused, connectionReset, json, scriptedFetch } from '../../test/scripted-fetch.ts'
import { createWazzup, toProblem, type ApiKey, type ClientOptions, type Wazzup } from '../index.ts'
import { apiErrors } from '../schemas.ts'
import { provesNothing } from './codes/look-up-code.ts'

// RFC 9457, without anything that the caller of the gateway must not see.

const canary = 'cAnaRy+key/with=odd.signs'
const message = { channelId: 'c', chatType: 'whatsapp', chatId: '7', text: 'private words' } as const
type Given = Parameters<typeof scriptedFetch>[0]

/** Returns the error of one call with this response of Wazzup. */
async function errorOf(
  given: Given,
  ask: (wazzup: Wazzup) => Promise<unknown> = (wazzup) => wazzup.messages.send({ ...message, crmMessageId: 'mine' }),
  options: Partial<ClientOptions & { apiKey: ApiKey }> = {},
): Promise<unknown> {
  const wazzup = createWazzup({ apiKey: canary, fetch: scriptedFetch(given).fetch, maxRetries: 0, ...options })
  return ask(wazzup).then(
    () => undefined,
    (error: unknown) => error,
  )
}

const headers = { 'content-type': 'application/problem+json' }

describe('a call that Wazzup rejected', () => {
  test.each([
    [400, 400],
    [401, 424],
    [403, 424],
    [404, 404],
    [409, 409],
    [413, 413],
    [429, 429],
    [498, 498],
    [500, 502],
    [502, 502],
    [504, 502],
    [599, 502],
  ])('%i becomes %i', async (status, expected) => {
    const response = readResponse(
      toProblem(await errorOf(json(status, { error: 'BALANCE_IS_EMPTY', description: 'private words' })))!,
    )
    expect(response).toEqual({
      status: expected,
      headers,
      body: {
        type: expect.stringMatching(/errors\.md#balance_is_empty$/),
        title: 'Wazzup rejected the call',
        status: expected,
        detail: expect.any(String),
        remedy: expect.any(String),
        code: 'BALANCE_IS_EMPTY',
        retry: status < 500 ? 'later' : 'never',
        actor: expect.any(String),
        scope: 'channel',
        effect: status < 500 ? 'none' : 'unknown',
        crmMessageId: 'mine',
      },
    })
  })

  test('an error without a code is explained by its status', async () => {
    const response = readResponse(toProblem(await errorOf(json(404, ''), (wazzup) => wazzup.users.get({ id: 'u' })))!)
    expect(response).toMatchObject({ status: 404, body: { type: expect.stringMatching(/#http-404$/), effect: 'none' } })
    expect(JSON.parse(JSON.stringify(response!.body))).not.toHaveProperty('code')
    expect(response!.body).not.toHaveProperty('crmMessageId')
  })

  // A send with a repeated id resolves, so it is not an error.
  const rejections = Object.entries(apiErrors).filter(([code]) => code !== 'REPEATED_CRM_MESSAGE_ID')
  test.each(rejections)('%s has its meaning and retry advice', async (code, facts) => {
    // A message that may have been sent must not be sent again.
    const retry = provesNothing(code, 400) ? 'never' : facts.retry
    expect(readResponse(toProblem(await errorOf(json(400, { error: code })))!)).toMatchObject({
      status: 400,
      body: { code, retry, detail: expect.stringMatching(/\w \w/), type: expect.stringContaining(code.toLowerCase()) },
    })
  })

  test.each([
    ['7', '7'],
    ['0', '0'],
    [new Date(Date.now() + 100_000).toUTCString(), expect.stringMatching(/^(99|100)$/)],
    ['soon', undefined],
  ])('Retry-After %s is sent in whole seconds', async (given, expected) => {
    const response = readResponse(toProblem(await errorOf(json(429, '', { 'retry-after': given })))!)
    expect(response!.headers!['retry-after']).toEqual(expected)
  })
})

test('names the fields that Wazzup rejected, and no other text', async () => {
  const fields = ['channelId', 'contactData[0].chatId', '79011112233', 'private words', '', canary, 'a'.repeat(60)]
  const data = [{ index: 3, fields }, { fields }]
  const response = readResponse(toProblem(await errorOf(json(400, { error: 'VALIDATION_ERROR', data })))!)
  expect(response).toMatchObject({
    body: { fields: ['[3].channelId', '[3].contactData[0].chatId', 'channelId', 'contactData[0].chatId'] },
  })
  expectClean(response, canary, 'private words', '79011112233')
})

describe('a call without a response', () => {
  test.each<[string, Given, number, string]>([
    ['a refused connection', connectionRefused(), 502, 'none'],
    ['a broken connection', connectionReset(), 502, 'unknown'],
    ['a truncated response', new Response('{"messageId"', { status: 201 }), 502, 'unknown'],
    ['a website', new Response('<html>'), 502, 'unknown'],
    ['a redirect', new Response('', { status: 302, headers: { location: 'https://example.com' } }), 502, 'unknown'],
    ['no response', () => new Promise<Response>(() => {}), 504, 'unknown'],
  ])('%s', async (_, given, status, effect) => {
    const response = readResponse(toProblem(await errorOf(given, undefined, { timeout: 50 }))!)
    expect(response).toEqual({
      status,
      headers,
      body: {
        type: 'about:blank',
        title: 'Wazzup gave no readable response',
        status,
        retry: effect === 'none' ? 'later' : 'never',
        effect,
        crmMessageId: 'mine',
      },
    })
  })

  test('an aborted call is a 502 with effect none', async () => {
    const error = await errorOf(json(201, {}), (wazzup) =>
      wazzup.messages.send(message, { signal: AbortSignal.abort() }),
    )
    expect(readResponse(toProblem(error)!)).toMatchObject({ status: 502, body: { effect: 'none' } })
  })
})

describe('validation errors', () => {
  test('invalid input is a 400 with the fields and without the values', async () => {
    const wrong = { ...message, chatId: ['private words'], text: undefined } as never
    const response = readResponse(toProblem(await errorOf(json(201, {}), (wazzup) => wazzup.messages.send(wrong)))!)
    expect(response).toEqual({
      status: 400,
      headers,
      body: {
        type: 'about:blank',
        title: 'The input is invalid',
        status: 400,
        issues: expect.arrayContaining([{ path: 'chatId', message: expect.any(String) }]),
        retry: 'never',
        effect: 'none',
      },
    })
    expectClean(response, 'private words')
  })

  test('an apiKey function without a valid key is a 424 without issues, but a field of that name is invalid input', async () => {
    const problemWith = async (apiKey: ApiKey, input: object = message) => {
      const send = (wazzup: Wazzup) => wazzup.messages.send(input as typeof message)
      return readResponse(toProblem(await errorOf(json(201, {}), send, { apiKey }))!)
    }
    const title = 'The app has no valid key for Wazzup'
    const none = await problemWith(() => '')
    expect(none).toMatchObject({ status: 424, body: { title, retry: 'never', effect: 'none' } })
    expect(none.body).not.toHaveProperty('issues')
    const failed = await problemWith(() => Promise.reject(new Error('the vault is sealed')))
    expect(failed).toMatchObject({ status: 424, body: { title, retry: 'later', effect: 'none' } })
    const field = await problemWith(canary, { ...message, apiKey: 'mine' })
    expect(field).toMatchObject({ status: 400, body: { issues: [{ path: 'apiKey' }] } })
  })

  test('invalid output is a 502 without the fields, because they are not fields of the caller', async () => {
    const error = await errorOf(json(200, { nothing: canary }), (wazzup) =>
      wazzup.chatWindow.get({ user: { id: '1' }, scope: 'global' }),
    )
    expect(readResponse(toProblem(error)!)).toEqual({
      status: 502,
      headers,
      body: {
        type: 'about:blank',
        title: 'The response of Wazzup is invalid',
        status: 502,
        retry: 'never',
        effect: 'unknown',
      },
    })
  })
})

describe('P6: contains no secret', () => {
  const words = 'confidential words of Wazzup'
  const body = (status: number) =>
    json(
      status,
      {
        error: 'VALIDATION_ERROR',
        description: words,
        requestId: words,
        data: { words, fields: [words] },
        words,
        nested: [canary],
      },
      { 'x-request-id': words, 'trace-id': words },
    )
  test.each<[string, Given]>([
    ['a rejection', body(400)],
    ['a rejected key', body(401)],
    ['a failure', body(500)],
    ['a website', new Response(`<p>${words} ${canary}</p>`, { status: 503 })],
    ['an unreadable response', new Response(`{"messageId": "${words} ${canary}`, { status: 201 })],
    ['a cause', new TypeError(`${words} ${canary}`, { cause: new Error(`${words} ${canary}`) })],
    [
      'a redirect',
      new Response('', {
        status: 302,
        headers: { location: `https://${encodeURIComponent(words)}.example/${canary}` },
      }),
    ],
  ])('%s', async (_, given) => {
    const error = await errorOf(given)
    expect(error).toBeInstanceOf(Error)
    const response = readResponse(toProblem(error)!)
    expect(response).toMatchObject({ status: expect.any(Number), headers })
    expectClean(response, canary, words, 'private words')
    expect(JSON.stringify(response)).not.toMatch(/stack|cause|requestId|raw|at .*\.ts/)
  })
})

describe('errors of other origins', () => {
  test('accepts an error of another copy of this package', async () => {
    const own = (await errorOf(json(429, { error: 'SPAM' }, { 'retry-after': '3' }))) as Error
    const { ...fields } = own
    // Another copy has other classes, but the same brand.
    const foreign = Object.assign(new Error(own.message), fields, { name: own.name })
    expect(toProblem(foreign)).toBeUndefined()
    Object.defineProperty(foreign, Symbol.for('wazzup-kit.error'), { value: true })
    expect(toProblem(foreign)).toEqual(toProblem(own))
  })

  test.each([
    ['an error', new Error('private')],
    ['an error with a status', Object.assign(new Error('private'), { status: 400, code: 'X', effect: 'none' })],
    [
      'an error with the name of a class of this package',
      Object.assign(new Error('private'), { name: 'WazzupApiError' }),
    ],
    ['a text', 'private'],
    ['null', null],
    ['undefined', undefined],
  ])('%s is not an error of this package', (_, error) => {
    expect(toProblem(error)).toBeUndefined()
  })
})
