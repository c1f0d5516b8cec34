import { channelIds } from '@wazzup-kit/emulator'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { launch, visit, type Visit, type VisitOptions } from './browser.ts'
import { skipsWithoutChromium } from './find-chromium.ts'

// By keyboard alone: keys reach what they are meant for, and the focus never falls to the body of the page.

const people = [
  { name: 'Eve', phone: '79001110001' },
  { name: 'Frank', phone: '79001110002' },
  // Found instead of the others where their first letter is lost.
  { name: 'Olive Ranke', phone: '79001110003' },
]

describe.skipIf(skipsWithoutChromium)('by keyboard alone', () => {
  let browser: Browser
  let here: Visit
  let page: Page
  beforeAll(async () => void (browser = await launch()))
  afterAll(() => browser?.close())
  afterEach(async () => {
    await here.close()
    expect(here.complaints).toEqual([])
  })

  async function open(options: VisitOptions = {}): Promise<void> {
    here = await visit(browser, {
      prepare: ({ simulate }) => {
        for (const from of people) simulate.client.writes({ text: `${from.name} was here`, from })
      },
      ...options,
    })
    page = here.page
  }

  /** What has the focus, as a screen reader says it. */
  const focused = () =>
    page.evaluate(() => {
      const { activeElement: element } = document
      if (element === null || element === document.body) return 'nothing'
      const words = element.getAttribute('aria-label') ?? element.textContent ?? ''
      return words.replaceAll(/\s+/g, ' ').trim()
    })
  const focuses = (expected: string | RegExp) =>
    expect.poll(focused).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected))
  const press = (...keys: string[]) =>
    keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve())
  const whatsapp = () => here.phone('WhatsApp')
  /** Puts the focus on an element of the page, as Tab would after many presses. */
  const tabTo = (role: 'button' | 'textbox' | 'switch' | 'tab', name: string | RegExp, within = page.locator('body')) =>
    within
      .getByRole(role, { name, exact: typeof name === 'string' })
      .first()
      .focus()
  async function goTo(words: string): Promise<void> {
    await press('Control+k')
    await page.keyboard.type(words)
    await press('Enter')
  }
  const openChat = () => whatsapp().getByRole('heading').first().textContent()

  describe('the search for a chat', () => {
    test.each(people)('takes every key right after the page is loaded: $name', async ({ name }) => {
      await open()
      for (let time = 0; time < 3; time += 1) {
        await goTo(name.toLowerCase())
        await whatsapp().getByText(`${name} was here`).waitFor()
        expect(await openChat()).toContain(name)
        await focuses(new RegExp(`^${name}`))
        await page.reload()
      }
    })

    test('opens before the key that follows is handled', async () => {
      await open()
      const label = await page.evaluate(() => {
        document.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }))
        return document.activeElement?.getAttribute('aria-label')
      })
      expect(label).toBe('Go to a chat')
    })

    test('waits for the chats where Enter came before them', async () => {
      await open()
      let letGo = (): void => {}
      const held = new Promise<void>((resolve) => (letGo = resolve))
      await page.route('**/_emulator/state', async (route) => {
        await held
        await route.continue()
      })
      await page.reload()
      await goTo('frank')
      await page.getByRole('dialog').waitFor()
      letGo()
      await whatsapp().getByText('Frank was here').waitFor()
      await focuses(/^Frank/)
    })

    test('gives the focus back where it was, or to its button where nothing had it', async () => {
      await open()
      await press('Control+k', 'Escape')
      await focuses(/^Go to a chat/)
      await press('Enter')
      await page.getByRole('dialog').waitFor()
      await press('Escape')
      await focuses(/^Go to a chat/)
      await goTo('eve')
      await tabTo('textbox', 'Message', whatsapp())
      await press('Control+k', 'Escape')
      await focuses('Message')
    })

    test('gives the focus to a chat that is open already', async () => {
      await open()
      await goTo('eve')
      await focuses(/^Eve/)
      await goTo('eve')
      await focuses(/^Eve/)
      await tabTo('textbox', 'Message', here.phone('Telegram'))
      await goTo('eve')
      await focuses(/^Eve/)
      await tabTo('textbox', 'Message', whatsapp())
      await goTo('frank')
      await focuses(/^Frank/)
    })
  })

  describe('a dialog gives the focus back', () => {
    test('to "Start over", whether one does or not', async () => {
      await open()
      await tabTo('button', 'Start over')
      await press('Enter')
      await page.getByRole('dialog').waitFor()
      await press('Escape')
      await focuses('Start over')
      await press('Enter')
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).focus()
      await press('Enter')
      await focuses('Start over')
      await press('Enter')
      await page.getByRole('dialog').getByRole('button', { name: 'Start over' }).focus()
      await press('Enter')
      await whatsapp().getByText('You are Dora').waitFor()
      await focuses('Start over')
    })

    test('to "New chat", or to the message that is to be written', async () => {
      await open()
      await tabTo('button', 'New chat', whatsapp())
      await press('Enter')
      await page.getByRole('dialog').waitFor()
      await press('Escape')
      await focuses('New chat')
      await press('Enter')
      await page.getByRole('dialog').getByRole('textbox').first().focus()
      await page.keyboard.type('Grace')
      await press('Tab')
      await page.keyboard.type('79001110009')
      await press('Enter')
      await page.keyboard.type('I am new')
      await focuses('Message')
      await press('Enter')
      await whatsapp().getByRole('article').filter({ hasText: 'I am new' }).waitFor()
      await focuses('Message')
    })

    test('to the menu of a message that is made to fail', async () => {
      await open()
      here.emulator.simulate.operator.writes({ from: 'crm', chatId: people[0]!.phone, text: 'Good day' })
      await goTo('eve')
      await tabTo('button', /^Actions for.*Good day/, whatsapp())
      await press('Enter', 'End')
      await page.getByRole('menuitem', { name: 'Does not arrive…' }).focus()
      await press('Enter')
      await page.getByRole('dialog').waitFor()
      await press('Escape')
      await focuses(/^Actions for.*Good day/)
      await press('Enter')
      await page.getByRole('menuitem', { name: 'Does not arrive…' }).focus()
      await press('Enter')
      await tabTo('button', 'Let it fail', page.getByRole('dialog'))
      await press('Enter')
      await whatsapp().getByText('BAD_CONTACT', { exact: true }).waitFor()
      await focuses(/^Actions for.*Good day/)
    })

    test('to the button in a menu that was left', async () => {
      await open()
      await goTo('eve')
      await tabTo('button', 'Attach', whatsapp())
      await press('Enter', 'ArrowDown', 'Escape')
      await focuses('Attach')
      await press('Enter', 'Tab')
      expect(await focused()).not.toBe('nothing')
    })
  })

  describe('what goes away hands the focus on', () => {
    test('a message that is deleted keeps it', async () => {
      await open()
      await goTo('eve')
      await tabTo('button', /^Actions for/, whatsapp())
      await press('Enter')
      await page.getByRole('menuitem', { name: 'Delete' }).focus()
      await press('Enter')
      await whatsapp().getByText('This message was deleted').waitFor()
      await focuses(/This message was deleted/)
      await press('Tab')
      expect(await focused()).not.toBe('nothing')
    })

    test('"Back to the chats" gives it to the line of the chat, Enter there to the chat', async () => {
      await open()
      await goTo('frank')
      await tabTo('button', 'Back to the chats', whatsapp())
      await press('Enter')
      await focuses(/Frank was here$/)
      await press('Enter')
      await focuses(/^Frank/)
      expect(await openChat()).toContain('Frank')
    })

    test('a quote or an edit that is given up gives it to the message field', async () => {
      await open()
      await goTo('eve')
      for (const what of ['Quote', 'Edit']) {
        await tabTo('button', /^Actions for/, whatsapp())
        await press('Enter')
        await page.getByRole('menuitem', { name: what }).focus()
        await press('Enter')
        await focuses('Message')
        await tabTo('button', 'Cancel', whatsapp())
        await press('Enter')
        await focuses('Message')
        expect(await whatsapp().getByRole('textbox', { name: 'Message' }).inputValue()).toBe('')
      }
    })

    test('the button that sends gives it to the message field', async () => {
      await open()
      await goTo('eve')
      await tabTo('textbox', 'Message', whatsapp())
      await page.keyboard.type('Sent by its button')
      await press('Tab')
      await focuses('Send')
      await press('Enter')
      await whatsapp().getByRole('article').filter({ hasText: 'Sent by its button' }).waitFor()
      await focuses('Message')
    })

    test('older messages that are all there give it to the messages', async () => {
      await open({
        prepare: ({ simulate }) => {
          for (let count = 1; count <= 60; count += 1) simulate.client.writes({ text: `${count}`, from: people[0]! })
        },
      })
      await goTo('eve')
      await whatsapp().getByRole('button', { name: 'Older messages' }).focus()
      await press('Enter')
      await expect.poll(() => whatsapp().getByRole('article').count()).toBe(60)
      await focuses(/^Chat with Eve/)
    })

    test('the introduction gives it to what follows', async () => {
      await open()
      await tabTo('button', 'Got it')
      await press('Enter')
      await focuses(/WhatsApp/)
    })

    test('a complaint that is closed gives it back', async () => {
      await open()
      await goTo('eve')
      await tabTo('textbox', 'Message', whatsapp())
      await page.route('**/_emulator/do', (route) => route.fulfill({ json: { problem: 'Not today' } }))
      await page.keyboard.type('Hi')
      await press('Enter')
      await page.getByRole('alert').getByText('Not today').waitFor()
      await tabTo('button', 'Close', page.getByRole('alert'))
      await press('Enter')
      await focuses('Message')
    })

    test('a channel that works again, a fault that is switched off and an empty log hand it on', async () => {
      await open()
      here.emulator.simulate.channel.becomes(channelIds.whatsapp, 'qr')
      await tabTo('button', 'qr', whatsapp())
      here.emulator.simulate.channel.becomes(channelIds.whatsapp, 'active')
      await whatsapp().getByRole('button', { name: 'qr' }).waitFor({ state: 'detached' })
      await focuses('New chat')

      here.emulator.faults.mix({ probability: 0.5, kinds: ['answer lost', 'redirect'] })
      await tabTo('tab', /^Faults/)
      await press('Enter')
      await page.getByRole('switch', { name: /^A mix of faults/ }).focus()
      await press('Space')
      await expect.poll(() => here.emulator.faults.on.length).toBe(0)
      await page.getByRole('switch', { name: /^A mix of faults/ }).waitFor({ state: 'detached' })
      expect(await focused()).not.toBe('nothing')

      here.emulator.faults.next('redirect')
      await tabTo('button', 'Switch all off')
      await press('Enter')
      await expect.poll(() => page.getByRole('button', { name: 'Switch all off' }).isDisabled()).toBe(true)
      await expect.poll(focused).not.toBe('nothing')

      await tabTo('tab', 'Log')
      await press('Enter')
      await page.getByRole('tabpanel').getByRole('button', { name: 'How to connect' }).focus()
      await press('Enter')
      await focuses(/^(Connect|Log)/)
    })

    test('a chat that somebody looks at when everything starts over', async () => {
      await open()
      await goTo('eve')
      await tabTo('textbox', 'Message', whatsapp())
      here.emulator.reset()
      await whatsapp().getByText('You are Dora').waitFor()
      await expect.poll(focused).not.toBe('nothing')
    })
  })

  test('tabs of the inspector take the arrows as fast as they come', async () => {
    await open()
    await tabTo('tab', 'Log')
    await press('ArrowRight', 'ArrowRight', 'ArrowRight')
    expect(await focused()).toBe('Faults')
    await press('ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft')
    expect(await focused()).toBe('Connect')
  })

  test('a narrow window gives the focus to the inspector and back', async () => {
    await open({ viewport: { width: 360, height: 740 } })
    for (const key of ['Escape', 'Enter']) {
      await tabTo('button', 'Open the inspector')
      await press('Enter')
      await focuses('Log')
      if (key === 'Enter') await tabTo('button', 'Close the inspector')
      await press(key)
      await focuses('Open the inspector')
    }
    await goTo('eve')
    await focuses(/^Eve/)
  })

  test('a dialog over the inspector closes alone', async () => {
    await open({ viewport: { width: 360, height: 740 } })
    await tabTo('button', 'Open the inspector')
    await press('Enter', 'Control+k')
    await page.getByRole('dialog').waitFor()
    await press('Escape')
    await focuses('Log')
    expect(await page.getByRole('tab', { name: 'Log' }).isVisible()).toBe(true)
  })

  test('a click beside everything takes the focus away, and nothing takes it back', async () => {
    await open()
    await goTo('eve')
    await tabTo('textbox', 'Message', whatsapp())
    await page.locator('.header h1').click()
    here.emulator.simulate.client.writes({ text: 'More', from: people[0]! })
    await whatsapp().getByRole('article').filter({ hasText: 'More' }).waitFor()
    expect(await focused()).toBe('nothing')
  })
})
