import { channelIds } from '@wazzup-kit/emulator'
import { describe, expect, test } from 'vitest'
import { skipsWithoutChromium } from './find-chromium.ts'
import { openByKeyboard, people } from './keyboard.ts'
import { failActions } from './test-page.ts'

// By keyboard alone: keys reach the intended element, and the focus never moves to the body of the page.

describe.skipIf(skipsWithoutChromium)('the focus on the page', () => {
  describe('returns, when a dialog or menu closes,', () => {
    test('to "Start over", after a cancel and after a confirmation', async () => {
      const { page, whatsapp, focused, press, tabTo } = await openByKeyboard()
      await tabTo('button', 'Start over')
      await press('Enter')
      await page.getByRole('dialog').waitFor()
      await press('Escape')
      await expect.poll(focused).toBe('Start over')
      await press('Enter')
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).focus()
      await press('Enter')
      await expect.poll(focused).toBe('Start over')
      await press('Enter')
      await page.getByRole('dialog').getByRole('button', { name: 'Start over' }).focus()
      await press('Enter')
      await whatsapp.getByText('You are Dora').waitFor()
      await expect.poll(focused).toBe('Start over')
    })

    test('to "New chat" after a cancel, or to the message field of the new chat', async () => {
      const { page, field, bubble, whatsapp, focused, press, tabTo, addGrace } = await openByKeyboard()
      await tabTo('button', 'New chat', whatsapp)
      await press('Enter')
      await page.getByRole('dialog').waitFor()
      await press('Escape')
      await expect.poll(focused).toBe('New chat')
      await press('Enter')
      await page.getByRole('dialog').getByRole('textbox').first().focus()
      await addGrace('79001110009')
      await page.keyboard.type('I am new')
      await expect.poll(focused).toBe('Message')
      await press('Enter')
      await page.keyboard.type('and I type on')
      await bubble('WhatsApp', 'I am new').waitFor()
      await expect.poll(() => field('WhatsApp').inputValue()).toBe('and I type on')
      await expect.poll(focused).toBe('Message')
    })

    test('to the actions of the message that was to fail', async () => {
      const { emulator, page, whatsapp, focused, press, tabTo, goTo } = await openByKeyboard()
      emulator.simulate.operator.send({ from: 'crm', chatId: people[0]!.phone, text: 'Good day' })
      await goTo('eve')
      await tabTo('button', /^Actions for.*Good day/, whatsapp)
      await press('Enter', 'End')
      await page.getByRole('menuitem', { name: 'Fail…' }).focus()
      await press('Enter')
      await page.getByRole('dialog').waitFor()
      await press('Escape')
      await expect.poll(focused).toMatch(/^Actions for.*Good day/)
      await press('Enter')
      await page.getByRole('menuitem', { name: 'Fail…' }).focus()
      await press('Enter')
      await tabTo('button', 'Fail the message', page.getByRole('dialog'))
      await press('Enter')
      await whatsapp.getByText('BAD_CONTACT', { exact: true }).waitFor()
      await expect.poll(focused).toMatch(/^Actions for.*Good day/)
    })

    test('to the button of a menu', async () => {
      const { whatsapp, focused, press, tabTo, goTo } = await openByKeyboard()
      await goTo('eve')
      await tabTo('button', 'Attach', whatsapp)
      await press('Enter', 'ArrowDown', 'Escape')
      await expect.poll(focused).toBe('Attach')
      await press('Enter', 'Tab')
      expect(await focused()).not.toBe('nothing')
    })
  })

  describe('moves on, when its element disappears,', () => {
    test('to the placeholder of a deleted message', async () => {
      const { page, whatsapp, focused, press, tabTo, goTo } = await openByKeyboard()
      await goTo('eve')
      await tabTo('button', /^Actions for/, whatsapp)
      await press('Enter')
      await page.getByRole('menuitem', { name: 'Delete' }).focus()
      await press('Enter')
      await whatsapp.getByText('This message was deleted').waitFor()
      await expect.poll(focused).toMatch(/This message was deleted/)
      await press('Tab')
      expect(await focused()).not.toBe('nothing')
    })

    test('from "Back to the chats" to the chat in the list, and back with Enter', async () => {
      const { whatsapp, focused, press, tabTo, goTo } = await openByKeyboard()
      await goTo('frank')
      await tabTo('button', 'Back to the chats', whatsapp)
      await press('Enter')
      await expect.poll(focused).toMatch(/Frank was here$/)
      await press('Enter')
      await expect.poll(focused).toMatch(/^Frank/)
      expect(await whatsapp.getByRole('heading').first().textContent()).toContain('Frank')
    })

    test('from a cancelled quote or edit to the message field', async () => {
      const { page, field, whatsapp, focused, press, tabTo, goTo } = await openByKeyboard()
      await goTo('eve')
      for (const what of ['Quote', 'Edit']) {
        await tabTo('button', /^Actions for/, whatsapp)
        await press('Enter')
        await page.getByRole('menuitem', { name: what }).focus()
        await press('Enter')
        await expect.poll(focused).toBe('Message')
        await tabTo('button', 'Cancel', whatsapp)
        await press('Enter')
        await expect.poll(focused).toBe('Message')
        await expect.poll(() => field('WhatsApp').inputValue()).toBe('')
      }
    })

    test('from the button "Send" to the message field', async () => {
      const { page, bubble, whatsapp, focused, press, tabTo, goTo } = await openByKeyboard()
      await goTo('eve')
      await tabTo('textbox', 'Message', whatsapp)
      await page.keyboard.type('Sent by its button')
      await press('Tab')
      await expect.poll(focused).toBe('Send')
      await press('Enter')
      await bubble('WhatsApp', 'Sent by its button').waitFor()
      await expect.poll(focused).toBe('Message')
    })

    test('from "Older messages" to the messages when all are loaded', async () => {
      const { whatsapp, focused, press, goTo } = await openByKeyboard({
        prepare: ({ simulate }) => {
          for (let count = 1; count <= 60; count += 1) simulate.customer.send({ text: `${count}`, from: people[0]! })
        },
      })
      await goTo('eve')
      await whatsapp.getByRole('button', { name: 'Older messages' }).focus()
      await press('Enter')
      await expect.poll(() => whatsapp.getByRole('article').count()).toBe(60)
      await expect.poll(focused).toMatch(/^Chat with Eve/)
    })

    test('from a closed introduction to the next element', async () => {
      const { focused, press, tabTo } = await openByKeyboard()
      await tabTo('button', 'Got it')
      await press('Enter')
      await expect.poll(focused).toMatch(/WhatsApp/)
    })

    test('from a closed error message back to the element before', async () => {
      const { page, whatsapp, focused, press, tabTo, goTo } = await openByKeyboard()
      await goTo('eve')
      await tabTo('textbox', 'Message', whatsapp)
      await failActions(page)
      await page.keyboard.type('Hi')
      await press('Enter')
      await page.getByRole('alert').getByText('Not today').waitFor()
      await tabTo('button', 'Close', page.getByRole('alert'))
      await press('Enter')
      await expect.poll(focused).toBe('Message')
    })

    test('from the button of a restored channel, a removed fault and an empty log to another element', async () => {
      const { emulator, page, whatsapp, focused, press, tabTo } = await openByKeyboard()
      emulator.simulate.channel.setState(channelIds.whatsapp, 'qr')
      await tabTo('button', 'qr', whatsapp)
      emulator.simulate.channel.setState(channelIds.whatsapp, 'active')
      await whatsapp.getByRole('button', { name: 'qr' }).waitFor({ state: 'detached' })
      await expect.poll(focused).toBe('New chat')

      emulator.faults.calls.mix({ probability: 0.5, kinds: ['response lost', 'redirect'] })
      await tabTo('tab', /^Faults/)
      await press('Enter')
      await page.getByRole('switch', { name: /^A mix of faults/ }).focus()
      await press('Space')
      await expect.poll(() => emulator.faults.calls.active.length).toBe(0)
      await page.getByRole('switch', { name: /^A mix of faults/ }).waitFor({ state: 'detached' })
      expect(await focused()).not.toBe('nothing')

      emulator.faults.calls.next('redirect')
      await tabTo('button', 'Switch all off')
      await press('Enter')
      await expect.poll(() => page.getByRole('button', { name: 'Switch all off' }).isDisabled()).toBe(true)
      await expect.poll(focused).not.toBe('nothing')

      await tabTo('tab', 'Log')
      await press('Enter')
      await page.getByRole('tabpanel').getByRole('button', { name: 'How to connect' }).focus()
      await press('Enter')
      await expect.poll(focused).toMatch(/^(Connect|Log)/)
    })

    test('from an open chat to another element after a reset', async () => {
      const { emulator, whatsapp, focused, tabTo, goTo } = await openByKeyboard()
      await goTo('eve')
      await tabTo('textbox', 'Message', whatsapp)
      emulator.reset()
      await whatsapp.getByText('You are Dora').waitFor()
      await expect.poll(focused).not.toBe('nothing')
    })
  })

  test('follows arrow keys between the tabs of the inspector, however fast they are pressed', async () => {
    const { focused, press, tabTo } = await openByKeyboard()
    await tabTo('tab', 'Log')
    await press('ArrowRight', 'ArrowRight', 'ArrowRight')
    expect(await focused()).toBe('Faults')
    await press('ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft')
    expect(await focused()).toBe('Connect')
  })

  test('moves to the inspector and back in a narrow window', async () => {
    const { focused, focusedField, press, tabTo, goTo } = await openByKeyboard({
      viewport: { width: 360, height: 740 },
    })
    for (const key of ['Escape', 'Enter']) {
      await tabTo('button', 'Open the inspector')
      await press('Enter')
      await expect.poll(focused).toBe('Log')
      if (key === 'Enter') await tabTo('button', 'Close the inspector')
      await press(key)
      await expect.poll(focused).toBe('Open the inspector')
    }
    await goTo('eve')
    expect(await focusedField()).toBe('WhatsApp: Write as Eve…')
  })

  test('stays in the inspector when a dialog over it closes', async () => {
    const { page, focused, press, tabTo } = await openByKeyboard({ viewport: { width: 360, height: 740 } })
    await tabTo('button', 'Open the inspector')
    await press('Enter', 'Control+k')
    await page.getByRole('dialog').waitFor()
    await press('Escape')
    await expect.poll(focused).toBe('Log')
    await expect.poll(() => page.getByRole('tab', { name: 'Log' }).isVisible()).toBe(true)
  })

  test('is removed by a click on an empty place, and a new message does not take it', async () => {
    const { emulator, page, bubble, whatsapp, focused, tabTo, goTo } = await openByKeyboard()
    await goTo('eve')
    await tabTo('textbox', 'Message', whatsapp)
    await page.locator('.header h1').click()
    emulator.simulate.customer.send({ text: 'More', from: people[0]! })
    await bubble('WhatsApp', 'More').waitFor()
    expect(await focused()).toBe('nothing')
  })
})
