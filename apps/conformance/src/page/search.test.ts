import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { launch, type VisitOptions } from './browser.ts'
import { skipsWithoutChromium } from './find-chromium.ts'
import { openByKeyboard, people, type Keyboard } from './keyboard.ts'

// By keyboard alone: keys reach the intended element, and the focus never moves to the body of the page.

describe.skipIf(skipsWithoutChromium)('the search for a chat', () => {
  let browser: Browser
  let keyboard: Keyboard
  beforeAll(async () => void (browser = await launch()))
  afterAll(() => browser?.close())
  afterEach(async () => {
    await keyboard.here.close()
    expect(keyboard.here.complaints).toEqual([])
  })
  const open = async (options?: VisitOptions): Promise<Keyboard> => (keyboard = await openByKeyboard(browser, options))

  test.each(people)('receives every key right after the page is loaded: $name', async ({ name }) => {
    const { page, whatsapp, focused, goTo } = await open()
    for (let time = 0; time < 3; time += 1) {
      await goTo(name.toLowerCase())
      await whatsapp.getByText(`${name} was here`).waitFor()
      expect(await whatsapp.getByRole('heading').first().textContent()).toContain(name)
      await expect.poll(focused).toMatch(new RegExp(`^${name}`))
      await page.reload()
    }
  })

  test('opens before the next key is handled', async () => {
    const { page } = await open()
    const label = await page.evaluate(() => {
      document.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }))
      return document.activeElement?.getAttribute('aria-label')
    })
    expect(label).toBe('Go to a chat')
  })

  test('waits for the chats if Enter is pressed before they are loaded', async () => {
    const { page, whatsapp, focused, goTo } = await open()
    let letGo = (): void => {}
    const held = new Promise<void>((resolve) => (letGo = resolve))
    await page.route('**/_emulator/state', async (route) => {
      await held
      await route.continue()
    })
    await page.reload()
    await goTo('frank')
    await page.getByRole('dialog').waitFor()
    letGo()
    await whatsapp.getByText('Frank was here').waitFor()
    await expect.poll(focused).toMatch(/^Frank/)
  })

  test('returns the focus to the element before, or to its button if there was none', async () => {
    const { page, whatsapp, focused, press, tabTo, goTo } = await open()
    await press('Control+k', 'Escape')
    await expect.poll(focused).toMatch(/^Go to a chat/)
    await press('Enter')
    await page.getByRole('dialog').waitFor()
    await press('Escape')
    await expect.poll(focused).toMatch(/^Go to a chat/)
    await goTo('eve')
    await tabTo('textbox', 'Message', whatsapp)
    await press('Control+k', 'Escape')
    await expect.poll(focused).toBe('Message')
  })

  test('moves the focus to a chat that is already open', async () => {
    const { here, whatsapp, focused, tabTo, goTo } = await open()
    await goTo('eve')
    await expect.poll(focused).toMatch(/^Eve/)
    await goTo('eve')
    await expect.poll(focused).toMatch(/^Eve/)
    await tabTo('textbox', 'Message', here.phone('Telegram'))
    await goTo('eve')
    await expect.poll(focused).toMatch(/^Eve/)
    await tabTo('textbox', 'Message', whatsapp)
    await goTo('frank')
    await expect.poll(focused).toMatch(/^Frank/)
  })
})
