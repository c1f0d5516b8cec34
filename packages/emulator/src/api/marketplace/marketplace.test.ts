import { describe, expect, it } from 'vitest'
import { createEmulator } from '../../emulator/create-emulator.ts'
import type { Emulator } from '../../emulator/emulator.ts'
import { ask } from '../../testing/test-client.ts'
import { obeys } from '../../testing/test-rules.ts'

// Wazzup's page on WAuth, https://wazzup24.ru/help/api-ru/wauth/

const entry = { crmCode: 'my-crm', secret: 'canary-secret', authRedirectUri: 'https://crm.example/auth' }

const asPartner = (emulator: Emulator, method: string, path: string, body: unknown) =>
  ask(emulator, method, path, body, { key: emulator.keys.partnerKey })
const connect = (emulator: Emulator, body: unknown) => ask(emulator, 'POST', '/v3/connect', body, { key: 'none' })
const invalid = { status: 400, json: { error: 'VALIDATION_ERROR' } }

/** Returns an emulator with a marketplace entry, and the redirect address of an installation. */
async function install(given: object = entry, simulation: object = { type: 'my-crm' }) {
  const emulator = createEmulator()
  await asPartner(emulator, 'POST', '/v3/marketplace', given)
  const answer = await asPartner(emulator, 'POST', '/v3/wauth', simulation)
  const [installation] = emulator.state.installations
  return { emulator, answer, address: installation && new URL(installation.redirectUri) }
}

it(`an installation runs from entry to connect, and deliveries then carry the crmKey ${obeys('wauth/entry', 'wauth/describe', 'wauth/redirect', 'wauth/connect', 'wauth/wrong-secret', 'wauth/crm-key', 'wauth/responses', 'access/no-header')}`, async () => {
  const authorizations: (string | null)[] = []
  const emulator = createEmulator({
    webhookFetch: async (_, init) => {
      authorizations.push(new Headers(init?.headers).get('authorization'))
      return new Response()
    },
  })
  const done = { status: 200, text: '' }
  expect(await asPartner(emulator, 'POST', '/v3/marketplace', entry)).toMatchObject(done)
  expect(await asPartner(emulator, 'PATCH', '/v3/marketplace', { crmName: 'My-CRM' })).toMatchObject(done)
  expect(await asPartner(emulator, 'POST', '/v3/wauth', { type: 'my-crm' })).toMatchObject(done)
  const redirectUri = new URL(emulator.state.installations[0]!.redirectUri)
  const state = redirectUri.searchParams.get('state')
  const body = { state, secret: 'canary-secret', crmKey: 'crm-key', name: 'Customer' }
  expect(await connect(emulator, { ...body, secret: 'guessed' })).toMatchObject({ status: 401, text: '' })
  const subscription = { webhooksUri: 'https://example.com/', subscriptions: {} }
  await ask(emulator, 'PATCH', '/v3/webhooks', subscription)
  expect((await connect(emulator, body)).json).toEqual({ data: emulator.keys.apiKey })
  await ask(emulator, 'PATCH', '/v3/webhooks', subscription)
  expect(authorizations).toEqual([null, 'Bearer crm-key'])
  expect(JSON.stringify(emulator.requests)).not.toContain('canary-secret')
})

describe('an entry', () => {
  it.each([
    ['letters, digits, hyphen, underscore', { ...entry, crmCode: 'My_CRM-24' }],
    ['no address of its own', { crmCode: 'my-crm', secret: 's' }],
    ['an empty address', { ...entry, authRedirectUri: '' }],
  ])(`is created with %s ${obeys('wauth/entry')}`, async (_, body) => {
    expect(await asPartner(createEmulator(), 'POST', '/v3/marketplace', body)).toMatchObject({ status: 200, text: '' })
  })

  it.each([
    ['a space', { ...entry, crmCode: 'my crm' }],
    ['a dot', { ...entry, crmCode: 'my.crm' }],
    ['letters that are not Latin', { ...entry, crmCode: 'црм' }],
    ['no code', { secret: 's' }],
    ['no secret', { crmCode: 'my-crm' }],
    ['an empty secret', { ...entry, secret: '' }],
    ['an address that is no text', { ...entry, authRedirectUri: 7 }],
  ])(`is rejected with %s ${obeys('wauth/entry')}`, async (_, body) => {
    const emulator = createEmulator()
    expect(await asPartner(emulator, 'POST', '/v3/marketplace', body)).toMatchObject(invalid)
    expect(emulator.state.marketplace).toBeNull()
  })

  it(`is changed by a second call, including its code ${obeys('wauth/unique')}`, async () => {
    const { emulator } = await install()
    expect((await asPartner(emulator, 'POST', '/v3/marketplace', { crmCode: 'other', secret: 's' })).status).toBe(200)
    expect(emulator.state.marketplace).toMatchObject({ crmCode: 'other', secret: 's', authRedirectUri: '' })
    expect(await asPartner(emulator, 'POST', '/v3/wauth', { type: 'my-crm' })).toMatchObject(invalid)
  })

  it.each([
    ['a name of 50', { crmName: 'x'.repeat(50) }],
    ['letters, digits, hyphen', { crmName: 'ЦРМ-24' }],
    ['a space', { crmName: 'My CRM' }],
    ['a logo that is no svg', { logo: { name: 'logo.svg', content: 'none' } }],
    ['nothing', {}],
  ])(`is described by %s ${obeys('wauth/describe', 'wauth/logo-unread')}`, async (_, body) => {
    const { emulator } = await install()
    expect(await asPartner(emulator, 'PATCH', '/v3/marketplace', body)).toMatchObject({ status: 200, text: '' })
    expect(emulator.state.marketplace?.crmName).toBe('crmName' in body ? body.crmName : undefined)
  })

  it.each([
    ['a name of 51', { crmName: 'x'.repeat(51) }],
    ['an empty name', { crmName: '' }],
    ['an underscore', { crmName: 'My_CRM' }],
    ['a logo without a name', { logo: { content: 'PHN2Zz4' } }],
    ['a logo without content', { logo: { name: 'logo.svg' } }],
    ['a logo that is a text', { logo: 'PHN2Zz4' }],
  ])(`is not described by %s ${obeys('wauth/describe')}`, async (_, body) => {
    const { emulator } = await install()
    expect(await asPartner(emulator, 'PATCH', '/v3/marketplace', body)).toMatchObject(invalid)
    expect(emulator.state.marketplace?.crmName).toBeUndefined()
  })

  it(`that does not exist cannot be described ${obeys('wauth/describe')}`, async () => {
    expect(await asPartner(createEmulator(), 'PATCH', '/v3/marketplace', { crmName: 'CRM' })).toMatchObject(invalid)
  })
})

describe('an installation', () => {
  const { authRedirectUri: _, ...withoutAddress } = entry
  const withDomain = { type: 'my-crm', domain: 'https://customer.example/app?x=1' }

  it.each([
    ['the address of the entry', entry, { type: 'my-crm' }, 'https://crm.example/auth'],
    ['that, whatever the domain', entry, withDomain, 'https://crm.example/auth'],
    ['the domain of the CRM, where the entry has none', withoutAddress, withDomain, 'https://customer.example/app?x=1'],
  ])(`redirects to %s ${obeys('wauth/redirect')}`, async (__, given, simulation, target) => {
    const { address } = await install(given, simulation)
    expect(address?.searchParams.get('state')).toBeTruthy()
    address?.searchParams.delete('state')
    expect(address?.href).toBe(target)
  })

  it.each([
    ['another code', entry, { type: 'other' }],
    ['no code', entry, {}],
    ['no address at all', withoutAddress, { type: 'my-crm' }],
    ['half a domain', withoutAddress, { type: 'my-crm', domain: 'customer.example' }],
  ])(`is rejected with %s ${obeys('wauth/redirect')}`, async (__, given, simulation) => {
    const { answer, address } = await install(given, simulation)
    expect(answer).toMatchObject(invalid)
    expect(address).toBeUndefined()
  })

  it(`passes a JWT as state, with entry and account, different for each installation ${obeys('wauth/state', 'wauth/signature')}`, async () => {
    const { emulator, address } = await install()
    await asPartner(emulator, 'POST', '/v3/wauth', { type: 'my-crm' })
    const states = emulator.state.installations.map(({ state }) => state)
    expect(states[0]).toBe(address?.searchParams.get('state'))
    expect(new Set(states).size).toBe(2)
    const parts = states[0]!.split('.')
    expect(parts).toEqual(Array.from({ length: 3 }, () => expect.stringMatching(/^[\w-]+$/) as string))
    const [header, claims] = parts.slice(0, 2).map((part) => JSON.parse(atob(part)) as unknown)
    expect(header).toEqual({ alg: 'HS256', typ: 'JWT' })
    expect(claims).toEqual({ crmCode: 'my-crm', accountId: 10_000_001 })
    // The length of an HS256 signature: 32 bytes.
    expect(parts[2]).toHaveLength(43)
  })

  it.each(['state', 'secret', 'crmKey', 'name'])(
    `cannot be connected without %s ${obeys('wauth/connect')}`,
    async (missing) => {
      const { emulator, address } = await install()
      const state = address?.searchParams.get('state')
      const body = { state, secret: 'canary-secret', crmKey: 'crm-key', name: 'Customer', [missing]: undefined }
      expect(await connect(emulator, body)).toMatchObject(invalid)
      expect(emulator.state.crmKey).toBeNull()
    },
  )

  it(`can be connected with any state that was issued ${obeys('wauth/wrong-secret')}`, async () => {
    const { emulator } = await install()
    const body = { state: 'invented', secret: 'canary-secret', crmKey: 'crm-key', name: 'Customer' }
    expect(await connect(emulator, body)).toMatchObject({ status: 401, text: '' })
    expect(emulator.state.crmKey).toBeNull()
  })
})

// Wazzup's page on the migration, https://wazzup24.ru/help/api-ru/migraciya-polzovatelej-api-v2-na-api-v3/
describe('a migration', () => {
  const off = { messagesAndStatuses: false, contactsAndDealsCreation: false }
  const none = { ...off, channelsUpdates: false, wabaTemplatesStatus: false }

  function account() {
    const posted: string[] = []
    const emulator = createEmulator({
      webhookFetch: async (address) => {
        posted.push(String(address))
        return new Response()
      },
    })
    const { apiKey } = emulator.keys
    const body = { clientApiKey: apiKey, webhooksUri: 'https://example.com/', subscriptions: off }
    const migrate = (changes: object) => asPartner(emulator, 'POST', '/v3/migration', { ...body, ...changes })
    const subscription = async () => (await ask(emulator, 'GET', '/v3/webhooks')).json
    return { emulator, posted, migrate, subscription }
  }

  it.each([
    [off],
    [{ ...off, messagesAndStatuses: true }],
    [{ ...off, contactsAndDealsCreation: true }],
    [{ messagesAndStatuses: true, contactsAndDealsCreation: true }],
  ])(
    `changes the subscription of the customer to %j ${obeys('migration/moves', 'migration/response')}`,
    async (subscriptions) => {
      const { emulator, posted, migrate, subscription } = account()
      expect(await migrate({ subscriptions })).toMatchObject({ status: 200, text: '' })
      expect(await subscription()).toEqual({
        webhooksUri: 'https://example.com/',
        subscriptions: { ...none, ...subscriptions },
      })
      expect(emulator.state.migratedKeys).toEqual([emulator.keys.apiKey])
      expect(posted).toEqual([])
    },
  )

  it(`of another customer does not change this account ${obeys('migration/response')}`, async () => {
    const { emulator, migrate, subscription } = account()
    const subscriptions = { messagesAndStatuses: true, contactsAndDealsCreation: true }
    expect(await migrate({ clientApiKey: 'another', subscriptions })).toMatchObject({ status: 200, text: '' })
    expect(await subscription()).toEqual({ webhooksUri: null, subscriptions: none })
    expect(emulator.state.migratedKeys).toEqual(['another'])
  })

  it.each([
    [{ clientApiKey: undefined }],
    [{ clientApiKey: '' }],
    [{ webhooksUri: undefined }],
    [{ webhooksUri: 'nowhere' }],
    [{ webhooksUri: `https://example.com/${'x'.repeat(181)}` }],
    [{ subscriptions: undefined }],
    [{ subscriptions: { ...off, messagesAndStatuses: 'true' } }],
  ])(`is rejected with %j ${obeys('migration/response')}`, async (changes) => {
    const { emulator, migrate } = account()
    expect(await migrate(changes)).toMatchObject(invalid)
    expect(emulator.state.migratedKeys).toEqual([])
  })
})
