import { describe, expect, test } from 'vitest'
import {
  apiErrors,
  apiErrorTexts,
  deliveryErrors,
  deliveryErrorTexts,
  statusErrors,
  statusErrorTexts,
} from '../../errors.ts'
import { createWazzup, isWazzupError, WazzupApiError } from '../../index.ts'

/** Returns the error of a call with this response of Wazzup. */
async function errorFor(status: number, body: unknown, headers: Record<string, string> = {}): Promise<WazzupApiError> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const wazzup = createWazzup({
    apiKey: 'c8cf90444023482f909520d454368d27',
    maxRetries: 0,
    fetch: async () => new Response(text, { status, headers }),
  })
  return wazzup.contacts.list().then(
    () => expect.unreachable(),
    (error: unknown) => error as WazzupApiError,
  )
}

/** Converts a code between the two spellings of Wazzup: REPEATED_CRM_MESSAGE_ID and repeatedCrmMessageId. */
function otherSpelling(code: string): string {
  if (/[a-z]/.test(code)) return code.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
  return code.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

const allFacts = { ...deliveryErrors, ...apiErrors }
const allTexts = { ...deliveryErrorTexts, ...apiErrorTexts }
const codes = Object.keys(allFacts) as (keyof typeof allFacts)[]
// Two codes that differ only in their underscores are looked up as one; the one observed in production represents both.
const twins: Partial<Record<string, keyof typeof allFacts>> = {
  INVALID_API_KEY: 'INVALID_APIKEY',
  NOTENOUGHMONEY: 'NOT_ENOUGH_MONEY',
}

describe.each(codes)('%s', (code) => {
  test('has class, meaning, remedy, retry, actor and docUrl', async () => {
    const error = await errorFor(400, { error: code, description: 'words of Wazzup' })
    expect(error).toBeInstanceOf(WazzupApiError)
    expect(error).toMatchObject({
      code,
      status: 400,
      effect: 'none',
      description: 'words of Wazzup',
      ...allFacts[code],
    })
    expect(error.meaning).toBe(allTexts[code].meaning)
    expect(error.remedy).toBe(allTexts[code].remedy)
    expect(error.docUrl).toMatch(new RegExp(`/docs/errors\\.md#${code.toLowerCase()}$`))
    expect(isWazzupError(error, code)).toBe(true)
  })

  test('is recognized in its other spelling, which is kept in the error', async () => {
    const spelling = otherSpelling(code)
    const error = await errorFor(400, { error: spelling })
    const entry = twins[code] ?? code
    expect(error.code).toBe(spelling)
    expect(error.meaning).toBe(allTexts[entry].meaning)
    expect(error).toMatchObject(allFacts[entry])
    expect(error.docUrl).toContain(`#${entry.toLowerCase()}`)
    expect(isWazzupError(error, code)).toBe(true)
    expect(isWazzupError(error, 'SOMETHING_ELSE')).toBe(false)
  })
})

test('the documented spelling and the spelling of the service are one entry', async () => {
  // POST /v3/message, the older and the newest documentation: https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/
  for (const error of ['repeatedCrmMessageId', 'REPEATED_CRM_MESSAGE_ID']) {
    expect(isWazzupError(await errorFor(400, { error }), 'REPEATED_CRM_MESSAGE_ID')).toBe(true)
    expect(isWazzupError(await errorFor(400, { error }), 'repeatedCrmMessageId')).toBe(true)
  }
})

describe.each(Object.keys(statusErrors).map(Number) as (keyof typeof statusErrors)[])(
  'HTTP %i without a code',
  (status) => {
    test('is explained by its status', async () => {
      const error = await errorFor(status, '')
      expect(error).toMatchObject({ status, code: undefined, raw: undefined, ...statusErrors[status] })
      // The meaning of a 404 depends on the call: call-texts.test.ts.
      if (status !== 404) expect(error.meaning).toBe(statusErrorTexts[status].meaning)
      expect(error.docUrl).toMatch(new RegExp(`#http-${status}$`))
    })
  },
)

describe('reads a body with', () => {
  test('error, description and data', async () => {
    const error = await errorFor(400, {
      error: 'TOO_MANY_ENTITIES',
      description: 'Too many',
      data: { count: 101, limit: 100 },
    })
    expect(error).toMatchObject({
      code: 'TOO_MANY_ENTITIES',
      data: { count: 101, limit: 100 },
      requestId: undefined,
      fields: [],
    })
  })

  test('status and requestId, as documented for the message route', async () => {
    const error = await errorFor(400, {
      status: 400,
      requestId: '7ca68797d127735e72b066b0080e2cc0',
      error: 'INVALID_MESSAGE_DATA',
      description: 'Message data is invalid',
      data: { fields: ['channelId'] },
    })
    expect(error).toMatchObject({
      code: 'INVALID_MESSAGE_DATA',
      requestId: '7ca68797d127735e72b066b0080e2cc0',
      fields: ['channelId'],
    })
    expect(error.message).toBe('contacts.list: INVALID_MESSAGE_DATA: Message data is invalid')
  })

  test('a code inside error, as the iframe route returns', async () => {
    expect(await errorFor(400, { error: { code: 'NO_SUCH_ACCOUNT' } })).toMatchObject({ code: 'NO_SUCH_ACCOUNT' })
  })

  test('a code only, as for a sidecar key', async () => {
    const error = await errorFor(403, { error: 'FORBIDDEN' })
    expect(error).toMatchObject({ code: 'FORBIDDEN', description: undefined, actor: 'account owner' })
    expect(error.message).toContain(error.meaning)
  })

  test('data that is an array, whose fields are named by index', async () => {
    const error = await errorFor(400, {
      error: 'INVALID_CONTACTS_DATA',
      data: [{ index: 3, fields: ['name', 'contactData'] }, { index: 7, fields: ['id'] }, null, 5],
    })
    expect(error.fields).toEqual(['[3].name', '[3].contactData', '[7].id'])
  })

  test.each([
    ['an array', [{ error: 'BAD_CONTACT', description: 'Words', data: { fields: ['phone'] } }]],
    ['errors[]', { errors: [{ code: 'BAD_CONTACT', message: 'Words', fields: ['phone'] }] }],
    ['code beside error', { error: 'Bad Request', code: 'BAD_CONTACT', message: 'Words', data: { field: 'phone' } }],
    ['flat errorCode', { errorCode: 'BAD_CONTACT', errorDescription: 'Words', data: [{ fields: 'phone' }] }],
    ['a wrapper', { data: { error: 'BAD_CONTACT', description: 'Words', data: { fields: ['phone'] } } }],
    ['an object in error', { error: { code: 'badContact', message: 'Words', data: { fields: ['phone', 'phone'] } } }],
  ])('%s, which is an undocumented form', async (_, body) => {
    const error = await errorFor(400, body)
    expect(isWazzupError(error, 'BAD_CONTACT')).toBe(true)
    expect(error).toMatchObject({ description: 'Words', fields: ['phone'], retry: 'later', actor: 'recipient' })
  })

  test('a code as plain text, but not other text', async () => {
    expect(await errorFor(400, 'UNKNOWN_ERROR\n')).toMatchObject({ code: 'UNKNOWN_ERROR', raw: 'UNKNOWN_ERROR\n' })
    expect(await errorFor(400, 'Nonsense')).toMatchObject({ code: undefined, raw: 'Nonsense' })
  })

  test('a numeric code, which becomes text', async () => {
    expect(await errorFor(400, { code: 1234, message: 'Words' })).toMatchObject({ code: '1234', description: 'Words' })
  })

  test('an index that is text', async () => {
    const error = await errorFor(400, { errors: [{ index: '3', field: 'name' }] })
    expect(error.fields).toEqual(['[3].name'])
  })

  test('data as a bare number, as for testPostNotPassed', async () => {
    expect(await errorFor(400, { error: 'testPostNotPassed', data: 404 })).toMatchObject({ data: 404, fields: [] })
  })

  test.each([
    ['nothing', ''],
    ['HTML', '<html><body><h1>502 Bad Gateway</h1></body></html>'],
    ['truncated JSON', '{"error":"WRONG_TRANSP'],
    ['null', 'null'],
    ['a number', '0'],
    ['an empty list', '[[], {}, null]'],
    ['wrong types', '{"error":true,"description":{},"data":"x","requestId":[],"status":"400"}'],
    ['the status in the place of a code', '{"code":502,"message":"Bad Gateway"}'],
  ])('%s, which has no code', async (_, body) => {
    const error = await errorFor(502, body)
    expect(error).toMatchObject({ status: 502, code: undefined, retry: 'now', actor: 'Wazzup' })
    expect(error.meaning).toBe(statusErrorTexts[500].meaning)
  })

  test('an unknown code, which is kept', async () => {
    const error = await errorFor(400, { error: 'FROM_THE_FUTURE', description: 'new' })
    expect(error).toMatchObject({ code: 'FROM_THE_FUTURE', retry: 'never', actor: 'developer' })
    expect(error.docUrl).toMatch(/#http-400$/)
  })

  test('an unknown code that is also a name of an object member', async () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      expect(await errorFor(400, { error: name })).toMatchObject({ code: name, retry: 'never', actor: 'developer' })
    }
  })

  test('deeply nested data, without overflowing the stack', async () => {
    const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`
    expect(await errorFor(400, `{"error":"VALIDATION_ERROR","data":${deep}}`)).toMatchObject({
      code: 'VALIDATION_ERROR',
    })
  })

  test('no requestId, which is taken from the trace id header', async () => {
    expect(await errorFor(500, '', { 'trace-id': 'abc' })).toMatchObject({ requestId: 'abc' })
  })
})
