import { describe, expect, test } from 'vitest'
import { calls, callWith } from '../../../test/every-call.ts'
import { isWazzupError, type WazzupApiError } from '../../index.ts'
import { errorUnderSuccess } from './error-under-success.ts'

const errorBodies: [string, unknown, string | undefined][] = [
  ['a code', { error: 'VALIDATION_ERROR' }, 'VALIDATION_ERROR'],
  ['the documented shape', { error: 'VALIDATION_ERROR', description: 'Words', data: [] }, 'VALIDATION_ERROR'],
  ['a nested code', { error: { code: 'VALIDATION_ERROR' } }, 'VALIDATION_ERROR'],
  ['a list of errors', { errors: [{ code: 'VALIDATION_ERROR' }] }, 'VALIDATION_ERROR'],
  ['an array of errors', [{ error: 'VALIDATION_ERROR' }], 'VALIDATION_ERROR'],
  ['an error inside of data', { data: { error: 'VALIDATION_ERROR' } }, 'VALIDATION_ERROR'],
  ['a flat code', { errorCode: 'VALIDATION_ERROR', errorMessage: 'Words' }, 'VALIDATION_ERROR'],
  ['a code without error', { code: 'validationError', message: 'Words' }, 'validationError'],
  ['a new code', { error: 'FROM_THE_FUTURE' }, 'FROM_THE_FUTURE'],
  ['a failure without a code', { success: false, message: 'Not saved' }, undefined],
  ['a failure written as text', { success: 'false', message: 'Not saved' }, undefined],
  ['a status', { statusCode: 404, message: 'Cannot GET' }, undefined],
  ['a status as text', { status: '500', message: 'Words' }, undefined],
  ['a failed status', { status: 'error', message: 'Words' }, undefined],
  ['a failed result', { result: 'failed', reason: 'Words' }, undefined],
  ['a code beside an empty page', { count: 0, data: [], error: 'INVALID_APIKEY' }, 'INVALID_APIKEY'],
  ['a known code beside unknown fields', { error: 'INVALID_APIKEY', server: 'a', more: 1 }, 'INVALID_APIKEY'],
]
const others = calls.filter(({ endpoint }) => endpoint.repeat !== 'keyed')

describe.each(others)('$name', ({ noun, verb, endpoint }) => {
  test.each(errorBodies)('rejects when %s has status 200', async (_, body, code) => {
    const error = await callWith(new Response(JSON.stringify(body)), noun, verb).then(
      () => expect.unreachable(),
      (thrown: WazzupApiError) => thrown,
    )
    expect(isWazzupError(error)).toBe(true)
    expect(error).toMatchObject({
      name: 'WazzupApiError',
      status: 200,
      code,
      effect: endpoint.method === 'GET' ? 'none' : 'unknown',
    })
  })
})

const changes = others.filter(({ endpoint }) => endpoint.method !== 'GET')

describe.each(changes)('$name, which returns at most ids,', ({ noun, verb }) => {
  test.each<[string, string, string | undefined]>([
    ['a new code beside unknown fields', '{"error":"FROM_THE_FUTURE","help":"https://example.com"}', 'FROM_THE_FUTURE'],
    ['a nested code beside unknown fields', '{"error":{"code":"SPAM"},"verb":"POST"}', 'SPAM'],
    ['a list of errors beside unknown fields', '{"errors":[{"code":"SPAM"}],"meta":{}}', 'SPAM'],
    ['a status beside unknown fields', '{"statusCode":500,"message":"Words","verb":"POST"}', undefined],
    ['a failure beside unknown fields', '{"success":false,"reason":"Words","id_request":"1"}', undefined],
    ['an error in a list beside null', '[null,{"error":"INVALID_CONTACTS_DATA"}]', 'INVALID_CONTACTS_DATA'],
    ['an error inside of result', '{"result":{"error":"INVALID_CONTACTS_DATA"}}', 'INVALID_CONTACTS_DATA'],
    ['a code that is not JSON', 'INVALID_CONTACTS_DATA', 'INVALID_CONTACTS_DATA'],
    ['a code with a sentence', 'MESSAGES_DELETION_TIME_EXPIRED: too late', undefined],
    ['a message that is a code', '{"message":"MESSAGES_NOT_FOUND"}', 'MESSAGES_NOT_FOUND'],
    ['a description that is a code', '{"description":"MESSAGES_NOT_FOUND"}', 'MESSAGES_NOT_FOUND'],
    ['a number as code', '{"code":1,"message":"Words"}', '1'],
    ['a new code without error', '{"code":"FROM_THE_FUTURE"}', 'FROM_THE_FUTURE'],
    ['a failure with a capital', '{"success":"False"}', undefined],
    ['a false result', '{"result":false}', undefined],
    ['an error in details', '{"details":{"error":"FROM_THE_FUTURE"}}', 'FROM_THE_FUTURE'],
    ['an error in a response', '{"response":{"error":"FROM_THE_FUTURE"}}', 'FROM_THE_FUTURE'],
    ['an err', '{"err":"Words of it"}', undefined],
    ['a failure', '{"failed":true}', undefined],
    ['false', 'false', undefined],
    ['an error in capitals', 'ERROR', undefined],
    ['the words of a proxy', 'Service Unavailable', undefined],
    ['JSON behind a prefix', `)]}',{"error":"INVALID_CONTACTS_DATA"}`, undefined],
  ])('rejects when %s has status 200', async (_, text, code) => {
    const error = await callWith(new Response(text), noun, verb).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'WazzupApiError', status: 200, code, effect: 'unknown' })
  })

  test('rejects when an error has status 200 and is cut off', async () => {
    const error = await callWith(new Response('{"error":"INVALID_CON'), noun, verb).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ effect: 'unknown' })
  })
})

test.each(errorBodies.map(([, body]) => [body]))('a 200 with %j is not an accepted send', async (body) => {
  const error = await callWith(new Response(JSON.stringify(body), { status: 201 }), 'messages', 'send').then(
    () => expect.unreachable(),
    (thrown: unknown) => thrown,
  )
  expect(error).toMatchObject({ effect: 'unknown' })
})

test('a rejection as repeated with status 200 means that the message was sent before', async () => {
  const body = JSON.stringify({ error: 'repeatedCrmMessageId', data: { crmMessageId: 'x' } })
  expect(await callWith(new Response(body), 'messages', 'send')).toMatchObject({ repeated: true, messageId: null })
})

test.each([
  [{ ok: true }],
  [{ ok: true, code: 200, message: 'OK', error: null }],
  [{ success: true, result: { id: '1', errors: [] } }],
  [{ code: 0, message: 'No error' }],
  [{ deleted: true, messageId: 'm' }],
  [{ status: 'ok', code: '201' }],
  ['OK'],
  ['Message deleted'],
  [['1', '2']],
  [null],
  [7],
])('a receipt %j is not an error', (body) => {
  expect(errorUnderSuccess(body, 'receipt')).toBe(false)
})

test.each([
  [{ id: '1', name: 'n', error: null }],
  [{ id: '1', name: 'n', error: 'words' }],
  [{ id: '1', name: 'n', error: 'SPAM' }],
  [{ channelId: 'c', state: 'active', error: 'CHANNEL_BLOCKED' }],
  [{ count: 1, data: [{ id: '1' }], error: null }],
  [{ messageId: 'm', chatId: 'c', code: 'OK' }],
  [{ ok: true }],
  [{ ok: 'true', error: 'false', errorCode: '0' }],
  [{ status: 'sent' }],
  [{ success: true, data: [], error: null, errors: [], code: 0, message: 'OK' }],
  [{ code: 200, status: 'ok' }],
  [{ code: 'OK', description: 'Accepted' }],
  [{ data: 'c8cf90444023482f909520d454368d27' }],
  [{ count: 0, data: [] }],
  [{ data: [{ id: '1', error: 'words' }] }],
  [{}],
  [[]],
  [['1', '2']],
  [[{}]],
  [null],
  ['OK'],
  [7],
])('a 200 with %j is not an error', (body) => {
  expect(errorUnderSuccess(body, 'data')).toBe(false)
})
