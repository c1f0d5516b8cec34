import { describe, expect, test } from 'vitest'
import { onlyEvent, received } from '../../../test/received.ts'
import { delivered, inbound, outgoing } from '../../../test/wire-items.ts'
import { createReceiver, type DeliveryError } from '../../index.ts'
import { apiErrorTexts, deliveryErrorTexts } from '../../errors.ts'
import { apiErrors, deliveryErrors, type DeliveryErrorCode } from '../../schemas.ts'

// Codes in messages and statuses: the error tables of Wazzup's documentation of webhooks and messages.
// https://wazzup24.ru/help/api-ru/webhooks-2/ and https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/

/** Returns the error of an echo and of a status with this error. */
async function errorsOf(error: unknown, status = 'error'): Promise<(DeliveryError | undefined)[]> {
  const { events, failures } = await received({
    messages: [{ ...outgoing, status, error }],
    statuses: [{ ...delivered, status, error }],
  })
  expect(failures).toEqual([])
  return events.map((event) => (event as { error?: DeliveryError }).error)
}

const codes = Object.keys(deliveryErrors) as DeliveryErrorCode[]
const camelCase = (code: string) => code.toLowerCase().replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase())

describe.each(codes)('%s', (code) => {
  test('becomes the same typed error in each spelling, in a message and in a status', async () => {
    const { meaning, remedy } = deliveryErrorTexts[code]
    const expected = {
      code,
      description: 'Words of Wazzup',
      data: { limit: 3 },
      ...deliveryErrors[code],
      meaning,
      remedy,
      docUrl: expect.stringMatching(new RegExp(`errors\\.md#${code.toLowerCase()}$`)),
    }
    for (const spelling of [code, code.toLowerCase(), camelCase(code)]) {
      const twin = codes.find((other) => other !== code && other.replaceAll('_', '') === code.replaceAll('_', ''))
      // Two codes that differ only in their underscores are looked up as one: the one that is documented first.
      if (twin && spelling !== code && codes.indexOf(twin) < codes.indexOf(code)) continue
      const errors = await errorsOf({ error: spelling, description: 'Words of Wazzup', data: { limit: 3 } })
      expect(errors).toEqual([expected, expected])
    }
  })
})

const undocumented = {
  retry: 'never',
  actor: 'developer',
  meaning: 'The message was accepted and did not arrive.',
} as const

test.each<[string, unknown, Partial<DeliveryError>]>([
  [
    'a new code',
    { error: 'NEVER_HEARD_OF', description: 'd' },
    { code: 'NEVER_HEARD_OF', description: 'd', ...undocumented },
  ],
  ['a name of an object member as the code', { error: 'constructor' }, { code: 'constructor', ...undocumented }],
  ['no error at all', undefined, { code: undefined, ...undocumented }],
  ['null', null, { code: undefined, ...undocumented }],
  ['an empty object', {}, { code: undefined, ...undocumented }],
  ['an empty text', '', { code: undefined, ...undocumented }],
  ['an empty array', [], { code: undefined, ...undocumented }],
  ['a number', 500, { code: '500', ...undocumented }],
  ['a number for the code', { error: 500 }, { code: '500', ...undocumented }],
  ['code and message', { code: 'SPAM', message: 'd', data: 5 }, { code: 'SPAM', description: 'd', data: 5 }],
  ['a code inside of error', { error: { code: 'SPAM', message: 'd' } }, { code: 'SPAM', description: 'd' }],
  ['a list of errors inside', { errors: [{ code: 'spam' }, { code: 'BAD_CONTACT' }] }, { code: 'SPAM' }],
  ['flat names inside', { errorCode: 'SPAM', errorDescription: 'd' }, { code: 'SPAM', description: 'd' }],
  ['a code beside a sentence', { error: 'It is spam', code: 'SPAM' }, { code: 'SPAM', description: 'It is spam' }],
  ['an array that begins with null', [null, { error: 'SPAM' }], { code: 'SPAM' }],
  ['a sentence alone', 'It did not arrive', { code: undefined, description: 'It did not arrive', ...undocumented }],
  ['a description alone', { description: 'Words' }, { code: undefined, description: 'Words', ...undocumented }],
  ['the code alone', 'BAD_CONTACT', { code: 'BAD_CONTACT', actor: 'recipient' }],
  ['an array of one', [{ error: 'BAD_CONTACT', description: 'd' }], { code: 'BAD_CONTACT', description: 'd' }],
  ['an array of a code', ['badContact'], { code: 'BAD_CONTACT' }],
  ['code in place of error', { code: 'SPAM' }, { code: 'SPAM' }],
])('the status error with %s becomes a typed error', async (_, error, expected) => {
  for (const each of await errorsOf(error)) {
    expect(each).toMatchObject(expected)
    expect(Object.keys(each!).toSorted()).toEqual([
      'actor',
      'code',
      'data',
      'description',
      'docUrl',
      'meaning',
      'remedy',
      'retry',
      'scope',
    ])
    expect(each!.docUrl).toMatch(/^https:.*errors\.md/)
  }
})

test.each([
  [{ errors: [{ code: 'SPAM', description: 'd' }] }],
  [{ errorCode: 'SPAM', errorDescription: 'd' }],
  [{ error_code: 'SPAM', error_message: 'd' }],
  [{ error: { description: 'd' }, errorCode: 'SPAM' }],
  [{ error: { description: 'd' }, code: 'SPAM' }],
  [{ error: true, code: 'SPAM', description: 'd' }],
  [{ error: 'SPAM', description: 'd' }],
])('an error in the fields of the item is read: %j', async (flat) => {
  const { events } = await received({
    messages: [{ ...outgoing, status: 'error', ...flat }],
    statuses: [{ ...delivered, status: 'error', ...flat }],
  })
  expect(events).toMatchObject([
    { error: { code: 'SPAM', description: 'd' } },
    { error: { code: 'SPAM', description: 'd' } },
  ])
})

test.each([
  [{ error: 'SPAM' }],
  [{ errorCode: 'SPAM' }],
  [{ errors: ['SPAM'] }],
  [{ error: { code: 'SPAM' } }],
  [{ code: 'spam' }],
  [{ errorDescription: 'SPAM' }],
  [{ error_message: 'SPAM: too many messages' }],
])('a status item without a status is an error when it has %j', async (error) => {
  const { status: _, ...unsaid } = delivered
  const { events, failures } = await received({
    statuses: [
      { ...unsaid, ...error },
      { ...unsaid, ...error, status: null },
    ],
  })
  expect(failures).toEqual([])
  expect(events).toMatchObject([1, 2].map(() => ({ kind: 'status', status: 'error', error: { code: 'SPAM' } })))
})

test.each(['BALANCE_IS_EMPTY', 'CHANNEL_NO_MONEY', 'TEMPLATE_REJECTED', 'channelNoMoney'] as const)(
  'the code %s of a response has the same facts and texts in a webhook',
  async (spelling) => {
    const code = spelling === 'channelNoMoney' ? 'CHANNEL_NO_MONEY' : spelling
    const { meaning, remedy } = apiErrorTexts[code]
    const docUrl = expect.stringMatching(new RegExp(`errors\\.md#${code.toLowerCase()}$`))
    for (const error of await errorsOf({ error: spelling })) {
      expect(error).toMatchObject({ code, ...apiErrors[code], meaning, remedy, docUrl })
    }
  },
)

test('a code of both tables has the texts of delivery errors', async () => {
  const [error] = await errorsOf({ error: 'BAD_CONTACT' })
  expect(error).toMatchObject({ ...deliveryErrors.BAD_CONTACT, meaning: deliveryErrorTexts.BAD_CONTACT.meaning })
})

test.each([
  [undefined],
  [null],
  [''],
  [{}],
  [[]],
  [false],
  [[null]],
  [{ error: null, description: '' }],
  [{ error: {} }],
])('%j with another status is not an error', async (error) => {
  expect(await errorsOf(error, 'delivered')).toEqual([undefined, undefined])
})

const told = [
  { error: { error: 'SPAM' } },
  { errors: [{ code: 'SPAM' }] },
  { errorCode: 'SPAM' },
  { error_code: 'spam' },
]

test.each(['sent', 'failed', 'undelivered', 'edited', 'error'])(
  'an error beside the status %s means that the message has failed',
  async (status) => {
    for (const error of told) {
      const { events } = await received({
        messages: [{ ...outgoing, status, ...error }],
        statuses: [{ ...delivered, status, ...error }],
      })
      expect(events).toMatchObject([
        { kind: status === 'edited' ? 'messageEdited' : 'echo', status: 'error', error: { code: 'SPAM' } },
        { kind: 'status', status: 'error', error: { code: 'SPAM' }, id: `status:${outgoing.messageId}:error:SPAM` },
      ])
    }
  },
)

test('fields that are empty are no error', async () => {
  const { events } = await received({ statuses: [{ ...delivered, errors: [], errorCode: 0, error_code: null }] })
  const { id, at } = events[0]!
  expect(events).toEqual([{ ...delivered, kind: 'status', id, at, errors: [], errorCode: 0, error_code: null }])
})

test.each(['delivered', 'read'])(
  'a message with the status %s has not failed, whatever is beside it',
  async (status) => {
    for (const error of told) {
      const { events } = await received({ statuses: [{ ...delivered, status, ...error }] })
      expect(events).toMatchObject([{ status }])
      const shown = 'error' in error ? expect.objectContaining({ code: 'SPAM' }) : undefined
      expect((events[0] as { error?: unknown }).error).toEqual(shown)
    }
  },
)

test('an incoming message has not failed, whatever is beside it', async () => {
  for (const error of told) {
    const event = await onlyEvent({ messages: [{ ...inbound, ...error }] })
    const shown = 'error' in error ? expect.objectContaining({ code: 'SPAM' }) : undefined
    expect([event.kind, event.error]).toEqual(['message', shown])
  }
})

test('empty lists in lists say nothing, up to four levels', async () => {
  expect(await errorsOf([[[[]]]], 'sent')).toEqual([undefined, undefined])
  expect(await errorsOf([[[[[]]]]], 'sent')).toMatchObject([{ code: undefined }, { code: undefined }])
})

test('a receiver without the catalogue returns the same error without texts', async () => {
  let error: DeliveryError | undefined
  const receiver = createReceiver({ secret: false }).on('status', (event) => (error = event.error))
  await receiver.receive({ body: { statuses: [{ ...delivered, status: 'error', error: { error: 'SPAM' } }] } })
  expect(error).toMatchObject({ code: 'SPAM', ...deliveryErrors.SPAM, docUrl: expect.stringMatching(/#spam$/) })
  expect(error!.remedy).toBe('See the page of SPAM.')
  await receiver.receive({ body: { statuses: [{ ...delivered, status: 'error', error: { error: 'NEW' } }] } })
  expect(error!.remedy).toBe('Read the description.')
})

test.each([{ code: 'OK' }, { code: 200 }, { errorDescription: '' }])(
  'an item without a status is no error when it has %j',
  async (fields) => {
    const event = await onlyEvent({ messages: [{ ...inbound, status: null, ...fields }] })
    expect([event.kind, event.error]).toEqual(['message', undefined])
  },
)

test('an error code of "0" means no error, like 0', async () => {
  for (const code of [0, '0']) {
    const item = { ...inbound, status: null, errorCode: code, error: { code } }
    expect(await onlyEvent({ messages: [item] })).toMatchObject({ kind: 'message', error: undefined })
  }
})

test.each([
  [{ error: 'null' }],
  [{ error: 'false' }],
  [{ error: ' None ' }],
  [{ error: { error: 'undefined', code: null } }],
  [{ error: { code: 0, message: 'OK' } }],
  [{ error: { code: false, description: 'Success' } }],
  [{ errors: ['null'], errorCode: 'false' }],
  [{ error: { code: 200, message: 'OK' } }],
  [{ error: { message: 'OK' } }],
  [{ error: { error: false, description: 'Success' } }],
  [{ error: { success: true } }],
  [{ error: { ok: true, message: 'Words' } }],
  [{ error: 'No error' }],
  [{ error: 'NO_ERROR' }],
])('a message with %j was delivered without an error', async (item) => {
  const { events } = await received({
    messages: [{ ...outgoing, status: 'sent', ...item }],
    statuses: [{ ...delivered, ...item }],
  })
  expect(events.filter((event) => 'error' in event && event.error !== undefined)).toEqual([])
})

test('a code beside the code 0 is an error', async () => {
  const [error] = await errorsOf({ code: 0, error: 'SPAM' }, 'sent')
  expect(error).toMatchObject({ code: 'SPAM' })
})

test('the first known code of several errors is read', async () => {
  for (const error of [{ errors: [{ code: 400 }, { code: 'BAD_CONTACT' }] }, { 0: { code: 'BAD_CONTACT' } }]) {
    for (const each of await errorsOf(error)) expect(each).toMatchObject({ code: 'BAD_CONTACT' })
  }
})
