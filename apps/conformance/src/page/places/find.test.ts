import type { Locator } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { skipsWithoutChromium } from '../find-chromium.ts'
import { openByKeyboard } from '../keyboard.ts'

describe.skipIf(skipsWithoutChromium)('what the search finds', () => {
  test('includes messengers without chats', async () => {
    const { emulator, page, phone, field, bubble, focusedField, press, goTo } = await openByKeyboard()
    await goTo('avito')
    expect(await focusedField()).toBe('Avito: Write as Dora…')
    await page.keyboard.type('From the search')
    await press('Enter')
    await bubble('Avito', 'From the search').waitFor()
    emulator.simulate.customer.send({ from: { name: 'Maxim', phone: '79001110004' } })
    await phone('WhatsApp').getByText('Maxim').waitFor()
    await goTo('max')
    expect(await focusedField()).toBe('MAX: Write as Dora…')
    await phone('VK').getByRole('button', { name: 'Back to the chats' }).click()
    await goTo('vk')
    await page.keyboard.type('Again')
    expect(await field('VK').inputValue()).toBe('Again')
  })

  test('includes phones in the form in which people write them', async () => {
    const { focusedField, goTo } = await openByKeyboard()
    await goTo('+7 (900) 111-00-02')
    expect(await focusedField()).toBe('WhatsApp: Write as Frank…')
  })

  test('gets the keys, also from an open dialog or menu', async () => {
    const { page, whatsapp, focusedField, press, tabTo, goTo } = await openByKeyboard()
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
    const { page, whatsapp, focused, press, tabTo } = await openByKeyboard()
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
      const { page, phone, goTo } = await openByKeyboard({ viewport, reducedMotion: 'reduce' })
      const messenger = page.getByRole('navigation').getByRole('button', { name: 'Avito' })
      const isInView = (locator: Locator): Promise<boolean> =>
        locator.evaluate((element) => {
          const { left, right } = element.getBoundingClientRect()
          return left >= 0 && right <= innerWidth
        })
      await goTo('avito')
      for (const element of [messenger, phone('Avito')]) await expect.poll(() => isInView(element)).toBe(true)
      await page.reload()
      for (const element of [messenger, phone('Avito')]) await expect.poll(() => isInView(element)).toBe(true)
    }
  })

  test('is not covered by the inspector in a narrow window', async () => {
    const { page, focusedField, press, tabTo, goTo } = await openByKeyboard({ viewport: { width: 360, height: 740 } })
    await tabTo('button', 'Open the inspector')
    await press('Enter')
    await goTo('eve')
    await page.keyboard.type('Hi')
    expect(await focusedField()).toBe('WhatsApp: Write as Eve…')
    await expect.poll(() => page.getByRole('tab', { name: 'Log' }).isVisible()).toBe(false)
  })
})
