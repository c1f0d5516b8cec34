import { channelIds } from '@wazzup-kit/emulator'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { launch, type VisitOptions } from '../browser.ts'
import { skipsWithoutChromium } from '../find-chromium.ts'
import { openByKeyboard, type Keyboard } from '../keyboard.ts'

describe.skipIf(skipsWithoutChromium)('the form of a new chat', () => {
  let browser: Browser
  let keyboard: Keyboard
  beforeAll(async () => void (browser = await launch()))
  afterAll(() => browser?.close())
  afterEach(async () => {
    await keyboard.here.close()
    expect(keyboard.here.complaints).toEqual([])
  })
  const open = async (options?: VisitOptions): Promise<Keyboard> => (keyboard = await openByKeyboard(browser, options))
  const messages = () => [...keyboard.here.emulator.state.messages.values()]

  test.each(['+7 900 111-22-33', '7 (900) 111.22.33', ' 79001112233 '])('takes "%s" as a phone', async (phone) => {
    const { page, press, tabTo, whatsapp } = await open()
    await tabTo('button', 'New chat', whatsapp)
    await press('Enter')
    await page.keyboard.type('Grace')
    await press('Tab')
    await page.keyboard.type(phone)
    await press('Enter')
    await page.keyboard.type('Hi')
    await press('Enter')
    await whatsapp.getByRole('article').filter({ hasText: 'Hi' }).waitFor()
    expect(messages().at(-1)).toMatchObject({ chatId: '79001112233', contact: { name: 'Grace' } })
  })

  test('takes a phone of Telegram, and a username with its @', async () => {
    const { here, page, press } = await open()
    for (const [messenger, account] of [
      ['Telegram', '+7 900 111-22-33'],
      ['Instagram', '@grace'],
    ] as const) {
      await here.phone(messenger).getByRole('button', { name: 'Back to the chats' }).click()
      await here.phone(messenger).getByRole('button', { name: 'New chat' }).first().click()
      await page.keyboard.type('Grace')
      await press('Tab')
      await page.keyboard.type(account)
      await press('Enter')
      await page.keyboard.type('Hi')
      await press('Enter')
      await here.phone(messenger).getByRole('article').filter({ hasText: 'Hi' }).waitFor()
    }
    expect(messages().at(-2)).toMatchObject({ channelId: channelIds.tgapi, contact: { phone: '79001112233' } })
    expect(messages().at(-1)).toMatchObject({ channelId: channelIds.instagram, chatId: 'grace' })
  })

  test.each(['+7', '900-CALL-ME', '+7 900 111 22 33 44 55 66'])('rejects "%s", and stays open', async (phone) => {
    const { page, press, tabTo, whatsapp } = await open({ locale: 'ru-RU' })
    await tabTo('button', 'Новый чат', whatsapp)
    await press('Enter')
    await page.keyboard.type('Grace')
    await press('Tab')
    await page.keyboard.type(phone)
    await press('Enter')
    const field = page.getByRole('textbox', { name: 'Телефон' })
    expect(await field.evaluate((input: HTMLInputElement) => input.validity.valid)).toBe(false)
    expect(await page.getByRole('dialog').count()).toBe(1)
    expect(await field.getAttribute('title')).toContain('+7')
  })

  test('rejects a name of spaces', async () => {
    const { page, press, tabTo, whatsapp } = await open()
    await tabTo('button', 'New chat', whatsapp)
    await press('Enter')
    const name = page.getByRole('textbox', { name: 'Name of the customer' })
    await name.fill('  ')
    await page.getByRole('textbox', { name: 'Phone' }).fill('79001112233')
    await press('Enter')
    expect(await name.evaluate((input: HTMLInputElement) => input.validity.valid)).toBe(false)
    expect(await page.getByRole('dialog').count()).toBe(1)
  })
})
