import { describe, expect, test } from 'vitest'
import { json } from '../../../test/scripted-fetch.ts'
import { calls, callWith } from '../../../test/every-call.ts'
import { createClient, createWazzup, endpoints, messages, type WazzupApiError } from '../../index.ts'

async function errorOf(name: string, status: number, body: unknown): Promise<WazzupApiError> {
  const [noun, verb] = name.split('.')
  return callWith(json(status, body), noun!, verb!).then(
    () => expect.unreachable(),
    (error: WazzupApiError) => error,
  )
}

const everyError = [
  { status: 500, body: {} },
  { status: 404, body: {} },
  { status: 401, body: {} },
  { status: 403, body: { error: 'FORBIDDEN' } },
  { status: 408, body: {} },
  { status: 429, body: {} },
  { status: 400, body: { error: 'UNKNOWN_ERROR' } },
  { status: 400, body: { error: 'VALIDATION_ERROR' } },
  { status: 400, body: { error: 'testPostNotPassed' } },
  { status: 418, body: {} },
]

describe.each(calls)('$name', ({ name }) => {
  test.each(everyError)('has texts about this call and not about another call: %j', async ({ status, body }) => {
    const { meaning, remedy } = await errorOf(name, status, body)
    const named = `${meaning} ${remedy}`.match(/`(\w+\.\w+)`/g) ?? []
    // A remedy may name these two calls, because they look something up.
    const strange = named.filter((call) => !['`' + name + '`', '`channels.list`', '`messages.send`'].includes(call))
    expect(strange).toEqual([])
    if (!name.startsWith('users.')) expect(meaning).not.toContain('user id')
  })
})

describe('a send whose effect is unknown', () => {
  test.each([
    [500, ''],
    [502, '<html>Bad gateway</html>'],
    [504, { error: 'UNKNOWN_ERROR_WITH_TRACE_ID' }],
  ])('after a %i has the advice not to send again without its id', async (status, body) => {
    const error = await errorOf('messages.send', status, body)
    expect(error).toMatchObject({ effect: 'unknown', retry: 'never' })
    expect(error.remedy).toMatch(/may have been sent.*echo or status by webhook.*`crmMessageId`.*`firstAttemptAt`/s)
    expect(error.meaning).not.toMatch(/user|save/)
  })

  test('keeps the advice after a later rejection, which does not settle the first attempt', async () => {
    const responses = [json(500, ''), json(400, { error: 'WRONG_TRANSPORT' })]
    const wazzup = createWazzup({ apiKey: 'c8cf90444023482f909520d454368d27', fetch: async () => responses.shift()! })
    const input = { channelId: 'c', chatType: 'whatsapp', chatId: '7', text: 'hi' } as const
    const error: WazzupApiError = await wazzup.messages.send(input).then(
      () => expect.unreachable(),
      (thrown) => thrown,
    )
    expect(error).toMatchObject({ code: 'WRONG_TRANSPORT', effect: 'unknown', retry: 'never' })
    expect(error.remedy).toMatch(/may have been sent.*If it had no effect: Take the channel/s)
  })

  test('has the same advice when the endpoint has another name and no texts', async () => {
    const options = { apiKey: 'c8cf90444023482f909520d454368d27', maxRetries: 0, fetch: async () => json(503, '') }
    const own = createClient({ our: { own: messages.send } }, options)
    const input = { channelId: 'c', chatType: 'whatsapp', chatId: '7', text: 'hi' } as const
    await expect(own.our.own(input)).rejects.toMatchObject({ retry: 'never', effect: 'unknown' })
  })
})

test.each(['wauth.simulate', 'wauth.connect', 'migration.migrate'])(
  '%s after a 500 has the advice to wait until its effect is known',
  async (name) => {
    const error = await errorOf(name, 500, '')
    expect(error).toMatchObject({ effect: 'unknown', retry: 'never' })
    expect(error.remedy).toMatch(/find out whether it did/)
  },
)

test.each(['messages.edit', 'contacts.save', 'users.delete', 'channels.list', 'subscription.set'])(
  '%s after a 500 may be repeated, because it is idempotent',
  async (name) => {
    expect(await errorOf(name, 500, '')).toMatchObject({ retry: 'now', actor: 'Wazzup' })
  },
)

describe('a 404', () => {
  test.each([
    ['contacts.delete', /already deleted/],
    ['messages.delete', /deleted/],
    ['messages.edit', /`messageId`/],
    ['deals.get', /Check the id/],
    ['unanswered.get', /Check the id/],
    ['channels.list', /`baseUrl`/],
    ['messages.send', /`baseUrl`/],
    ['unanswered.getHost', /`baseUrl`/],
  ])('of %s has the remedy %s', async (name, remedy) => {
    expect((await errorOf(name, 404, '')).remedy).toMatch(remedy)
  })
})

describe('a rejected key', () => {
  test.each([
    ['channels.list', 401, /`apiKey`/],
    ['marketplace.save', 401, /`partnerKey`/],
    ['marketplace.save', 403, /`partnerKey`/],
    ['wauth.connect', 401, /`secret`/],
    ['users.list', 403, /full `apiKey`/],
    ['messages.send', 403, /integration is still connected/],
  ])('of %s with %i has the remedy %s', async (name, status, remedy) => {
    expect((await errorOf(name, status, '')).remedy).toMatch(remedy)
  })
})

test.each([
  ['messages.edit', 'MESSAGE_NOTHING_TO_SEND', /^Give it a `text` or a `contentUri`\.$/],
  ['messages.edit', 'messagesOnlyTextOrContent', /either/],
  ['messages.edit', 'MESSAGES_TOO_LONG_VK', /^Shorten it; `textLimits`/],
  ['messages.edit', 'INVALID_MESSAGE_DATA', /an edit takes/],
  ['messages.delete', 'MESSAGES_NOT_FOUND', /it is gone/],
  ['contacts.deleteMany', 'INVALID_CONTACTS_DATA', /Correct the ids/],
])('%s with the code %s has the remedy %s', async (name, code, remedy) => {
  expect((await errorOf(name, 400, { error: code })).remedy).toMatch(remedy)
})

test('an error has the texts of the call that failed, for each endpoint', () => {
  // The tests above cover all calls.
  const covered = calls.map(({ name }) => name)
  expect(Object.keys(endpoints).every((noun) => covered.some((name) => name.startsWith(`${noun}.`)))).toBe(true)
})

test.each([
  ['chatWindow', 'get', { url: 'https://12345678.wazzup24.com/chat/guid?token=eyJhbGciOi.canary.signature' }],
  ['subscription', 'get', { webhooksUri: 'https://shop.example/hook?key=canary-canary-canary' }],
  ['wauth', 'connect', { data: 'canarycanarycanarycanarycanary00' }],
])('errors of %s.%s do not contain its secret response', async (noun, verb, secret) => {
  const bodies = [
    JSON.stringify({ error: 'SOMETHING', description: `about ${Object.values(secret)[0]}`, ...secret }),
    JSON.stringify({ error: { code: 'SOMETHING', ...secret } }),
    `${JSON.stringify(secret)} cut off`,
  ]
  for (const status of [400, 500]) {
    for (const body of bodies) {
      const error: WazzupApiError = await callWith(new Response(body, { status }), noun, verb).then(
        () => expect.unreachable(),
        (thrown) => thrown,
      )
      expect(JSON.stringify(error) + String(error) + String(error.stack)).not.toContain('canary')
    }
  }
})
