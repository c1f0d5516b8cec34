import { describe, expect, test } from 'vitest'
import type { VisitOptions } from '../browser.ts'
import { skipsWithoutChromium } from '../find-chromium.ts'
import { openByKeyboard, people } from '../keyboard.ts'

describe.skipIf(skipsWithoutChromium)('the place on the page', () => {
  async function open(options?: VisitOptions) {
    const keyboard = await openByKeyboard(options)
    const { page, phone } = keyboard
    return {
      ...keyboard,
      heading: (messenger: string) => phone(messenger).getByRole('heading').first().textContent(),
      chosenTab: () => page.getByRole('tab', { selected: true }).textContent(),
      back: () => page.goBack({ waitUntil: 'commit' }),
      forward: () => page.goForward({ waitUntil: 'commit' }),
    }
  }

  test('survives a reload: open chats, a new customer, drafts and the tab', async () => {
    const { url, page, field, whatsapp, goTo, heading, chosenTab, openChat } = await open()
    await openChat('WhatsApp', 'Frank')
    await field('WhatsApp').fill('A draft')
    await goTo('avito')
    await page.keyboard.type('First words')
    await page.getByRole('tab', { name: 'Faults' }).click()
    await page.reload()
    await whatsapp.getByText('Frank was here').waitFor()
    expect(await heading('WhatsApp')).toContain('Frank')
    expect(await field('WhatsApp').inputValue()).toBe('A draft')
    expect(await field('Avito').inputValue()).toBe('First words')
    expect(await chosenTab()).toContain('Faults')
    expect(page.url()).toBe(`${url}/`)
  })

  test('survives a reload in a narrow window: the phone in front, and the open inspector', async () => {
    const { page, phone } = await open({ viewport: { width: 360, height: 740 } })
    await page.getByRole('button', { name: /^Avito/ }).click()
    await phone('Avito').waitFor()
    await page.reload()
    await phone('Avito').waitFor()
    await page.getByRole('button', { name: 'Open the inspector' }).click()
    await page.getByRole('tab', { name: 'Clock' }).click()
    await page.reload()
    await page.getByText('Move forward').first().waitFor()
    expect(await page.getByRole('tab', { name: 'Clock' }).isVisible()).toBe(true)
  })

  test('goes back and forward with the browser, and the focus stays in the phone', async () => {
    const { page, field, whatsapp, focused, press, heading, chosenTab, openChat, back, forward } = await open()
    await openChat('WhatsApp', 'Frank')
    await whatsapp.getByText('Frank was here').waitFor()
    await page.getByRole('tab', { name: 'Faults' }).click()
    await field('WhatsApp').focus()
    await back()
    await expect.poll(chosenTab).toContain('Log')
    expect(await heading('WhatsApp')).toContain('Frank')
    await back()
    await expect.poll(() => heading('WhatsApp')).toContain('Chats on WhatsApp')
    await expect.poll(focused).toMatch(/^F.*Frank was here$/)
    await forward()
    await expect.poll(() => heading('WhatsApp')).toContain('Frank')
    await expect.poll(focused).toMatch(/^Frank/)
    await press('Tab')
    expect(await focused()).not.toBe('nothing')
  })

  test('goes back past a chat that was left with the button of the page', async () => {
    const { page, whatsapp, heading, chosenTab, openChat, back } = await open()
    await page.getByRole('tab', { name: 'Clock' }).click()
    await openChat('WhatsApp', 'Frank')
    await whatsapp.getByText('Frank was here').waitFor()
    await whatsapp.getByRole('button', { name: 'Back to the chats' }).click()
    await back()
    await expect.poll(chosenTab).toContain('Log')
    expect(await heading('WhatsApp')).toContain('Chats on WhatsApp')
  })

  test('goes back from the inspector over the phones, and from a dialog', async () => {
    const { emulator, page, whatsapp, heading, openChat, back } = await open({ viewport: { width: 360, height: 740 } })
    await page.getByRole('button', { name: 'Open the inspector' }).click()
    await page.getByRole('tab', { name: 'Log' }).waitFor()
    await back()
    await expect.poll(() => page.getByRole('tab', { name: 'Log' }).isVisible()).toBe(false)
    await openChat('WhatsApp', 'Eve')
    await whatsapp.getByText('Eve was here').waitFor()
    await page.getByRole('button', { name: 'Start over' }).click()
    await page.getByRole('dialog').waitFor()
    await back()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await heading('WhatsApp')).toContain('Eve')
    await back()
    await expect.poll(() => heading('WhatsApp')).toContain('Chats on WhatsApp')
    expect(emulator.state.messages.size).toBe(people.length)
  })

  test('is the list again after a reset, and Back does not open a chat that is gone', async () => {
    const { emulator, whatsapp, heading, openChat, back } = await open()
    await openChat('WhatsApp', 'Eve')
    await whatsapp.getByText('Eve was here').waitFor()
    emulator.reset()
    await whatsapp.getByText('You are Dora').waitFor()
    await back()
    await whatsapp.getByText('You are Dora').waitFor()
    expect(await heading('WhatsApp')).toContain('Dora')
  })
})
