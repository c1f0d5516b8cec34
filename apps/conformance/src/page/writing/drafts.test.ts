import { describe, expect, test } from 'vitest'
import { skipsWithoutChromium } from '../find-chromium.ts'
import { openByKeyboard, people, type Keyboard } from '../keyboard.ts'
import { failActions } from '../test-page.ts'

// Drafts stay while another chat is open, after Back, and while a message is edited.

/** Begins a message to a new customer, and returns to the list of chats. */
async function draftToGrace({ page, whatsapp, press, tabTo, addGrace }: Keyboard, text: string): Promise<void> {
  await tabTo('button', 'New chat', whatsapp)
  await press('Enter')
  await addGrace('79001110009')
  await page.keyboard.type(text)
  await tabTo('button', 'Back to the chats', whatsapp)
  await press('Enter')
}

describe.skipIf(skipsWithoutChromium)('a draft', () => {
  test('stays with its author while another chat is open, and after Back', async () => {
    const { page, field, bubble, whatsapp, press, tabTo, goTo } = await openByKeyboard()
    await goTo('eve')
    await whatsapp.getByRole('combobox', { name: 'Write as' }).selectOption('crm')
    await field('WhatsApp').focus()
    await page.keyboard.type('For Eve')
    await goTo('frank')
    await page.keyboard.type('For Frank')
    await tabTo('button', 'Back to the chats', whatsapp)
    await press('Enter')
    await whatsapp.getByRole('button', { name: /^Eve/ }).getByText('Draft: For Eve').waitFor()
    await goTo('eve')
    expect(await field('WhatsApp').inputValue()).toBe('For Eve')
    await press('Enter')
    await bubble('WhatsApp', 'For Eve').getByText('Ann, in the CRM').waitFor()
    await goTo('frank')
    expect(await field('WhatsApp').inputValue()).toBe('For Frank')
  })

  test('of a new customer stays in the list of chats, also of the first one', async () => {
    const keyboard = await openByKeyboard()
    const { page, phone, field, bubble, focused, press } = keyboard
    await draftToGrace(keyboard, 'Half a sent')
    await expect.poll(focused).toContain('Draft: Half a sent')
    await press('Enter')
    await field('WhatsApp').focus()
    await page.keyboard.type('ence')
    await press('Enter')
    await bubble('WhatsApp', 'Half a sentence').waitFor()

    const vk = phone('VK')
    await field('VK').focus()
    await page.keyboard.type('Nearly')
    await vk.getByRole('button', { name: 'Back to the chats' }).click()
    await vk.getByRole('button', { name: /^Dora/ }).click()
    expect(await field('VK').inputValue()).toBe('Nearly')
  })

  test('survives a reload, with its new customer', async () => {
    const keyboard = await openByKeyboard()
    const { page, field, openChat } = keyboard
    await draftToGrace(keyboard, 'Half a sentence')
    await page.reload()
    await openChat('WhatsApp', 'Grace')
    expect(await field('WhatsApp').inputValue()).toBe('Half a sentence')
  })

  test('is gone after a reset, and after a reload that follows', async () => {
    const keyboard = await openByKeyboard()
    const { emulator, page, field, openChat, whatsapp } = keyboard
    await draftToGrace(keyboard, 'Half a sentence')
    await openChat('WhatsApp', 'Eve')
    await field('WhatsApp').fill('To Eve')
    emulator.reset()
    await whatsapp.getByText('You are Dora').waitFor()
    emulator.simulate.customer.send({ text: 'Here again', from: people[0]! })
    const back = whatsapp.getByRole('button', { name: 'Back to the chats' })
    await back.click()
    await openChat('WhatsApp', 'Eve')
    expect(await field('WhatsApp').inputValue()).toBe('')
    await page.reload()
    await whatsapp.getByText('Here again').waitFor()
    expect(await field('WhatsApp').inputValue()).toBe('')
    await back.click()
    await whatsapp.locator('.chat-row').waitFor()
    expect(await whatsapp.locator('.chat-row').allTextContents()).toEqual([expect.stringContaining('Eve')])
  })

  test('returns after a cancelled edit, and after a finished one', async () => {
    const { page, field, bubble, messages, whatsapp, press, tabTo, goTo } = await openByKeyboard()
    const pick = async (what: string): Promise<void> => {
      await tabTo('button', /^Actions for/, whatsapp)
      await press('Enter')
      await page.getByRole('menuitem', { name: what }).click()
    }
    await goTo('eve')
    await page.keyboard.type('A draft')
    await pick('Edit')
    expect(await field('WhatsApp').inputValue()).toBe('Eve was here')
    await press('Escape')
    expect(await field('WhatsApp').inputValue()).toBe('A draft')
    await pick('Edit')
    await tabTo('button', 'Cancel', whatsapp)
    await press('Enter')
    expect(await field('WhatsApp').inputValue()).toBe('A draft')
    await pick('Edit')
    await page.keyboard.type(' and left')
    await press('Enter')
    await bubble('WhatsApp', 'Eve was here and left').waitFor()
    expect(await field('WhatsApp').inputValue()).toBe('A draft')
    await failActions(page)
    await pick('Edit')
    await page.keyboard.type(' again')
    await press('Enter')
    await page.getByRole('alert').getByText('Not today').waitFor()
    expect(await field('WhatsApp').inputValue()).toBe('Eve was here and left again')
    await press('Escape')
    expect(await field('WhatsApp').inputValue()).toBe('A draft')
    expect(messages()).toHaveLength(people.length)
  })

  test('keeps its quote after a failure and while another chat is open', async () => {
    const { page, bubble, whatsapp, press, tabTo, goTo } = await openByKeyboard()
    await goTo('eve')
    await tabTo('button', /^Actions for/, whatsapp)
    await press('Enter')
    await page.getByRole('menuitem', { name: 'Quote' }).click()
    await failActions(page)
    await page.keyboard.type('About this')
    await press('Enter')
    await page.getByRole('alert').getByText('Not today').waitFor()
    await page.unroute('**/_emulator/do')
    await goTo('frank')
    await goTo('eve')
    await whatsapp.getByText('Quoting').waitFor()
    await press('Enter')
    await bubble('WhatsApp', 'About this').getByText('Eve was here').waitFor()
    expect(await whatsapp.getByText('Quoting').count()).toBe(0)
  })
})
