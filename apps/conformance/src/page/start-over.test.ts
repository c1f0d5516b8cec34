import { describe, expect, test } from 'vitest'
import { skipsWithoutChromium } from './find-chromium.ts'
import { openTestPageWithBot } from './test-page.ts'

describe.skipIf(skipsWithoutChromium)('"Start over"', () => {
  async function open() {
    const here = await openTestPageWithBot()
    return { ...here, dialog: here.page.getByRole('dialog') }
  }

  test('keeps the subscription of the app, and says so', async () => {
    const { emulator, page, phone, field, bot, dialog } = await open()
    await bot.subscribe()
    await page.getByRole('button', { name: 'Hello!' }).first().click()
    await page.getByRole('button', { name: 'Start over' }).click()
    await dialog.getByText('Your app stays subscribed to webhooks.').waitFor()
    await dialog.getByRole('button', { name: 'Start over' }).click()
    const whatsapp = phone('WhatsApp')
    await whatsapp.getByText('You are Dora').waitFor()
    await field('WhatsApp').fill('Where is order 1001?')
    await page.keyboard.press('Enter')
    await whatsapp.getByText('Order 1001: on its way.').waitFor()
    expect(emulator.state.subscriptions.api.webhooksUri).toBe(bot.url)
  })

  test('says what it deletes, and nothing of a subscription that does not exist', async () => {
    const { page, dialog } = await open()
    await page.getByRole('button', { name: 'Start over' }).click()
    await dialog.getByText('the clock').waitFor()
    expect(await dialog.getByText('subscribed').count()).toBe(0)
    await dialog.getByRole('button', { name: 'Start over' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('tab', { name: 'Connect' }).click()
    await page.getByText('Your app has not subscribed').waitFor()
  })

  test('from elsewhere without the subscription is announced until the app subscribes again', async () => {
    const { emulator, page, bot } = await open()
    await bot.subscribe()
    await page.getByRole('tab', { name: 'Connect' }).click()
    await page.getByText('Webhooks go to').waitFor()
    emulator.reset()
    const notice = page.getByRole('alert').filter({ hasText: 'Your app has to subscribe to webhooks again' })
    await notice.waitFor()
    await notice.getByRole('button', { name: 'How to connect' }).click()
    await page.getByText('Your app has not subscribed').waitFor()
    await bot.subscribe()
    await expect.poll(() => notice.count()).toBe(0)
  })

  test('is not announced when only the subscription is removed', async () => {
    const { url, page, bot } = await open()
    await bot.subscribe()
    await page.getByRole('tab', { name: 'Connect' }).click()
    await page.getByText('Webhooks go to').waitFor()
    await page.request.post(`${url}/_emulator/do`, { data: { verb: 'subscription.set', input: { webhooksUri: null } } })
    await page.getByText('Your app has not subscribed').waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
  })
})
