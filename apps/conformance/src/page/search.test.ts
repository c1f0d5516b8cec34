import { describe, expect, test } from 'vitest'
import { skipsWithoutChromium } from './find-chromium.ts'
import { openByKeyboard, people } from './keyboard.ts'

// By keyboard alone: keys reach the intended element, and the focus never moves to the body of the page.

describe.skipIf(skipsWithoutChromium)('the search for a chat', () => {
  test.each(people)('receives every key right after the page is loaded: $name', async ({ name }) => {
    const { page, whatsapp, focusedField, goTo } = await openByKeyboard()
    for (let time = 0; time < 2; time += 1) {
      await goTo(name.toLowerCase())
      await whatsapp.getByText(`${name} was here`).waitFor()
      expect(await whatsapp.getByRole('heading').first().textContent()).toContain(name)
      await expect.poll(focusedField).toBe(`WhatsApp: Write as ${name}…`)
      await page.reload()
    }
  })

  test('opens before the next key is handled', async () => {
    const { page } = await openByKeyboard()
    const label = await page.evaluate(() => {
      document.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }))
      return document.activeElement?.getAttribute('aria-label')
    })
    expect(label).toBe('Go to a chat')
  })

  test('puts what is typed right after Enter into the message field of the chosen chat', async () => {
    const { page, field, focusedField, goTo } = await openByKeyboard()
    await goTo('eve')
    await page.keyboard.type('Typed at once')
    expect(await focusedField()).toBe('WhatsApp: Write as Eve…')
    expect(await field('WhatsApp').inputValue()).toBe('Typed at once')
    await goTo('frank')
    await page.keyboard.type('And to Frank')
    expect(await field('WhatsApp').inputValue()).toBe('And to Frank')
  })

  test('opens with a Russian keyboard layout, and only with Ctrl', async () => {
    const { page, focused, focusedField } = await openByKeyboard({ locale: 'ru-RU' })
    const keys = await page.context().newCDPSession(page)
    const press = async (modifiers: number): Promise<void> => {
      const key = { key: 'л', code: 'KeyK', windowsVirtualKeyCode: 75, modifiers }
      await keys.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key })
      await keys.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key })
    }
    const [plain, alt, ctrl] = [0, 1, 2]
    await press(plain)
    await press(ctrl + alt)
    expect(await page.getByRole('dialog').count()).toBe(0)
    await press(ctrl)
    expect(await focused()).toBe('Перейти в чат')
    await page.keyboard.type('frank')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Привет')
    expect(await focusedField()).toBe('WhatsApp: Написать как Frank…')
  })

  test('takes the keys again when it is pressed a second time', async () => {
    const { page, focusedField, press, tabTo } = await openByKeyboard()
    await press('Control+k')
    await page.keyboard.type('olive')
    await tabTo('button', 'Close', page.getByRole('dialog'))
    await press('Control+k')
    await page.keyboard.type('eve')
    await press('Enter')
    expect(await focusedField()).toBe('WhatsApp: Write as Eve…')
  })

  test('waits for the chats if Enter is pressed before they are loaded, and keeps what is typed meanwhile', async () => {
    const { page, field, whatsapp, focusedField, goTo } = await openByKeyboard()
    let letGo = (): void => {}
    const held = new Promise<void>((resolve) => (letGo = resolve))
    await page.route('**/_emulator/state', async (route) => {
      await held
      await route.continue()
    })
    await page.reload()
    await goTo('frank')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.type('Hello')
    letGo()
    await whatsapp.getByText('Frank was here').waitFor()
    await expect.poll(focusedField).toBe('WhatsApp: Write as Frank…')
    await page.keyboard.type(' Frank')
    expect(await field('WhatsApp').inputValue()).toBe('Hello Frank')
  })

  test('returns the focus to the element before, or to its button if there was none', async () => {
    const { page, field, whatsapp, focused, press, tabTo, goTo } = await openByKeyboard()
    await press('Control+k', 'Escape')
    await expect.poll(focused).toMatch(/^Go to a chat/)
    await press('Enter')
    await page.getByRole('dialog').waitFor()
    await press('Escape')
    await expect.poll(focused).toMatch(/^Go to a chat/)
    await goTo('eve')
    await tabTo('textbox', 'Message', whatsapp)
    await page.keyboard.type('Be')
    await press('Control+k', 'Escape')
    await page.keyboard.type('fore')
    await expect.poll(focused).toBe('Message')
    await goTo('eve')
    await page.keyboard.type('hand')
    expect(await field('WhatsApp').inputValue()).toBe('Beforehand')
  })

  test('moves the focus to a chat that is already open', async () => {
    const { phone, whatsapp, focusedField, tabTo, goTo } = await openByKeyboard()
    for (const time of [1, 2]) {
      await goTo('eve')
      await expect.poll(focusedField, { message: `time ${time}` }).toBe('WhatsApp: Write as Eve…')
    }
    await tabTo('textbox', 'Message', phone('Telegram'))
    await goTo('eve')
    await expect.poll(focusedField).toBe('WhatsApp: Write as Eve…')
    await tabTo('textbox', 'Message', whatsapp)
    await goTo('frank')
    await expect.poll(focusedField).toBe('WhatsApp: Write as Frank…')
  })
})
