import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createWazzup } from '@wazzup-kit/core'
import { readChatWindowEvent } from '@wazzup-kit/core/chat-window'
import { createEmulator, listenTogether, type ListeningEmulator } from '@wazzup-kit/emulator'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch } from '../page/browser.ts'
import { skipsWithoutChromium } from '../page/find-chromium.ts'

/** A page of a CRM that shows a chat window in a frame, and keeps what it posts. */
const crmPage = (url: string): string => `<!doctype html><title>CRM</title>
<iframe src="${url.replaceAll('&', '&amp;')}"></iframe>
<script>window.heard = []; addEventListener('message', ({ origin, data }) => heard.push({ origin, data }))</script>`

describe.skipIf(skipsWithoutChromium)('a chat window in a frame of a CRM', () => {
  const emulator = createEmulator({ account: 'omsk' })
  let browser: Browser
  let server: ListeningEmulator
  let html = ''
  const crm = createServer((_, response) => void response.setHeader('content-type', 'text/html').end(html))
  beforeAll(async () => {
    browser = await launch()
    server = await listenTogether([createEmulator({ account: 'moscow' }), emulator])
    await new Promise<void>((resolve) => void crm.listen(0, '127.0.0.1', resolve))
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    crm.closeAllConnections()
    crm.close()
  })

  test('posts the events of simulate.chatWindow to the CRM, and the emulator’s own page stays out of frames', async () => {
    const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, baseUrl: server.url })
    const { url } = await wazzup.chatWindow.get({
      user: { id: 'user-1', name: 'Ann' },
      scope: 'card',
      filter: [{ chatType: 'whatsapp', chatId: '79000000201' }],
      options: { useDealsEvents: true },
    })
    const page = await browser.newPage()
    page.setDefaultTimeout(15_000)
    const complaints: string[] = []
    page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())))
    html = crmPage(url)
    const crmUrl = `http://127.0.0.1:${(crm.address() as AddressInfo).port}/`
    await page.goto(crmUrl)
    const frame = page.frameLocator('iframe')
    await frame.getByRole('button', { name: 'Create a deal' }).click()
    await frame.getByRole('button', { name: 'Open "First deal"' }).click()
    await frame.getByText('Posted WZ_OPEN_ENTITY').waitFor()
    const { createEntity, openEntity } = emulator.simulate.chatWindow
    const heard = await page.evaluate<ReturnType<typeof createEntity>[]>('heard')
    expect(heard).toEqual([createEntity({ window: url }), openEntity({ window: url, dealId: 'deal-1' })])
    expect(heard.map((message) => readChatWindowEvent(message, { url }))).toEqual(heard.map(({ data }) => data))
    expect(complaints).toEqual([])
    html = crmPage(`${server.url}/accounts/omsk/`)
    await page.goto(crmUrl)
    await expect.poll(() => complaints.join()).toMatch(/frame-ancestors|X-Frame-Options/)
    await page.close()
  })

  test('the page of an account shows and plays only this account', async () => {
    const page = await browser.newPage()
    page.setDefaultTimeout(15_000)
    await page.goto(`${server.url}/accounts/omsk/`)
    emulator.simulate.customer.send({ text: 'From Omsk', from: { name: 'Olga', phone: '79011112244' } })
    await page.getByText('From Omsk').first().waitFor()
    await page.goto(`${server.url}/accounts/moscow/`)
    await page.getByRole('tab').first().waitFor()
    expect(await page.getByText('From Omsk').count()).toBe(0)
    await page.close()
  })
})
