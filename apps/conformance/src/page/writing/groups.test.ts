import { channelIds, type Emulator } from '@wazzup-kit/emulator'
import { describe, expect, test } from 'vitest'
import { findBarriers } from '../axe.ts'
import type { VisitOptions } from '../browser.ts'
import { skipsWithoutChromium } from '../find-chromium.ts'
import { openTestPage } from '../test-page.ts'

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
  async function open(options?: VisitOptions) {
    const here = await openTestPage({ prepare: fillWithGroups, ...options })
    const { phone } = here
    return {
      ...here,
      heading: (messenger: string) => phone(messenger).getByRole('heading').first(),
      writers: (messenger: string) =>
        phone(messenger)
          .getByRole('article')
          .evaluateAll((bubbles) =>
            bubbles.map((bubble) => bubble.querySelector('.author')?.textContent?.trim() ?? ''),
          ),
    }
  }

  test('of WhatsApp has its name in the heading and its writer in each bubble', async () => {
    const { page, phone, heading, writers } = await open()
    const whatsapp = phone('WhatsApp')
    const row = whatsapp.getByRole('button', { name: /^Group 79001112233-1600000000/ })
    await row.getByText('Frank: I am').waitFor()
    await row.click()
    await whatsapp.getByText('Who is in?').waitFor()
    expect(await heading('WhatsApp').textContent()).toBe('Group 79001112233-1600000000')
    expect(await writers('WhatsApp')).toEqual(['Eve', 'Frank'])
    expect(await findBarriers(page)).toEqual([])
  })

  test('of Telegram names its writers by username', async () => {
    const { phone, openChat, heading, writers } = await open({ locale: 'ru-RU' })
    await openChat('Telegram', 'Our house')
    await phone('Telegram').getByText('Any news?').waitFor()
    expect(await heading('Telegram').textContent()).toBe('Our house')
    expect(await writers('Telegram')).toEqual(['eve', 'frank', 'Участник группы'])
  })

  test('gets messages from the page as from one of its members', async () => {
    const { page, phone, field, messages, heading, writers } = await open()
    for (const [messenger, chat] of [
      ['WhatsApp', whatsgroup],
      ['Telegram', telegroup],
    ] as const) {
      const shown = phone(messenger)
      await shown.locator('.chat-row').first().click()
      expect(await field(messenger).getAttribute('placeholder')).toBe('Write as Dora…')
      const options = await shown.getByRole('combobox', { name: 'Write as' }).locator('option').allTextContents()
      expect(options[0]).toBe('Dora, the customer')
      await field(messenger).fill('Me too')
      await page.keyboard.press('Enter')
      await shown.getByText('Me too').waitFor()
      expect(messages().at(-1)).toMatchObject(chat)
    }
    expect((await writers('WhatsApp')).at(-1)).toBe('Dora')
    expect((await writers('Telegram')).at(-1)).toBe('dora')
    expect(await heading('WhatsApp').textContent()).toContain('Group')
    expect(await heading('Telegram').textContent()).toBe('Our house')
  })
})
