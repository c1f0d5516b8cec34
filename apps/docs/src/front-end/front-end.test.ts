import { channelIds, createEmulator, type Emulator, type ListeningEmulator } from '@wazzup-kit/emulator'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { launch } from '@wazzup-kit/conformance/browser'
import { skipsWithoutChromium } from '@wazzup-kit/conformance/find-chromium'
import { startServers, type FrontEndServers } from './servers.ts'

// Only a real browser shows which headers and cookies it sends and which responses it hides from a page.

const message = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79011112233', text: 'from a page' }
const json = JSON.stringify(message)

/** The result or error of a call in the page. */
interface PageOutcome {
  result?: unknown
  error?: Record<string, unknown>
}

let browser: Browser
beforeAll(async () => {
  if (!skipsWithoutChromium) browser = await launch('--host-resolver-rules=MAP app.test 127.0.0.1')
})
afterAll(() => browser?.close())

describe.skipIf(skipsWithoutChromium).each([
  { where: 'a gateway on 127.0.0.1, which is a secure context', host: '127.0.0.1', isSecure: true },
  { where: 'a gateway on plain http', host: 'app.test', isSecure: false },
])('$where', ({ host, isSecure }) => {
  let emulator: Emulator
  let wazzup: ListeningEmulator
  let servers: FrontEndServers
  let context: BrowserContext
  beforeAll(async () => {
    emulator = createEmulator()
    wazzup = await emulator.listen()
    servers = await startServers(host, { url: wazzup.url, keys: emulator.keys })
  })
  afterAll(async () => {
    await servers?.close()
    await wazzup?.close()
  })
  beforeEach(async () => {
    emulator.reset()
    servers.cookies().splice(0)
    context = await browser.newContext()
  })
  afterEach(() => context.close())

  async function open(origin: string): Promise<Page> {
    const page = await context.newPage()
    await page.goto(`${origin}/`)
    return page
  }
  async function signIn(): Promise<void> {
    const page = await context.newPage()
    await page.goto(`${servers.app}/sign-in`)
    await page.close()
  }
  /** Runs a call in the page, with the documented client `desk` or one from `clientOf`. */
  const outcomeOf = (page: Page, call: string): Promise<PageOutcome> =>
    page.evaluate<PageOutcome>(`outcomeOf(() => ${call})`)
  const clientOf = (path = '/api/wazzup', options = ''): string =>
    `createWazzup({ baseUrl: ${JSON.stringify(servers.app + path)}, maxRetries: 0, ${options} })`

  test('accepts a send from a page of the same origin', async () => {
    await signIn()
    const page = await open(servers.app)
    expect(await page.evaluate('isSecureContext')).toBe(isSecure)
    const { result } = await outcomeOf(page, `${clientOf()}.messages.send(${json})`)
    expect(result).toMatchObject({ repeated: false, crmMessageId: expect.stringMatching(/^[\da-f-]{36}$/) })
    expect(emulator.ledger).toMatchObject([{ text: 'from a page' }])
  })

  test('accepts a send with the session cookie from the documented page on another origin', async () => {
    await signIn()
    const page = await open(servers.desk)
    const { result } = await outcomeOf(page, `desk.messages.send(${json})`)
    expect(result).toMatchObject({ repeated: false })
    expect(emulator.ledger).toHaveLength(1)
    expect(servers.cookies()).toContain('session=olga')
    const listed = await outcomeOf(page, 'desk.channels.list()')
    expect(listed.result).toHaveLength(emulator.state.channels.size)
  })

  test('lets the documented page read why a send was rejected', async () => {
    const { error } = await outcomeOf(await open(servers.desk), `desk.messages.send(${json})`)
    expect(error).toMatchObject({
      name: 'WazzupApiError',
      status: 401,
      effect: 'none',
      meaning: expect.stringContaining('session may have expired'),
    })
  })

  test.each([
    ['a form as text/plain', 'text/plain'],
    ['a form', 'application/x-www-form-urlencoded'],
    ['a form with files', 'multipart/form-data'],
  ])('rejects %s on another port, although the browser sends the session cookie', async (_, enctype) => {
    await signIn()
    const page = await open(servers.evil)
    const answered = page.waitForResponse(`${servers.app}/api/wazzup/v3/message`)
    await page.evaluate(
      `{
        const form = document.createElement('form')
        Object.assign(form, { method: 'post', action: ${JSON.stringify(`${servers.app}/api/wazzup/v3/message`)}, enctype: ${JSON.stringify(enctype)} })
        const field = document.createElement('input')
        Object.assign(field, { name: ${JSON.stringify(`${json.slice(0, -1)},"crmMessageId":"`)}, value: '"}' })
        form.append(field)
        document.body.append(form)
        form.submit()
      }`,
    )
    expect((await answered).status()).toBe(403)
    expect(servers.cookies()).toEqual(['session=olga'])
    expect(emulator.requests).toEqual([])
  })

  test('rejects every kind of request from a script on another port', async () => {
    await signIn()
    const page = await open(servers.evil)
    const target = JSON.stringify(`${servers.app}/api/wazzup/v3/message`)
    const list = JSON.stringify(`${servers.app}/api/wazzup/v3/channels`)
    await page.evaluate(`Promise.allSettled([
      fetch(${target}, { method: 'POST', mode: 'no-cors', credentials: 'include', body: ${JSON.stringify(json)} }),
      fetch(${target}, { method: 'POST', mode: 'no-cors', credentials: 'include', body: new Blob([${JSON.stringify(json)}]) }),
      fetch(${target}, { method: 'POST', credentials: 'include', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(json)} }),
      navigator.sendBeacon(${target}, ${JSON.stringify(json)}),
    ])`)
    const read = await page.evaluate(
      `fetch(${list}, { credentials: 'include' }).then((response) => response.text(), (error) => error.name)`,
    )
    expect(read).toBe('TypeError')
    expect(servers.cookies()).toContain('session=olga')
    expect(emulator.ledger).toEqual([])
  })

  test('explains CORS in the error after a preflight that the browser blocked', async () => {
    const page = await open(servers.evil)
    const { error } = await outcomeOf(page, `${clientOf()}.messages.send(${json})`)
    expect(error).toMatchObject({
      name: 'WazzupNetworkError',
      reason: 'connection',
      message: expect.stringMatching(/CORS/),
    })
    expect(emulator.ledger).toEqual([])
  })

  test.each([
    ['of the same origin', '/expired'],
    ['of another origin', '/expired-elsewhere'],
  ])('explains an expired session in the error after a redirect to a login page %s', async (_, path) => {
    const page = await open(servers.app)
    const { error } = await outcomeOf(page, `${clientOf(path)}.channels.list()`)
    expect(error).toMatchObject({
      name: 'WazzupNetworkError',
      reason: 'redirect',
      message: expect.stringContaining('session has expired'),
    })
  })

  // 127.0.0.1 needs no network, so an offline browser does not prove that the request was not sent.
  const effect = isSecure ? 'unknown' : 'none'
  test(`throws with effect ${effect} if the browser is offline`, async () => {
    await signIn()
    const page = await open(servers.app)
    await context.setOffline(true)
    const { error } = await outcomeOf(page, `${clientOf()}.messages.send(${json})`)
    expect(error).toMatchObject({
      name: 'WazzupNetworkError',
      reason: 'connection',
      effect,
    })
    expect(String(error?.message).includes('offline')).toBe(effect === 'none')
    await context.setOffline(false)
    expect((await outcomeOf(page, `${clientOf()}.messages.send(${json})`)).result).toBeDefined()
    expect(emulator.ledger).toHaveLength(1)
  })
})
