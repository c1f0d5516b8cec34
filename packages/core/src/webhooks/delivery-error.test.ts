import { describe, expect, test } from 'vitest'
import { received } from '../../test/received.ts'
import { delivered, outgoing } from '../../test/wire-items.ts'
import { createReceiver, type DeliveryError } from '../index.ts'
import { deliveryErrorTexts } from '../errors.ts'
import { deliveryErrors, type DeliveryErrorCode } from '../schemas.ts'

// Codes that come inside messages and statuses: the error tables of Wazzup's pages on webhooks and on messages.
// https://wazzup24.ru/help/api-ru/webhooks-2/ and https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/

/** The error as an echo has it and as a status has it. */
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
  test('is one typed error in every spelling, in a message and in a status', async () => {
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
      // Without its underscores it is its twin, and the one that is documented first stands for both.
      if (twin && spelling !== code && codes.indexOf(twin) < codes.indexOf(code)) continue
      const errors = await errorsOf({ error: spelling, description: 'Words of Wazzup', data: { limit: 3 } })
      expect(errors).toEqual([expected, expected])
    }
  })
})

const refused = {
  retry: 'never',
  actor: 'developer',
  meaning: 'The message was accepted and did not arrive.',
} as const

test.each<[string, unknown, Partial<DeliveryError>]>([
  [
    'a new code',
    { error: 'NEVER_HEARD_OF', description: 'd' },
    { code: 'NEVER_HEARD_OF', description: 'd', ...refused },
  ],
  ['a code that JavaScript knows', { error: 'constructor' }, { code: 'constructor', ...refused }],
  ['no error at all', undefined, { code: undefined, ...refused }],
  ['null', null, { code: undefined, ...refused }],
  ['an empty object', {}, { code: undefined, ...refused }],
  ['an empty text', '', { code: undefined, ...refused }],
  ['an empty array', [], { code: undefined, ...refused }],
  ['a number', 500, { code: undefined, ...refused }],
  ['a number for the code', { error: 500 }, { code: undefined, ...refused }],
  ['a description alone', { description: 'Words' }, { code: undefined, description: 'Words', ...refused }],
  ['the code alone', 'BAD_CONTACT', { code: 'BAD_CONTACT', actor: 'recipient' }],
  ['an array of one', [{ error: 'BAD_CONTACT', description: 'd' }], { code: 'BAD_CONTACT', description: 'd' }],
  ['an array of a code', ['badContact'], { code: 'BAD_CONTACT' }],
  ['code in place of error', { code: 'SPAM' }, { code: 'SPAM' }],
])('%s beside the status error', async (_, error, expected) => {
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
    ])
    expect(each!.docUrl).toMatch(/^https:.*errors\.md/)
  }
})

test.each([[undefined], [null], [''], [{}], [[]], [false]])('%j beside another status is no error', async (error) => {
  expect(await errorsOf(error, 'delivered')).toEqual([undefined, undefined])
})

test('an error that says something counts, whatever the status', async () => {
  expect(await errorsOf({ error: 'SPAM' }, 'sent')).toMatchObject([{ code: 'SPAM' }, { code: 'SPAM' }])
})

test('a receiver without the catalogue says the same but for the sentences', async () => {
  let error: DeliveryError | undefined
  const receiver = createReceiver({ secret: false }).on('status', (event) => (error = event.error))
  await receiver.receive({ body: { statuses: [{ ...delivered, status: 'error', error: { error: 'SPAM' } }] } })
  expect(error).toMatchObject({ code: 'SPAM', ...deliveryErrors.SPAM, docUrl: expect.stringMatching(/#spam$/) })
  expect(error!.remedy).toBe('See the page of SPAM.')
})
