import { describe, expect, test } from 'vitest'
import { skipsWithoutChromium } from './find-chromium.ts'
import { openTestPage, openTestPageWithBot } from './test-page.ts'

describe.skipIf(skipsWithoutChromium)('the log of the page', () => {
  test('shows an address without its protocol too, so that the mistake is visible', async () => {
    const { emulator, page, phone, openChat } = await openTestPage()
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
    await openChat('WhatsApp', 'Dora')
    await phone('WhatsApp').getByText('No response from 127.0.0.1:9/wazzup?key=[secret]').waitFor()
    await page.getByRole('tab', { name: 'Connect' }).click()
    await page.getByRole('tabpanel').getByText('127.0.0.1:9/wazzup?key=[secret]').waitFor()
    expect(await page.locator('body').textContent()).not.toMatch(/no address|canary/)
  })

  test('shows the address of a subscription without its secret', async () => {
    const { page, bot } = await openTestPageWithBot()
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
  })
})
