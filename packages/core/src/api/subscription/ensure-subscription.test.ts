import { describe, expect, test } from 'vitest'
import { expectClean } from '../../../test/everything.ts'
import { json } from '../../../test/scripted-fetch.ts'
import { createWazzup, WazzupApiError, type WazzupError } from '../../index.ts'
import { subscriptionFlags } from '../../schemas.ts'

// Each account and key has one address. A missing flag means false. The response of PATCH is not JSON. Observed in
// production: `wabaTemplatesStatus` instead of the documented `templateStatus`. https://wazzup24.ru/help/api-ru/webhooks-2/

const secret = 'cAnaRy-secret-in-the-query'
const address = 'https://crm.example/wazzup'
const url = `${address}?key=${secret}`
const all = { messagesAndStatuses: true, contactsAndDealsCreation: true, channelsUpdates: true, templateStatus: true }
const none = Object.fromEntries(subscriptionFlags.map((flag) => [flag, false]))

interface Found {
  webhooksUri: string | null
  subscriptions: Record<string, unknown> | null
}

/** Creates a Wazzup with this subscription, which handles a PATCH with `patch`. */
function account(found: Found, patch: (body: Found) => Found | Response = (body) => body, maxRetries = 0) {
  let held = found
  const patches: unknown[] = []
  const requests: string[] = []
  const fetch = async (_: string, init: RequestInit) => {
    requests.push(init.method!)
    if (init.method === 'GET') return json(200, held)
    const body = JSON.parse(init.body as string) as Found
    patches.push(body)
    const outcome = patch(body)
    if (outcome instanceof Response) return outcome
    held = outcome
    return new Response('{ ok }')
  }
  const { subscription } = createWazzup({ apiKey: 'c8cf90444023482f909520d454368d27', fetch, maxRetries })
  return { ensure: subscription.ensure, patches, requests }
}

const failed = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error as WazzupError,
  )

describe('outcomes', () => {
  test('unchanged: sends no PATCH', async () => {
    const { ensure, requests } = account({ webhooksUri: url, subscriptions: all })
    expect(await ensure({ url })).toEqual({ outcome: 'unchanged', found: address, changes: [], missing: [] })
    expect(requests).toEqual(['GET'])
  })

  test.each([
    ['the name that the service uses', { ...all, templateStatus: undefined, wabaTemplatesStatus: true }],
    ['texts, as in the documentation', Object.fromEntries(subscriptionFlags.map((flag) => [flag, 'true']))],
  ])('unchanged: reads flags as %s', async (_, subscriptions) => {
    expect(await account({ webhooksUri: url, subscriptions }).ensure({ url })).toMatchObject({ outcome: 'unchanged' })
  })

  test.each([
    ['https://CRM.example/wazzup?key=x', 'https://crm.example/wazzup?key=x'],
    ['https://crm.example?key=x', 'https://crm.example/?key=x'],
    ['https://crm.example:443/a b', 'https://crm.example/a%20b'],
  ])('unchanged: takes %s and %s for the same address', async (ours, theirs) => {
    const { ensure } = account({ webhooksUri: theirs, subscriptions: all })
    expect(await ensure({ url: ours })).toMatchObject({ outcome: 'unchanged' })
  })

  test.each<[string, unknown]>([
    ['inside of data', { data: { webhooksUri: url, subscriptions: all } }],
    ['alone in an array', [{ webhooksUri: url, subscriptions: all }]],
    ['in an array inside of data', { data: [{ webhooksUri: url, subscriptions: all }] }],
    ['as webhooksUrl', { webhooksUrl: url, subscriptions: all }],
    ['with more fields', { webhooksUri: url, subscriptions: { ...all, future: true }, id: 7 }],
  ])('unchanged: reads a subscription %s', async (_, found) => {
    const { ensure, requests } = account(found as Found)
    expect(await ensure({ url })).toMatchObject({ outcome: 'unchanged', found: address })
    expect(requests).toEqual(['GET'])
  })

  test.each<[string, unknown]>([
    ['inside of data', { data: { webhooksUri: 'https://other.example/', subscriptions: all } }],
    ['alone in an array', [{ webhooksUri: 'https://other.example/', subscriptions: all }]],
    ['as webhooksUrl', { webhooksUrl: 'https://other.example/', subscriptions: all }],
  ])('foreign: reads the address of another integration %s', async (_, found) => {
    const { ensure, requests } = account(found as Found)
    expect(await ensure({ url })).toMatchObject({ outcome: 'foreign', found: 'https://other.example/' })
    expect(requests).toEqual(['GET'])
  })

  describe.each(['keep', 'overwrite'] as const)(
    'does not overwrite a subscription that it cannot read, with foreign: %s',
    (foreign) => {
      test.each<[string, unknown]>([
        ['an address that is not a text', { webhooksUri: { href: 'https://other.example/' }, subscriptions: all }],
        ['another name for the address', { address: 'https://other.example/', subscriptions: all }],
        ['another name for everything', { hook: { target: 'https://other.example/' } }],
        ['flags without an address', { subscriptions: all }],
        ['flags that are not an object', { subscriptions: ['messagesAndStatuses'] }],
        ['two subscriptions', [{ webhooksUri: url }, { webhooksUri: 'https://other.example/' }]],
        ['two addresses', { webhooksUri: url, webhooksUrl: 'https://other.example/' }],
        ['null beside an address under another name', { webhooksUri: null, url: 'https://other.example/' }],
        ['an empty address around another', { webhooksUri: '', data: { webhooksUri: 'https://other.example/' } }],
        ['no address beside an error', { webhooksUri: null, error: 'FROM_THE_FUTURE' }],
        ['no address beside a failed status', { webhooksUri: null, status: 'error' }],
        ['null beside an address under a new name', { webhooksUri: null, address: 'https://other.example/' }],
        ['no address beside a sentence', { webhooksUri: null, message: 'Internal error' }],
        ['no address beside a status of an error', { webhooksUri: null, statusCode: 500 }],
        ['no address beside a failure', { webhooksUri: '', success: false }],
        ['no address beside a code', { webhooksUri: null, code: 'INTERNAL' }],
        ['null beside an address without a scheme', { webhooksUri: null, callbackUrl: 'other.example/w' }],
        ['no address beside one without a scheme', { webhooksUri: '', target: 'other.example/w' }],
        ['no address beside one in a list', { webhooksUri: null, webhooks: [{ uri: 'other.example' }] }],
        ['no address beside the names of integrations', { webhooksUri: null, integrations: [{ name: 'amoCRM' }] }],
        ['no address beside the id of a subscription', { webhooksUri: null, id: 7 }],
        [
          'no address beside one among the flags',
          { webhooksUri: '', subscriptions: { ...all, webhooksUri: 'other.example' } },
        ],
        [
          'no address beside one in place of a flag',
          { webhooksUri: '', subscriptions: { ...none, channelsUpdates: 'https://other.example/' } },
        ],
        ['no address beside a list of flags', { webhooksUri: '', subscriptions: ['https://other.example/'] }],
        ['no address beside a warning', { webhooksUri: '', warning: 'temporarily unavailable' }],
        ['no address beside a flag of a maintenance', { webhooksUri: '', maintenance: true }],
        ['no address beside a status', { webhooksUri: '', status: 'unavailable' }],
        ['no address beside an object without a text', { webhooksUri: '', status: { toString: 1 } }],
        ['no address beside a flag without a text', { webhooksUri: '', subscriptions: { future: { toString: 1 } } }],
        ['no address beside an object', { webhooksUri: '', info: { reason: 'maintenance' } }],
        ['no address beside sentences', { webhooksUri: '', messages: 'try later' }],
        ['flags that cannot be read', { subscriptions: { messagesAndStatuses: 'enabled' } }],
        ['an empty array', []],
        ['null', null],
        ['a text', 'https://other.example/'],
        ['an error under 200', { error: 'UNKNOWN_ERROR' }],
        ['an error in a list under 200', { errors: [{ code: 'SOMETHING' }] }],
      ])('%s', async (_, found) => {
        const { ensure, patches } = account(found as Found)
        const error = await failed(ensure({ url, foreign }))
        expect(error).toMatchObject({ endpoint: 'subscription.get', effect: 'none' })
        expect(patches).toEqual([])
        expectClean(error, 'other.example')
      })
    },
  )

  test.each<[string, Found]>([
    ['null', { webhooksUri: null, subscriptions: null }],
    ['an empty text', { webhooksUri: '', subscriptions: none }],
    ['null beside other fields', { webhooksUri: null, subscriptions: null, requestId: 'r', ok: true } as Found],
    [
      'null beside a status and a time',
      { webhooksUri: null, status: 'OK', timestamp: '2026-01-15T10:30:00Z' } as never,
    ],
    [
      'null beside kinds that are not known',
      { webhooksUri: null, subscriptions: { ...none, future: false, other: 'false' } },
    ],
    ['nothing at all', {} as Found],
  ])('subscribed: sends a PATCH when the address was %s', async (_, found) => {
    const { ensure, patches, requests } = account(found)
    expect(await ensure({ url })).toEqual({
      outcome: 'subscribed',
      found: null,
      changes: [
        { what: 'url', from: null, to: address },
        ...subscriptionFlags.map((what) => ({ what, from: false, to: true })),
      ],
      missing: [],
    })
    expect(patches).toEqual([{ webhooksUri: url, subscriptions: all }])
    expect(requests).toEqual(['GET', 'PATCH', 'GET'])
  })

  test('restored: sends all four flags when some were off', async () => {
    const { ensure, patches } = account({
      webhooksUri: url,
      subscriptions: { ...all, channelsUpdates: false, templateStatus: null },
    })
    expect(await ensure({ url })).toEqual({
      outcome: 'restored',
      found: address,
      changes: [
        { what: 'channelsUpdates', from: false, to: true },
        { what: 'templateStatus', from: false, to: true },
      ],
      missing: [],
    })
    expect(patches).toEqual([{ webhooksUri: url, subscriptions: all }])
  })

  test('restored: subscribes only the given events', async () => {
    const { ensure, patches } = account({ webhooksUri: url, subscriptions: { ...none, channelsUpdates: true } })
    expect(await ensure({ url, events: ['messagesAndStatuses'] })).toMatchObject({
      outcome: 'restored',
      changes: [
        { what: 'messagesAndStatuses', from: false, to: true },
        { what: 'channelsUpdates', from: true, to: false },
      ],
    })
    expect(patches).toEqual([{ webhooksUri: url, subscriptions: { ...none, messagesAndStatuses: true } }])
  })

  test('restored: an address with another secret is not foreign', async () => {
    const { ensure, patches } = account({ webhooksUri: `${address}?key=${secret}-older`, subscriptions: all })
    const report = await ensure({ url })
    expect(report).toEqual({
      outcome: 'restored',
      found: address,
      changes: [{ what: 'query', from: 'another', to: 'yours' }],
      missing: [],
    })
    expect(patches).toEqual([{ webhooksUri: url, subscriptions: all }])
    expectClean(report, secret)
  })

  const foreign = { webhooksUri: `https://other.example/hook?token=${secret}`, subscriptions: all }

  test('foreign: keeps and reports the address of another integration', async () => {
    const { ensure, requests } = account(foreign)
    for (const input of [{ url }, { url, foreign: 'keep' as const }]) {
      const changes = [{ what: 'url', from: 'https://other.example/hook', to: address }]
      const report = await ensure(input)
      expect(report).toEqual({ outcome: 'foreign', found: 'https://other.example/hook', changes, missing: changes })
      expectClean(report, secret)
    }
    expect(requests).toEqual(['GET', 'GET'])
  })

  test('a repeat of the change never replaces an address that was subscribed meanwhile', async () => {
    let held: Found = { webhooksUri: null, subscriptions: none }
    const patches: string[] = []
    const fetch = async (_: string, init: RequestInit) => {
      if (init.method === 'GET') return json(200, held)
      patches.push((JSON.parse(init.body as string) as Found).webhooksUri!)
      held = foreign
      return json(503, {})
    }
    const { subscription } = createWazzup({ apiKey: 'c8cf90444023482f909520d454368d27', fetch })
    expect(await subscription.ensure({ url })).toMatchObject({
      outcome: 'foreign',
      found: 'https://other.example/hook',
    })
    expect(patches).toEqual([url])
  })

  test.each([
    ['had an effect', true, 1],
    ['had none', false, 2],
  ])('a change whose response was lost is reported when it %s', async (_, isKept, count) => {
    let held: Found = { webhooksUri: null, subscriptions: none }
    let patches = 0
    const fetch = async (_: string, init: RequestInit) => {
      if (init.method === 'GET') return json(200, held)
      if (isKept || patches > 0) held = JSON.parse(init.body as string) as Found
      return patches++ === 0 ? json(503, {}) : json(200, {})
    }
    const { subscription } = createWazzup({ apiKey: 'c8cf90444023482f909520d454368d27', fetch })
    expect(await subscription.ensure({ url })).toMatchObject({ outcome: 'subscribed', found: null, missing: [] })
    expect(patches).toBe(count)
  })

  test('a change that fails again and again throws the error of the last attempt', async () => {
    const { ensure, patches } = account({ webhooksUri: null, subscriptions: none }, () => json(503, {}), 2)
    expect(await failed(ensure({ url }))).toMatchObject({ status: 503 })
    expect(patches).toHaveLength(3)
    expect(await failed(ensure({ url }, { maxRetries: 0 }))).toMatchObject({ status: 503 })
    expect(patches).toHaveLength(4)
  })

  test('ends when its signal aborts while it waits for another attempt', async () => {
    const controller = new AbortController()
    const patch = () => {
      setTimeout(() => controller.abort(), 0)
      return json(503, {}, { 'retry-after': '20' })
    }
    const { ensure, requests } = account({ webhooksUri: null, subscriptions: none }, patch, 2)
    expect(await failed(ensure({ url }, { signal: controller.signal }))).toMatchObject({ reason: 'aborted' })
    expect(requests).toEqual(['GET', 'PATCH'])
  })

  test('does not wait longer for another attempt than a call may last', async () => {
    const patch = () => json(503, {}, { 'retry-after': '31' })
    const { ensure, patches } = account({ webhooksUri: null, subscriptions: none }, patch, 2)
    expect(await failed(ensure({ url }))).toMatchObject({ status: 503 })
    expect(patches).toHaveLength(1)
  })

  test('overwritten: replaces the address with foreign: overwrite', async () => {
    const { ensure, patches } = account(foreign)
    expect(await ensure({ url, foreign: 'overwrite' })).toMatchObject({
      outcome: 'overwritten',
      found: 'https://other.example/hook',
      changes: [{ what: 'url' }],
      missing: [],
    })
    expect(patches).toEqual([{ webhooksUri: url, subscriptions: all }])
  })

  test.each([
    ['another path', 'https://crm.example/wazzup/2'],
    ['another port', 'https://crm.example:8443/wazzup'],
    ['another scheme', 'http://crm.example/wazzup'],
    ['another host', 'https://crm.example.evil.example/wazzup'],
    ['an address without a scheme', 'crm.example/wazzup'],
  ])('foreign: does not overwrite %s', async (_, webhooksUri) => {
    expect(
      await account({ webhooksUri: `${webhooksUri}?key=${secret}`, subscriptions: all }).ensure({ url }),
    ).toMatchObject({
      outcome: 'foreign',
      found: webhooksUri,
    })
  })
})

describe('reading the subscription after a change', () => {
  test('incomplete: lists the remaining differences', async () => {
    const { ensure } = account({ webhooksUri: null, subscriptions: null }, (body) => ({
      ...body,
      subscriptions: { ...body.subscriptions, templateStatus: false },
    }))
    expect(await ensure({ url })).toMatchObject({
      outcome: 'incomplete',
      missing: [{ what: 'templateStatus', from: false, to: true }],
    })
  })

  test('incomplete: reports an address that another integration set in the meantime', async () => {
    const { ensure } = account({ webhooksUri: null, subscriptions: null }, (body) => ({
      ...body,
      webhooksUri: `https://other.example/?token=${secret}`,
    }))
    const report = await ensure({ url })
    expect(report).toMatchObject({ outcome: 'incomplete', missing: [{ what: 'url', from: 'https://other.example/' }] })
    expectClean(report, secret)
  })

  test('incomplete: reports an address that Wazzup shortened', async () => {
    const { ensure } = account({ webhooksUri: null, subscriptions: null }, (body) => ({
      ...body,
      webhooksUri: address,
    }))
    expect(await ensure({ url })).toMatchObject({ outcome: 'incomplete', missing: [{ what: 'query' }] })
  })
})

describe('a rejected change', () => {
  test.each<[string, number, object]>([
    [
      'testPostNotPassed',
      400,
      { error: 'testPostNotPassed', description: `${url} answered 401`, data: { url, status: 401 } },
    ],
    ['uriNotValid', 400, { error: 'uriNotValid', description: `not valid: ${url}`, data: url }],
  ])('throws %s, without the secret of the address', async (code, status, body) => {
    const { ensure, requests } = account({ webhooksUri: null, subscriptions: null }, () => json(status, body))
    const error = await failed(ensure({ url }))
    expect(error).toMatchObject({ name: 'WazzupApiError', code, effect: 'none', endpoint: 'subscription.set' })
    expectClean(error, secret)
    expect(requests).toEqual(['GET', 'PATCH'])
  })

  test('rejects with effect unknown when the outcome is not known', async () => {
    const { ensure } = account({ webhooksUri: null, subscriptions: null }, () => json(500, ''))
    expect(await failed(ensure({ url }))).toMatchObject({ effect: 'unknown' })
  })

  test('passes the options to each call', async () => {
    const { ensure, requests } = account({ webhooksUri: null, subscriptions: null })
    expect(await failed(ensure({ url }, { signal: AbortSignal.abort() }))).toMatchObject({ reason: 'aborted' })
    expect(requests).toEqual([])
  })
})

describe('an error of any of its requests has no secret', () => {
  const body = { error: 'X', d: `key ${secret}`, description: `${secret} and old-secret`, data: { fields: [secret] } }

  test.each([400, 401, 500])('when the response to the GET has status %i and quotes it', async (status) => {
    for (const input of [{ url }, { url: address, secret: [secret, 'old-secret'] }]) {
      const fetch = async () => json(status, body, { 'x-request-id': secret })
      const { subscription } = createWazzup({ apiKey: 'c8cf90444023482f909520d454368d27', fetch, maxRetries: 0 })
      const error = await failed(subscription.ensure(input))
      expect(error).toMatchObject({ name: 'WazzupApiError', endpoint: 'subscription.get', code: 'X', status })
      expect(error).toBeInstanceOf(WazzupApiError)
      expectClean(error, secret, ...('secret' in input ? ['old-secret'] : []))
    }
  })

  test('when the response to the PATCH quotes the old one', async () => {
    const { ensure } = account({ webhooksUri: null, subscriptions: null }, () => json(400, body))
    expectClean(await failed(ensure({ url: address, secret: [secret, 'old-secret'] })), secret, 'old-secret')
  })

  test('when the GET after the change fails', async () => {
    let requests = 0
    const fetch = async () => (++requests < 3 ? json(200, {}) : json(400, body))
    const { subscription } = createWazzup({ apiKey: 'c8cf90444023482f909520d454368d27', fetch })
    expectClean(await failed(subscription.ensure({ url })), secret)
    expect(requests).toBe(3)
  })
})

describe('rejects an invalid address without a request', () => {
  const long = `https://crm.example/${'a'.repeat(200)}`
  test.each<[string, unknown, string]>([
    ['nothing', { url: undefined }, 'url'],
    ['a path', { url: `/wazzup?key=${secret}` }, 'url'],
    ['another scheme', { url: `ftp://crm.example/?key=${secret}` }, 'url'],
    ['201 characters', { url: long.slice(0, 201) }, 'url'],
    ['an event that does not exist', { url, events: ['templateStatuses'] }, 'events'],
    ['an unknown value of foreign', { url, foreign: 'replace' }, 'foreign'],
  ])('%s', async (_, input, path) => {
    const { ensure, requests } = account({ webhooksUri: null, subscriptions: null })
    const error = await failed(ensure(input as { url: string }))
    expect(error).toMatchObject({ name: 'WazzupValidationError', endpoint: 'subscription.ensure', issues: [{ path }] })
    expectClean(error, secret)
    expect(requests).toEqual([])
  })

  test('accepts an address of 200 characters', async () => {
    const { ensure } = account({ webhooksUri: null, subscriptions: null })
    expect(await ensure({ url: long.slice(0, 200) })).toMatchObject({ outcome: 'subscribed' })
  })
})

describe('the flag for templates', () => {
  test('is sent under its documented name by default, and under both names with templateFlag', async () => {
    const { ensure, patches } = account({ webhooksUri: url, subscriptions: none })
    await ensure({ url, templateFlag: 'both' })
    expect(patches).toEqual([{ webhooksUri: url, subscriptions: { ...all, wabaTemplatesStatus: true } }])
    const documented = account({ webhooksUri: url, subscriptions: none })
    await documented.ensure({ url })
    expect(documented.patches).toEqual([{ webhooksUri: url, subscriptions: all }])
  })

  test('is set when Wazzup reads only the undocumented name', async () => {
    const heedsOther = (body: Found): Found => ({
      ...body,
      subscriptions: { ...body.subscriptions, templateStatus: body.subscriptions!.wabaTemplatesStatus === true },
    })
    const missing = [{ what: 'templateStatus', from: false, to: true }]
    const found = { webhooksUri: url, subscriptions: none }
    expect(await account(found, heedsOther).ensure({ url })).toMatchObject({ outcome: 'incomplete', missing })
    const both = account(found, heedsOther)
    expect(await both.ensure({ url, templateFlag: 'both' })).toMatchObject({ outcome: 'restored', missing: [] })
  })

  test.each([
    ['foriegn', { url, foriegn: 'overwrite' }],
    ['events', { url, events: 'messagesAndStatuses' }],
    ['url', undefined],
  ])('rejects a misspelt or missing option: %s', async (path, input) => {
    const { ensure, requests } = account({ webhooksUri: url, subscriptions: all })
    expect(await failed(ensure(input as never))).toMatchObject({ issues: [{ path }] })
    expect(requests).toEqual([])
  })

  test('rejects an unknown value of templateFlag', async () => {
    const { ensure, requests } = account({ webhooksUri: url, subscriptions: all })
    expect(await failed(ensure({ url, templateFlag: 'neither' as never }))).toMatchObject({
      issues: [{ path: 'templateFlag', message: 'must be "templateStatus" or "both"' }],
    })
    expect(requests).toEqual([])
  })
})

describe('the option secret', () => {
  const empty = { webhooksUri: null, subscriptions: null }

  test.each([
    ['a text', 'a secret+&#', `${address}?key=a+secret%2B%26%23`],
    ['the first of a list', ['new', 'old'], `${address}?key=new`],
  ])('puts %s into the address', async (_, given, expected) => {
    const { ensure, patches } = account(empty)
    expect(await ensure({ url: address, secret: given })).toMatchObject({ outcome: 'subscribed' })
    expect(patches).toMatchObject([{ webhooksUri: expected }])
    expect(await ensure({ url: address, secret: given })).toMatchObject({ outcome: 'unchanged' })
  })

  test('keeps the rest of the query, and replaces an old secret', async () => {
    const { ensure, patches } = account({ webhooksUri: `${address}?city=omsk&key=old`, subscriptions: all })
    expect(await ensure({ url: `${address}?city=omsk`, secret: ['new', 'old'] })).toMatchObject({ outcome: 'restored' })
    expect(patches).toMatchObject([{ webhooksUri: `${address}?city=omsk&key=new` }])
  })

  test.each([
    ['secret', { url: address, secret: '' }],
    ['secret', { url: address, secret: ' spaces ' }],
    ['secret', { url: address, secret: [] }],
    ['url', { url, secret: 'second' }],
    ['url', { url: address, secret: 'x'.repeat(200) }],
    ['url', { url: 'not an address', secret }],
  ])('is rejected with the name of what is wrong, without the secret: %s', async (path, input) => {
    const { ensure, requests } = account(empty)
    const error = await failed(ensure(input))
    expect(error).toMatchObject({ name: 'WazzupValidationError', issues: [{ path }] })
    expectClean(error, secret, 'second')
    expect(requests).toEqual([])
  })
})
