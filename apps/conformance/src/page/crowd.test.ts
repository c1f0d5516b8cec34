import { channelIds } from '@wazzup-kit/emulator'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch, visit, type Visit } from './browser.ts'
import { CHATS, fillWithCrowd, MESSAGES } from './crowd.ts'
import { skipsWithoutChromium } from './find-chromium.ts'

describe.skipIf(skipsWithoutChromium)('the page with a thousand chats and a hundred thousand messages', () => {
  let browser: Browser
  let here: Visit
  beforeAll(async () => {
    browser = await launch()
    here = await visit(browser, { prepare: fillWithCrowd })
  })
  afterAll(async () => {
    await here?.close()
    await browser?.close()
  })

  const elements = () => here.page.evaluate(() => document.querySelectorAll('*').length)
  const rows = () => here.phone('WhatsApp').getByRole('listitem')

  async function openChat(name: string): Promise<void> {
    await here.page.keyboard.press('Control+k')
    await here.page.keyboard.type(name)
    await here.page.keyboard.press('Enter')
  }

  test('renders only visible chats, from the first to the last', async () => {
    expect(here.emulator.state.messages.size).toBe(CHATS * MESSAGES)
    await rows().filter({ hasText: 'Customer 998' }).waitFor()
    expect(await elements()).toBeLessThan(5_000)
    await here
      .phone('WhatsApp')
      .locator('.rows')
      .evaluate((list) => list.scrollTo(0, list.scrollHeight))
    await rows()
      .filter({ hasText: /Customer 0\b/ })
      .waitFor()
    expect(await rows().first().getAttribute('aria-setsize')).toBe(String(CHATS * 0.9))
    expect(await elements()).toBeLessThan(5_000)
  })

  test('leaves an older message where it is when the customer reads it', async () => {
    const { page } = here
    let letRead!: () => void
    const mayRead = new Promise<void>((resolve) => (letRead = resolve))
    await page.route('**/_emulator/do', async (route) => {
      await mayRead
      await route.continue()
    })
    await openChat('Customer 400')
    const messages = here.phone('WhatsApp').getByRole('article')
    await expect.poll(() => messages.count()).toBe(50)
    letRead()
    await messages.last().locator('[data-status="read"]').waitFor()
    await page.unroute('**/_emulator/do')
    expect(await messages.last().textContent()).toContain(`${MESSAGES}`)
    expect(await messages.count()).toBe(50)
  })

  test('opens a chat at its newest message and loads older ones on scroll', async () => {
    await openChat('Customer 500')
    const phone = here.phone('WhatsApp')
    await expect.poll(() => phone.getByRole('article').last().textContent()).toContain(`${MESSAGES}`)
    await expect.poll(() => phone.getByRole('article').count()).toBe(50)
    await phone.locator('.messages').evaluate((box) => box.scrollTo(0, 0))
    await expect.poll(() => phone.getByRole('article').count()).toBe(MESSAGES)
    await expect.poll(() => phone.getByRole('button', { name: 'Older messages' }).count()).toBe(0)
  })

  test('sends messages while hundreds of messages arrive in other chats', async () => {
    const { simulate, state } = here.emulator
    let busy = true
    async function chatter(): Promise<void> {
      for (let count = 0; busy && count < 5_000; count += 1) {
        const chatId = String(79_010_000_000 + (count % 500) * 2)
        simulate.customer.send({ channelId: channelIds.whatsapp, chatId, text: `More ${count}` })
        await new Promise((resolve) => setTimeout(resolve, 2))
      }
    }
    const others = chatter()
    const field = here.phone('WABA').getByRole('textbox', { name: 'Message' })
    for (const text of ['one', 'two', 'three']) {
      await field.fill(text)
      await here.page.keyboard.press('Enter')
      await here.phone('WABA').getByRole('article').filter({ hasText: text }).waitFor()
    }
    busy = false
    await others
    const newest = [...state.messages.values()].findLast(({ text }) => text?.startsWith('More'))
    await here.phone('WhatsApp').getByRole('button', { name: 'Back to the chats' }).click()
    await rows().first().getByText(newest!.text!).waitFor()
    expect(here.complaints).toEqual([])
  })
})
