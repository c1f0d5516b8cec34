import { channelIds, type Emulator } from '@wazzup-kit/emulator'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { findBarriers } from '../axe.ts'
import { launch, visit, type Visit, type VisitOptions } from '../browser.ts'
import { skipsWithoutChromium } from '../find-chromium.ts'

const whatsgroup = { chatType: 'whatsgroup', chatId: '79001112233-1600000000' }
const telegroup = { channelId: channelIds.tgapi, chatType: 'telegroup', chatId: '-100500' }

function fillWithGroups({ simulate }: Emulator): void {
  simulate.customer.send({ ...whatsgroup, from: { name: 'Eve' }, text: 'Who is in?' })
  simulate.customer.send({ ...whatsgroup, from: { name: 'Frank' }, text: 'I am' })
  simulate.customer.send({ ...telegroup, contact: { name: 'Our house', username: 'eve' }, text: 'Any news?' })
  simulate.customer.send({ ...telegroup, from: { username: 'frank' }, text: 'None' })
  simulate.customer.send({ ...telegroup, contact: { name: 'Our house' }, text: 'Quiet' })
}

describe.skipIf(skipsWithoutChromium)('a group', () => {
  let browser: Browser
  let here: Visit
  beforeAll(async () => void (browser = await launch()))
  afterAll(() => browser?.close())
  afterEach(async () => {
    await here.close()
    expect(here.complaints).toEqual([])
  })
  const open = async (options?: VisitOptions) =>
    (here = await visit(browser, { prepare: fillWithGroups, ...options })).page

  const heading = (messenger: string) => here.phone(messenger).getByRole('heading').first()
  const writers = (messenger: string) =>
    here
      .phone(messenger)
      .getByRole('article')
      .evaluateAll((bubbles) => bubbles.map((bubble) => bubble.querySelector('.author')?.textContent?.trim() ?? ''))

  test('of WhatsApp has its name in the heading and its writer in each bubble', async () => {
    const page = await open()
    const phone = here.phone('WhatsApp')
    const row = phone.getByRole('button', { name: /^Group 79001112233-1600000000/ })
    await row.getByText('Frank: I am').waitFor()
    await row.click()
    await phone.getByText('Who is in?').waitFor()
    expect(await heading('WhatsApp').textContent()).toBe('Group 79001112233-1600000000')
    expect(await writers('WhatsApp')).toEqual(['Eve', 'Frank'])
    expect(await findBarriers(page)).toEqual([])
  })

  test('of Telegram names its writers by username', async () => {
    await open({ locale: 'ru-RU' })
    const phone = here.phone('Telegram')
    await phone.getByRole('button', { name: /^Our house/ }).click()
    await phone.getByText('Any news?').waitFor()
    expect(await heading('Telegram').textContent()).toBe('Our house')
    expect(await writers('Telegram')).toEqual(['eve', 'frank', 'Участник группы'])
  })

  test('gets messages from the page as from one of its members', async () => {
    const page = await open()
    for (const [messenger, chat] of [
      ['WhatsApp', whatsgroup],
      ['Telegram', telegroup],
    ] as const) {
      const phone = here.phone(messenger)
      await phone.locator('.chat-row').first().click()
      expect(await phone.getByRole('textbox', { name: 'Message' }).getAttribute('placeholder')).toBe('Write as Dora…')
      const options = await phone.getByRole('combobox', { name: 'Write as' }).locator('option').allTextContents()
      expect(options[0]).toBe('Dora, the customer')
      await phone.getByRole('textbox', { name: 'Message' }).fill('Me too')
      await page.keyboard.press('Enter')
      await phone.getByText('Me too').waitFor()
      expect([...here.emulator.state.messages.values()].at(-1)).toMatchObject(chat)
    }
    expect((await writers('WhatsApp')).at(-1)).toBe('Dora')
    expect((await writers('Telegram')).at(-1)).toBe('dora')
    expect(await heading('WhatsApp').textContent()).toContain('Group')
    expect(await heading('Telegram').textContent()).toBe('Our house')
  })
})
