import { channelIds } from '@wazzup-kit/emulator'
import { describe, expect, test } from 'vitest'
import { skipsWithoutChromium } from '../find-chromium.ts'
import { openByKeyboard } from '../keyboard.ts'

describe.skipIf(skipsWithoutChromium)('the form of a new chat', () => {
  test.each(['+7 900 111-22-33', '7 (900) 111.22.33', ' 79001112233 '])('takes "%s" as a phone', async (phone) => {
    const { page, bubble, messages, whatsapp, press, tabTo, addGrace } = await openByKeyboard()
    await tabTo('button', 'New chat', whatsapp)
    await press('Enter')
    await addGrace(phone)
    await page.keyboard.type('Hi')
    await press('Enter')
    await bubble('WhatsApp', 'Hi').waitFor()
    expect(messages().at(-1)).toMatchObject({ chatId: '79001112233', contact: { name: 'Grace' } })
  })

  test('takes a phone of Telegram, and a username with its @', async () => {
    const { page, phone, bubble, messages, press, addGrace } = await openByKeyboard()
    for (const [messenger, account] of [
      ['Telegram', '+7 900 111-22-33'],
      ['Instagram', '@grace'],
    ] as const) {
      await phone(messenger).getByRole('button', { name: 'Back to the chats' }).click()
      await phone(messenger).getByRole('button', { name: 'New chat' }).first().click()
      await addGrace(account)
      await page.keyboard.type('Hi')
      await press('Enter')
      await bubble(messenger, 'Hi').waitFor()
    }
    expect(messages().at(-2)).toMatchObject({ channelId: channelIds.tgapi, contact: { phone: '79001112233' } })
    expect(messages().at(-1)).toMatchObject({ channelId: channelIds.instagram, chatId: 'grace' })
  })

  test.each(['+7', '900-CALL-ME', '+7 900 111 22 33 44 55 66'])('rejects "%s", and stays open', async (phone) => {
    const { page, whatsapp, press, tabTo, addGrace } = await openByKeyboard({ locale: 'ru-RU' })
    await tabTo('button', 'Новый чат', whatsapp)
    await press('Enter')
    await addGrace(phone)
    const field = page.getByRole('textbox', { name: 'Телефон' })
    expect(await field.evaluate((input: HTMLInputElement) => input.validity.valid)).toBe(false)
    expect(await page.getByRole('dialog').count()).toBe(1)
    expect(await field.getAttribute('title')).toContain('+7')
  })

  test('rejects a name of spaces', async () => {
    const { page, whatsapp, press, tabTo } = await openByKeyboard()
    await tabTo('button', 'New chat', whatsapp)
    await press('Enter')
    const name = page.getByRole('textbox', { name: 'Name of the customer' })
    await name.fill('  ')
    await page.getByRole('textbox', { name: 'Phone' }).fill('79001112233')
    await press('Enter')
    expect(await name.evaluate((input: HTMLInputElement) => input.validity.valid)).toBe(false)
    expect(await page.getByRole('dialog').count()).toBe(1)
  })
})
