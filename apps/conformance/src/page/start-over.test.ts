import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startBot, type Bot } from './bot.ts'
import { launch, visit, type Visit } from './browser.ts'
import { skipsWithoutChromium } from './find-chromium.ts'

describe.skipIf(skipsWithoutChromium)('"Start over"', () => {
  let browser: Browser
  let here: Visit
  let bot: Bot
  beforeAll(async () => void (browser = await launch()))
  afterAll(() => browser?.close())
  beforeEach(async () => {
    here = await visit(browser)
    bot = await startBot(here.emulator, here.url)
  })
  afterEach(async () => {
    await bot.close()
    await here.close()
    expect(here.complaints).toEqual([])
  })

  const dialog = () => here.page.getByRole('dialog')

  test('keeps the subscription of the app, and says so', async () => {
    await bot.subscribe()
    const { page } = here
    await page.getByRole('button', { name: 'Hello!' }).first().click()
    await page.getByRole('button', { name: 'Start over' }).click()
    await dialog().getByText('Your app stays subscribed to webhooks.').waitFor()
    await dialog().getByRole('button', { name: 'Start over' }).click()
    const phone = here.phone('WhatsApp')
    await phone.getByText('You are Dora').waitFor()
    await phone.getByRole('textbox', { name: 'Message' }).fill('Where is order 1001?')
    await page.keyboard.press('Enter')
    await phone.getByText('Order 1001: on its way.').waitFor()
    expect(here.emulator.state.subscriptions.api.webhooksUri).toBe(bot.url)
  })

  test('says what it deletes, and nothing of a subscription that does not exist', async () => {
    const { page } = here
    await page.getByRole('button', { name: 'Start over' }).click()
    await dialog().getByText('the clock').waitFor()
    expect(await dialog().getByText('subscribed').count()).toBe(0)
    await dialog().getByRole('button', { name: 'Start over' }).click()
    await dialog().waitFor({ state: 'detached' })
    await page.getByRole('tab', { name: 'Connect' }).click()
    await page.getByText('Your app has not subscribed').waitFor()
  })

  test('from elsewhere without the subscription is announced until the app subscribes again', async () => {
    await bot.subscribe()
    const { page } = here
    await page.getByRole('tab', { name: 'Connect' }).click()
    await page.getByText('Webhooks go to').waitFor()
    here.emulator.reset()
    const notice = page.getByRole('alert').filter({ hasText: 'Your app has to subscribe to webhooks again' })
    await notice.waitFor()
    await notice.getByRole('button', { name: 'How to connect' }).click()
    await page.getByText('Your app has not subscribed').waitFor()
    await bot.subscribe()
    await expect.poll(() => notice.count()).toBe(0)
  })
})
