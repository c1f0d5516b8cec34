import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import type { Visit, VisitOptions } from './browser.ts'
import { openTestPage } from './test-page.ts'

/** Customers with a chat on WhatsApp. A search whose first letter is lost would find the third one. */
export const people = [
  { name: 'Eve', phone: '79001110001' },
  { name: 'Frank', phone: '79001110002' },
  { name: 'Olive Ranke', phone: '79001110003' },
]

/** A page that a test uses by keyboard alone. */
export interface Keyboard extends Visit {
  whatsapp: Locator
  /** Returns the accessible name of the focused element, or `nothing`. */
  focused(): Promise<string>
  /** Returns the phone and the placeholder of the focused message field, for example `WhatsApp: Write as Eve…`. */
  focusedField(): Promise<string>
  press(...keys: string[]): Promise<void>
  /** Focuses an element directly, in place of pressing Tab many times. */
  tabTo(role: 'button' | 'textbox' | 'switch' | 'tab', name: string | RegExp, within?: Locator): Promise<void>
  /** Searches for a chat and opens it. */
  goTo(words: string): Promise<void>
  /** Completes the open form of a new chat with the name Grace and a phone or a username. */
  addGrace(account: string): Promise<void>
}

/** Opens the page of an emulator with the chats of `people`, and closes it after the test. */
export async function openByKeyboard(options: VisitOptions = {}): Promise<Keyboard> {
  const here = await openTestPage({
    prepare: ({ simulate }) => {
      for (const from of people) simulate.customer.send({ text: `${from.name} was here`, from })
    },
    ...options,
  })
  const { page } = here
  // Before the chats have come, a search finds none of them.
  await here.phone('WhatsApp').waitFor()

  async function press(...keys: string[]): Promise<void> {
    for (const key of keys) await page.keyboard.press(key)
  }

  return {
    ...here,
    whatsapp: here.phone('WhatsApp'),
    focused: () =>
      page.evaluate(() => {
        const { activeElement: element } = document
        if (element === null || element === document.body) return 'nothing'
        const words = element.getAttribute('aria-label') ?? element.textContent ?? ''
        return words.replaceAll(/\s+/g, ' ').trim()
      }),
    focusedField: () =>
      page.evaluate(() => {
        const { activeElement: element } = document
        const phone = element?.closest('.phone')?.getAttribute('aria-label')
        return `${phone}: ${element instanceof HTMLTextAreaElement ? element.placeholder : 'no field'}`
      }),
    press,
    async tabTo(role, name, within = page.locator('body')) {
      const element = within.getByRole(role, { name, exact: typeof name === 'string' }).first()
      // A disabled element cannot be focused, so the next key would reach another element.
      await expect.poll(() => element.isEnabled()).toBe(true)
      await element.focus()
      expect(await element.evaluate((focused) => focused === document.activeElement)).toBe(true)
    },
    async goTo(words) {
      await press('Control+k')
      await page.keyboard.type(words)
      await press('Enter')
    },
    async addGrace(account) {
      await page.keyboard.type('Grace')
      await press('Tab')
      await page.keyboard.type(account)
      await press('Enter')
    },
  }
}
