import { channelIds } from '@wazzup-kit/emulator'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { skipsWithoutChromium } from '../find-chromium.ts'
import { openByKeyboard } from '../keyboard.ts'
import { failActions } from '../test-page.ts'

// What is typed into the message field is never lost: not by the first message of a chat, a failure or another chat.

describe.skipIf(skipsWithoutChromium)('the message field', () => {
  /** Holds the responses to actions, while their effects arrive. Returns a function that lets them go. */
  async function holdResponses(page: Page): Promise<() => void> {
    let letGo = (): void => {}
    const held = new Promise<void>((resolve) => (letGo = resolve))
    await page.route('**/_emulator/do', async (route) => {
      const response = await route.fetch()
      await held
      await route.fulfill({ response })
    })
    return letGo
  }

  test('stays the same element when the first message begins a chat, and gets every key', async () => {
    const { emulator, page, field, bubble, messages, focusedField, press } = await openByKeyboard()
    const letGo = await holdResponses(page)
    await field('Telegram').focus()
    const before = await field('Telegram').elementHandle()
    await page.keyboard.type('The first')
    await press('Enter')
    await page.keyboard.type('typed ')
    // The chat is known before the response to its first message.
    await expect.poll(messages).toContainEqual(expect.objectContaining({ text: 'The first' }))
    await emulator.settled()
    await page.waitForTimeout(200)
    await page.keyboard.type('while it ')
    letGo()
    await bubble('Telegram', 'The first').waitFor()
    await page.keyboard.type('arrived')
    expect(await focusedField()).toBe('Telegram: Write as Dora…')
    expect(await field('Telegram').inputValue()).toBe('typed while it arrived')
    expect(await page.evaluate((element) => element === document.activeElement, before)).toBe(true)
  })

  test('of a first message stays while other customers begin chats on the same phone', async () => {
    const { emulator, page, phone, field, bubble, focusedField, press } = await openByKeyboard()
    await field('WABA').focus()
    await page.keyboard.type('Not yet')
    const from = { name: 'Grace', phone: '79001110009' }
    emulator.simulate.customer.send({ channelId: channelIds.wapi, from, text: 'I am faster' })
    await page.getByRole('navigation').getByRole('button', { name: /^WABA/ }).waitFor()
    await page.waitForTimeout(200)
    await page.keyboard.type(' sent')
    expect(await focusedField()).toBe('WABA: Write as Dora…')
    await press('Enter')
    await bubble('WABA', 'Not yet sent').waitFor()
    await phone('WABA').getByRole('button', { name: 'Back to the chats' }).click()
    await phone('WABA').getByText('I am faster').waitFor()
  })

  test('of a suggested first message stays, also if the suggestion did not take the focus', async () => {
    const { emulator, page, phone, field, bubble, messages } = await openByKeyboard()
    const letGo = await holdResponses(page)
    // Safari does not focus a button on a click.
    const suggestion = phone('VK').getByRole('button', { name: 'Hello!' })
    await suggestion.evaluate((button: HTMLButtonElement) => button.click())
    await expect.poll(messages).toContainEqual(expect.objectContaining({ text: 'Hello!' }))
    await emulator.settled()
    await page.waitForTimeout(200)
    expect(await field('VK').count()).toBe(1)
    letGo()
    await bubble('VK', 'Hello!').waitFor()
  })

  test('gets a text back that failed after the first message had begun the chat', async () => {
    const { page, phone, field, bubble, press } = await openByKeyboard()
    await failActions(page, 'two')
    await field('VK').focus()
    for (const text of ['one', 'two']) {
      await page.keyboard.type(text)
      await press('Enter')
    }
    await bubble('VK', 'one').waitFor()
    await page.getByRole('alert').getByText('Not today').waitFor()
    await expect.poll(() => field('VK').inputValue()).toBe('two')
    expect(await phone('VK').getByRole('article').count()).toBe(1)
  })

  test('sends messages in the order in which they were written', async () => {
    const { page, field, bubble, messages, press } = await openByKeyboard()
    let count = 0
    await page.route('**/_emulator/do', async (route) => {
      count += 1
      if (count === 1) await new Promise((resolve) => setTimeout(resolve, 300))
      await route.continue()
    })
    await field('Avito').focus()
    for (const text of ['one', 'two', 'three']) {
      await page.keyboard.type(text)
      await press('Enter')
    }
    await bubble('Avito', 'three').waitFor()
    expect(messages().slice(-3)).toMatchObject([{ text: 'one' }, { text: 'two' }, { text: 'three' }])
  })

  test('gets a text back that could not be sent, with what was typed after it', async () => {
    const { page, field, bubble, press, goTo } = await openByKeyboard()
    await goTo('eve')
    await failActions(page)
    await page.keyboard.type('Kept')
    await press('Enter')
    await page.getByRole('alert').getByText('Not today').waitFor()
    expect(await field('WhatsApp').inputValue()).toBe('Kept')
    await page.unroute('**/_emulator/do')
    await page.keyboard.type(' and sent')
    await press('Enter')
    await bubble('WhatsApp', 'Kept and sent').waitFor()
    expect(await field('WhatsApp').inputValue()).toBe('')
    await page.getByRole('alert').waitFor({ state: 'detached' })
  })

  test('gets the first message of a chat back, and a text that failed while another chat was open', async () => {
    const { page, complaints, field, whatsapp, press, goTo } = await openByKeyboard()
    await failActions(page)
    await field('VK').focus()
    await page.keyboard.type('First of all')
    await press('Enter')
    await page.getByRole('alert').getByText('Not today').waitFor()
    expect(await field('VK').inputValue()).toBe('First of all')

    await page.unroute('**/_emulator/do')
    let letGo = (): void => {}
    const held = new Promise<void>((resolve) => (letGo = resolve))
    await page.route('**/_emulator/do', async (route) => {
      await held
      await route.abort()
    })
    await goTo('eve')
    await page.keyboard.type('For Eve')
    await press('Enter')
    await goTo('frank')
    letGo()
    await page.getByRole('alert').getByText('The emulator does not respond.').waitFor()
    expect(await field('WhatsApp').inputValue()).toBe('')
    await goTo('eve')
    await whatsapp.getByText('Eve was here').waitFor()
    expect(await field('WhatsApp').inputValue()).toBe('For Eve')
    // The browser reports the aborted request too.
    complaints.splice(0)
  })
})
