import { channelIds } from '@wazzup-kit/emulator'
import { describe, expect, test } from 'vitest'
import { skipsWithoutChromium } from './find-chromium.ts'
import { openTestPageWithBot } from './test-page.ts'

describe.skipIf(skipsWithoutChromium)('the page with a bot', () => {
  async function open() {
    const here = await openTestPageWithBot()
    const { page, field } = here
    return {
      ...here,
      tab: (name: string) => page.getByRole('tab', { name }),
      async say(messenger: string, text: string): Promise<void> {
        await field(messenger).fill(text)
        await page.keyboard.press('Enter')
      },
    }
  }

  test('shows the reply of the bot, its status read and the response of the app to each message', async () => {
    const { bubble, messages, bot, say } = await open()
    await bot.subscribe()
    await say('WhatsApp', 'Where is order 1001?')
    const answer = bubble('WhatsApp', 'Order 1001: on its way.')
    await answer.waitFor()
    expect(await answer.textContent()).toContain('your app')
    await answer.locator('[data-status=read]').waitFor()
    await bubble('WhatsApp', 'Where is order 1001?')
      .getByText(/Your app responded with 200/)
      .waitFor({ state: 'attached' })
    expect(messages().map(({ status }) => status)).toEqual(['inbound', 'read'])
  })

  test('shows the status delivered if the customer does not read', async () => {
    const { page, phone, bubble, messages, bot, say, tab } = await open()
    await bot.subscribe()
    await tab('Connect').click()
    await page.getByRole('checkbox', { name: /Customers read at once/ }).uncheck()
    await say('WhatsApp', '1001')
    await bubble('WhatsApp', 'Order 1001').locator('[data-status=delivered]').waitFor()
    await phone('WhatsApp').getByRole('button', { name: 'Back to the chats' }).click()
    await phone('WhatsApp').getByText('1 unread').waitFor({ state: 'attached' })
    expect(messages().at(-1)?.status).toBe('delivered')
  })

  test('explains a missing reply without a subscription and with an app that does not respond', async () => {
    const { page, phone, say, tab } = await open()
    await say('WhatsApp', 'Are you there?')
    await phone('WhatsApp').getByText('your app has not subscribed').waitFor()
    await phone('WhatsApp').getByRole('button', { name: 'How to connect' }).click()
    expect(await tab('Connect').getAttribute('aria-selected')).toBe('true')
    await page.getByText('Set the address by hand').click()
    await page.getByRole('textbox', { name: 'Webhook address' }).fill('http://127.0.0.1:9/hook')
    await page.getByRole('button', { name: 'Set', exact: true }).click()
    await page.getByText('Webhooks go to').waitFor()
    await say('WhatsApp', 'And now?')
    await phone('WhatsApp').getByText('No response from http://127.0.0.1:9/hook').waitFor()
  })

  test('explains a send that an unpaid channel rejects', async () => {
    const { emulator, page, phone, bot, say, tab } = await open()
    await bot.subscribe()
    await tab('Channels').click()
    await page.getByRole('combobox', { name: 'State of WhatsApp' }).selectOption('notEnoughMoney')
    await phone('WhatsApp').getByRole('button', { name: 'notEnoughMoney' }).waitFor()
    await say('WhatsApp', '1001')
    const rejection = phone('WhatsApp').locator('.rejection')
    await rejection.waitFor()
    for (const text of ['Order 1001: on its way.', 'CHANNEL_NO_MONEY', 'The channel is not paid', 'The account owner'])
      expect(await rejection.textContent()).toContain(text)
    await tab('Log').click()
    const line = page.getByRole('button', { name: /POST \/message CHANNEL_NO_MONEY/ }).first()
    await line.click()
    await page.getByRole('region', { name: 'Response 400' }).getByText('"CHANNEL_NO_MONEY"').first().waitFor()
    expect(emulator.ledger).toHaveLength(0)
  })

  test('shows one message when the response is lost and the app sends again', async () => {
    const { emulator, page, phone, bubble, bot, say, tab } = await open()
    await bot.subscribe()
    await tab('Faults').click()
    await page.getByRole('switch', { name: /^Response lost/ }).click()
    await page.getByText('1 to go').waitFor()
    await say('WhatsApp', '1002')
    await bubble('WhatsApp', 'Order 1002: at the door.').waitFor()
    await phone('WhatsApp').getByText('so nothing came twice').waitFor()
    expect(await bubble('WhatsApp', 'Order 1002: at the door.').count()).toBe(1)
    expect(emulator.ledger).toHaveLength(1)
    expect(await page.getByRole('switch', { name: /^Response lost/ }).getAttribute('aria-checked')).toBe('false')
  })

  test('explains a text that fails after the WABA window of 24 hours', async () => {
    const { emulator, page, bubble, bot, say, tab } = await open()
    await bot.subscribe()
    await say('WABA', '1001')
    await bubble('WABA', 'Order 1001').waitFor()
    await tab('Clock').click()
    await page.getByRole('button', { name: /25 hours/ }).click()
    await page.getByText('1 d 1 h ahead').waitFor()
    const [chatId] = emulator.ledger.map((entry) => entry.chatId)
    await bot.wazzup.messages.send({
      channelId: channelIds.wapi,
      chatType: 'whatsapp',
      chatId: chatId!,
      text: 'Still there?',
    })
    const late = bubble('WABA', 'Still there?')
    await late.locator('[data-status=error]').waitFor()
    expect(await late.textContent()).toContain('24_HOURS_EXCEEDED')
  })

  test('lets the customer send files, quote, edit, delete and press buttons', async () => {
    const { page, phone, bubble, messages, bot, say } = await open()
    const telegram = phone('Telegram')
    await telegram.getByRole('button', { name: 'Hello!' }).click()
    await bubble('Telegram', 'Hello!').waitFor()
    for (const kind of ['Sample picture', 'Voice message', 'Location', 'Contact', 'Sticker']) {
      await telegram.getByRole('button', { name: 'Attach' }).click()
      await page.getByRole('menuitem', { name: kind, exact: true }).click()
    }
    await telegram
      .locator('input[type=file]')
      .setInputFiles({ name: 'list.txt', mimeType: 'text/plain', buffer: Buffer.from('milk') })
    await telegram.getByRole('link', { name: 'list.txt' }).waitFor()
    await expect
      .poll(() => messages().map(({ type }) => type))
      .toEqual(expect.arrayContaining(['text', 'image', 'audio', 'geo', 'vcard', 'image', 'document']))
    await telegram.getByRole('img', { name: 'hills.png' }).waitFor()
    expect(messages().some(({ contentUri }) => contentUri?.endsWith('sticker.was'))).toBe(true)

    await bubble('Telegram', 'Hello!')
      .getByRole('button', { name: /^Actions for/ })
      .click()
    await page.getByRole('menuitem', { name: 'Edit' }).click()
    await say('Telegram', 'Hello again!')
    await bubble('Telegram', 'Hello again!').getByText('edited').waitFor()
    await bubble('Telegram', 'Hello again!')
      .getByRole('button', { name: /^Actions for/ })
      .click()
    await page.getByRole('menuitem', { name: 'Quote' }).click()
    await say('Telegram', 'I meant it')
    await bubble('Telegram', 'I meant it').getByText('Hello again!').waitFor()
    await bubble('Telegram', 'I meant it')
      .getByRole('button', { name: /^Actions for/ })
      .click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await telegram.getByText('This message was deleted').waitFor()

    await say('WABA', 'Hi')
    await bubble('WABA', 'Hi').waitFor()
    const { chatId } = messages().at(-1)!
    const buttonsObject = { buttons: [{ text: 'Yes', type: 'text' as const }] }
    await bot.wazzup.messages.send({
      channelId: channelIds.wapi,
      chatType: 'whatsapp',
      chatId,
      text: 'Sure?',
      buttonsObject,
    })
    await phone('WABA').getByRole('button', { name: 'Yes' }).click()
    await expect.poll(() => messages().at(-1)).toMatchObject({ text: '0', isEcho: false })
  })

  test('lets an operator write, makes a message fail, and starts over', async () => {
    const { emulator, page, phone, bubble, say } = await open()
    await say('WhatsApp', 'Hi')
    await bubble('WhatsApp', 'Hi').waitFor()
    await phone('WhatsApp').getByRole('combobox', { name: 'Write as' }).selectOption('crm')
    await say('WhatsApp', 'Good day')
    const answer = bubble('WhatsApp', 'Good day')
    await answer.getByText('Ann, in the CRM').waitFor()
    await answer.getByRole('button', { name: /^Actions for/ }).click()
    await page.getByRole('menuitem', { name: 'Fail…' }).click()
    await page.getByRole('dialog').getByRole('combobox').selectOption('SPAM')
    await page.getByRole('button', { name: 'Fail the message' }).click()
    await answer.getByText('SPAM', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Start over' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Start over' }).click()
    await phone('WhatsApp').getByText('You are Dora').waitFor()
    expect(emulator.state.messages.size).toBe(0)
  })
})
