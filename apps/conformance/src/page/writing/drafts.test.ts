import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { launch, type VisitOptions } from '../browser.ts'
import { skipsWithoutChromium } from '../find-chromium.ts'
import { openByKeyboard, people, type Keyboard } from '../keyboard.ts'

// Drafts stay while another chat is open, after Back, and while a message is edited.

describe.skipIf(skipsWithoutChromium)('a draft', () => {
  let browser: Browser
  let keyboard: Keyboard
  beforeAll(async () => void (browser = await launch()))
  afterAll(() => browser?.close())
  afterEach(async () => {
    await keyboard.here.close()
    expect(keyboard.here.complaints).toEqual([])
  })
  const open = async (options?: VisitOptions): Promise<Keyboard> => (keyboard = await openByKeyboard(browser, options))

  const field = (messenger: string) => keyboard.here.phone(messenger).getByRole('textbox', { name: 'Message' })
  const bubble = (messenger: string, text: string) =>
    keyboard.here.phone(messenger).getByRole('article').filter({ hasText: text })
  const texts = () => [...keyboard.here.emulator.state.messages.values()].map(({ text }) => text)

  const failActions = (page: Page) =>
    page.route('**/_emulator/do', (route) => route.fulfill({ json: { problem: 'Not today' } }))

  test('stays with its author while another chat is open, and after Back', async () => {
    const { page, press, whatsapp, tabTo, goTo } = await open()
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
    const { here, page, press, whatsapp, tabTo, focused } = await open()
    await tabTo('button', 'New chat', whatsapp)
    await press('Enter')
    await page.keyboard.type('Grace')
    await press('Tab')
    await page.keyboard.type('79001110009')
    await press('Enter')
    await page.keyboard.type('Half a sent')
    await tabTo('button', 'Back to the chats', whatsapp)
    await press('Enter')
    await expect.poll(focused).toContain('Draft: Half a sent')
    await press('Enter')
    await field('WhatsApp').focus()
    await page.keyboard.type('ence')
    await press('Enter')
    await bubble('WhatsApp', 'Half a sentence').waitFor()

    const vk = here.phone('VK')
    await field('VK').focus()
    await page.keyboard.type('Nearly')
    await vk.getByRole('button', { name: 'Back to the chats' }).click()
    await vk.getByRole('button', { name: /^Dora/ }).click()
    expect(await field('VK').inputValue()).toBe('Nearly')
  })

  test('returns after a cancelled edit, and after a finished one', async () => {
    const { page, press, whatsapp, tabTo, goTo } = await open()
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
    expect(texts()).toHaveLength(people.length)
  })

  test('keeps its quote after a failure and while another chat is open', async () => {
    const { page, press, whatsapp, tabTo, goTo } = await open()
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
