import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { findBarriers } from '../axe.ts'
import { skipsWithoutChromium } from '../find-chromium.ts'
import { openByKeyboard } from '../keyboard.ts'

// In a narrow window the inspector is a drawer over the phones.

const sizes = [
  { name: 'upright', viewport: { width: 360, height: 740 } },
  { name: 'landscape', viewport: { width: 740, height: 360 } },
]

describe.skipIf(skipsWithoutChromium)('the inspector over the phones', () => {
  const isOpen = (page: Page) => page.getByRole('tab', { name: 'Connect' }).isVisible()
  const where = (page: Page) =>
    page.evaluate(() => (document.activeElement?.closest('.inspector') ? 'inspector' : 'elsewhere'))

  test.each(sizes)('takes the focus and keeps it until it is closed: $name', async ({ viewport }) => {
    const { emulator, page, focused, press, tabTo } = await openByKeyboard({ viewport })
    emulator.simulate.customer.send({ text: 'Are you there?' })
    await tabTo('button', 'Open the inspector')
    await press('Enter')
    await expect.poll(focused).toBe('Log')
    for (let presses = 0; presses < 12; presses += 1) {
      await press('Tab')
      expect(await page.evaluate(() => document.activeElement?.closest('.header, .phones, .channel-bar, .skip'))).toBe(
        null,
      )
    }
    expect(await findBarriers(page)).toEqual([])
    await press('Escape')
    await expect.poll(focused).toBe('Open the inspector')
  })

  test('returns the focus to the element that opened it', async () => {
    const { page, whatsapp, focused, press, tabTo, goTo } = await openByKeyboard({ viewport: sizes[0]!.viewport })
    await tabTo('button', /^Clock/)
    await press('Enter')
    await expect.poll(focused).toBe('Clock')
    await press('Escape')
    await expect.poll(focused).toMatch(/^Clock: /)
    await goTo('eve')
    await page.keyboard.type('Are you there?')
    await press('Enter')
    await tabTo('button', 'How to connect', whatsapp)
    await press('Enter')
    await expect.poll(focused).toBe('Connect')
    await tabTo('button', 'Close the inspector')
    await press('Enter')
    await expect.poll(focused).toBe('How to connect')
  })

  test('takes the focus each time, also from a link to it', async () => {
    const { page, focused, press, tabTo } = await openByKeyboard({ viewport: sizes[0]!.viewport })
    await page.getByRole('link', { name: 'Skip to the inspector' }).focus()
    await press('Enter')
    await expect.poll(focused).toBe('Log')
    await press('Escape')
    await expect.poll(() => isOpen(page)).toBe(false)
    await tabTo('button', /^Clock/)
    await press('Enter')
    await expect.poll(focused).toBe('Clock')
  })

  test('closes on a touch beside it', async () => {
    const { page } = await openByKeyboard({ viewport: sizes[1]!.viewport, hasTouch: true })
    await page.getByRole('button', { name: 'Open the inspector' }).tap()
    await expect.poll(() => where(page)).toBe('inspector')
    await page.touchscreen.tap(40, 200)
    await expect.poll(() => isOpen(page)).toBe(false)
  })

  test('does not cover the phones because a tab was opened in a wide window', async () => {
    const { page, focused, press, tabTo } = await openByKeyboard()
    for (const time of [1, 2]) {
      await tabTo('button', /^Clock/)
      await press('Enter')
      await expect.poll(focused, { message: `time ${time}` }).toBe('Clock')
    }
    await page.setViewportSize({ width: 360, height: 740 })
    await page.waitForTimeout(300)
    expect(await isOpen(page)).toBe(false)
    await page.getByRole('button', { name: 'Open the inspector' }).click()
    await expect.poll(() => isOpen(page)).toBe(true)
    await page.setViewportSize({ width: 1_500, height: 900 })
    await tabTo('button', 'Start over')
  })
})
