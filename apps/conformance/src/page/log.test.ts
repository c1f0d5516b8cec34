import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startBot } from './bot.ts'
import { launch, visit, type Visit, type VisitOptions } from './browser.ts'
import { skipsWithoutChromium } from './find-chromium.ts'

describe.skipIf(skipsWithoutChromium)('the log of the page', () => {
  let browser: Browser
  let here: Visit
  beforeAll(async () => void (browser = await launch()))
  afterAll(() => browser?.close())
  afterEach(async () => {
    await here.close()
    expect(here.complaints).toEqual([])
  })
  const open = async (options?: VisitOptions) => (here = await visit(browser, options)).page

  test('shows an address without its protocol too, so that the mistake is visible', async () => {
    const page = await open()
    const { emulator } = here
    for (const webhooksUri of [
      '127.0.0.1:3000/wazzup?key=canary',
      'localhost:3000/wazzup?key=canary',
      '/wazzup?key=canary',
    ])
      await emulator.fetch('http://emulator/v3/webhooks', {
        method: 'PATCH',
        headers: { authorization: `Bearer ${emulator.keys.apiKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({ webhooksUri, subscriptions: { messagesAndStatuses: true } }),
      })
    for (const shown of [
      '127.0.0.1:3000/wazzup?key=[secret]',
      'localhost:3000/wazzup?key=[secret]',
      ' /wazzup?key=[secret]',
    ])
      await page
        .getByRole('button', { name: /PATCH \/webhooks/ })
        .filter({ hasText: shown })
        .first()
        .waitFor()

    // A test may set the subscription itself.
    emulator.state.subscriptions.api.webhooksUri = '127.0.0.1:9/wazzup?key=canary'
    emulator.state.subscriptions.api.subscriptions.messagesAndStatuses = true
    emulator.simulate.customer.send({ text: 'Hi' })
    await emulator.settled()
    await page.reload()
    await here.phone('WhatsApp').getByRole('button', { name: /^Dora/ }).click()
    await here.phone('WhatsApp').getByText('No response from 127.0.0.1:9/wazzup?key=[secret]').waitFor()
    await page.getByRole('tab', { name: 'Connect' }).click()
    await page.getByRole('tabpanel').getByText('127.0.0.1:9/wazzup?key=[secret]').waitFor()
    expect(await page.locator('body').textContent()).not.toMatch(/no address|canary/)
  })

  test('shows the address of a subscription without its secret', async () => {
    const page = await open()
    const bot = await startBot(here.emulator, here.url)
    try {
      await bot.subscribe()
      await bot.wazzup.subscription.get()
      const hidden = bot.url.replace(/key=.*/, 'key=[secret]')
      const line = page.getByRole('button', { name: /PATCH \/webhooks/ })
      expect(await line.textContent()).toContain(hidden)
      await line.click()
      await page.getByRole('region', { name: 'Request' }).getByText(hidden).waitFor()
      await page
        .getByRole('button', { name: /GET \/webhooks/ })
        .first()
        .click()
      await page.getByRole('region', { name: 'Response 200' }).getByText(hidden).waitFor()
      expect(await page.locator('body').textContent()).not.toMatch(/no address|bot-secret/)
    } finally {
      await bot.close()
    }
  })
})
