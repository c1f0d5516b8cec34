import type { Browser, Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { launch, type VisitOptions } from '../browser.ts'
import { skipsWithoutChromium } from '../find-chromium.ts'
import { openByKeyboard, type Keyboard } from '../keyboard.ts'

describe.skipIf(skipsWithoutChromium)('what the search finds', () => {
  let browser: Browser
  let keyboard: Keyboard
  beforeAll(async () => void (browser = await launch()))
  afterAll(() => browser?.close())
  afterEach(async () => {
    await keyboard.here.close()
    expect(keyboard.here.complaints).toEqual([])
  })
  const open = async (options?: VisitOptions): Promise<Keyboard> => (keyboard = await openByKeyboard(browser, options))

  /** Returns the text of the message field of a phone. */
  const fieldOf = (messenger: string): Promise<string> =>
    keyboard.here.phone(messenger).getByRole('textbox', { name: 'Message' }).inputValue()

  test('includes messengers without chats', async () => {
    const { here, page, press, focusedField, goTo } = await open()
    await goTo('avito')
    expect(await focusedField()).toBe('Avito: Write as Dora…')
    await page.keyboard.type('From the search')
    await press('Enter')
    await here.phone('Avito').getByRole('article').filter({ hasText: 'From the search' }).waitFor()
    here.emulator.simulate.customer.send({ from: { name: 'Maxim', phone: '79001110004' } })
    await here.phone('WhatsApp').getByText('Maxim').waitFor()
    await goTo('max')
    expect(await focusedField()).toBe('MAX: Write as Dora…')
    await here.phone('VK').getByRole('button', { name: 'Back to the chats' }).click()
    await goTo('vk')
    await page.keyboard.type('Again')
    expect(await fieldOf('VK')).toBe('Again')
  })

  test('includes phones in the form in which people write them', async () => {
    const { focusedField, goTo } = await open()
    await goTo('+7 (900) 111-00-02')
    expect(await focusedField()).toBe('WhatsApp: Write as Frank…')
  })

  test('gets the keys, also from an open dialog or menu', async () => {
    const { page, press, whatsapp, focusedField, tabTo, goTo } = await open()
    await tabTo('button', 'New chat', whatsapp)
    await press('Enter')
    await page.keyboard.type('Heidi')
    await goTo('frank')
    await page.keyboard.type('Hi')
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(await focusedField()).toBe('WhatsApp: Write as Frank…')
    await tabTo('button', 'Attach', whatsapp)
    await press('Enter')
    await page.getByRole('menu').waitFor()
    await goTo('frank')
    expect(await page.getByRole('menu').count()).toBe(0)
    expect(await focusedField()).toBe('WhatsApp: Write as Frank…')
  })

  test('replaces no dialog if the search is cancelled', async () => {
    const { page, press, whatsapp, focused, tabTo } = await open()
    await tabTo('button', 'New chat', whatsapp)
    await press('Enter')
    await page.keyboard.type('Hei')
    await press('Control+k', 'Escape')
    await page.keyboard.type('di')
    expect(await page.getByRole('textbox', { name: 'Name of the customer' }).inputValue()).toBe('Heidi')
    expect(await focused()).not.toBe('nothing')
  })

  test('comes into view: its phone and its messenger in the bar', async () => {
    for (const viewport of [
      { width: 1_500, height: 900 },
      { width: 360, height: 740 },
    ]) {
      const { here, page, goTo } = await open({ viewport, reducedMotion: 'reduce' })
      const messenger = page.getByRole('navigation').getByRole('button', { name: 'Avito' })
      const isInView = (locator: Locator): Promise<boolean> =>
        locator.evaluate((element) => {
          const { left, right } = element.getBoundingClientRect()
          return left >= 0 && right <= innerWidth
        })
      await goTo('avito')
      for (const element of [messenger, here.phone('Avito')]) await expect.poll(() => isInView(element)).toBe(true)
      await page.reload()
      for (const element of [messenger, here.phone('Avito')]) await expect.poll(() => isInView(element)).toBe(true)
      if (viewport.width > 1_000) await here.close()
    }
  })

  test('is not covered by the inspector in a narrow window', async () => {
    const { page, press, focusedField, tabTo, goTo } = await open({ viewport: { width: 360, height: 740 } })
    await tabTo('button', 'Open the inspector')
    await press('Enter')
    await goTo('eve')
    await page.keyboard.type('Hi')
    expect(await focusedField()).toBe('WhatsApp: Write as Eve…')
    await expect.poll(() => page.getByRole('tab', { name: 'Log' }).isVisible()).toBe(false)
  })
})
