import { channelIds, type Emulator } from '@wazzup-kit/emulator'
import type { Locator } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { findBarriers } from '../axe.ts'
import { skipsWithoutChromium } from '../find-chromium.ts'
import { fillWithTalk } from '../talk.ts'
import { openTestPage } from '../test-page.ts'

const longName = `Konstantin-Maximilian ${'Wolfeschlegelsteinhausenbergerdorff'.repeat(2)}`
const long = { name: longName, phone: '79001110009' }

/** A long name at every place that has one: a customer, an operator, a quote, a button, a file, a template, a draft. */
function fillWithLongNames({ simulate, state }: Emulator): void {
  const word = 'x'.repeat(300)
  const asked = simulate.customer.send({ from: long, text: word })
  simulate.customer.send({ from: long, text: 'Short', quotes: asked.messageId })
  simulate.operator.send({ from: 'crm', chatId: long.phone, text: word, authorName: longName })
  const contentUri = `http://127.0.0.1:9/${'file'.repeat(40)}.pdf`
  simulate.operator.send({ from: 'crm', chatId: long.phone, type: 'document', contentUri })
  const group = { channelId: channelIds.whatsapp, chatType: 'whatsgroup', chatId: '7900'.repeat(20) }
  simulate.customer.send({ ...group, from: { name: longName }, text: 'In a group' })
  for (const template of state.templates.values()) template.title = 'long_title_'.repeat(12)
}

const landscape = { viewport: { width: 740, height: 360 }, hasTouch: true }

describe.skipIf(skipsWithoutChromium)('the layout of the page', () => {
  /** Returns the texts that are wider than their part of the page, or that are cut without an ellipsis. */
  const spilled = (parts: Locator): Promise<string[]> =>
    parts.evaluateAll((roots) => {
      const found: string[] = []
      const styleOf = (element: Element): CSSStyleDeclaration => getComputedStyle(element)
      const isCutWell = (element: Element): boolean =>
        styleOf(element).textOverflow === 'ellipsis' && ['block', 'inline-block'].includes(styleOf(element).display)
      for (const root of roots) {
        const words = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
        for (let node = words.nextNode(); node; node = words.nextNode()) {
          const parent = node.parentElement!
          if (!parent.checkVisibility({ visibilityProperty: true }) || parent.closest('.unseen, .tool-name, option'))
            continue
          const range = document.createRange()
          range.selectNodeContents(node)
          const { left, right, width } = range.getBoundingClientRect()
          for (let box: Element | null = parent; width > 0 && box && root.contains(box); box = box.parentElement) {
            if (isCutWell(box)) break
            const edge = box.getBoundingClientRect()
            const isOutside = right > edge.right + 1 || left < edge.left - 1
            if (!isOutside || (styleOf(box).overflowX === 'visible' && box !== root)) continue
            found.push(`${box.className || box.tagName}: ${node.textContent?.slice(0, 30)}`)
            break
          }
        }
      }
      return found
    })

  test.each([
    ['wide', { width: 1_500, height: 900 }, 'en-GB'],
    ['narrow', { width: 320, height: 640 }, 'ru-RU'],
    ['landscape', { width: 740, height: 360 }, 'ru-RU'],
  ])('holds long names: %s', async (_, viewport, locale) => {
    const { page, phone } = await openTestPage({ viewport, locale, prepare: fillWithLongNames })
    const whatsapp = phone('WhatsApp')
    await whatsapp.locator('.chat-row').nth(1).waitFor()
    expect({ list: await spilled(page.locator('.phone:visible, .header')) }).toEqual({ list: [] })
    await whatsapp.locator('.chat-row').nth(1).click()
    await whatsapp.locator('article').nth(3).waitFor()
    expect({ chat: await spilled(page.locator('.phone:visible, .header')) }).toEqual({ chat: [] })
    // The whole name can be read although it is cut.
    expect(await whatsapp.getByRole('heading').first().getAttribute('title')).toBe(longName)
    await whatsapp.locator('article').first().getByRole('button').click()
    await page.getByRole('menuitem').first().click()
    expect({ quote: await spilled(whatsapp.locator('.composer')) }).toEqual({ quote: [] })
    await page.keyboard.press('Control+k')
    await page.locator('.switcher [role=option]').first().waitFor()
    expect({ search: await spilled(page.locator('.dialog')) }).toEqual({ search: [] })
    await page.keyboard.press('Escape')
    await whatsapp.locator('.phone-bar button').first().click()
    await whatsapp.locator('.chat-row').first().click()
    await whatsapp.locator('article').first().waitFor()
    expect({ group: await spilled(page.locator('.phone:visible, .header')) }).toEqual({ group: [] })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width)
  })

  const heightOf = async (locator: Locator): Promise<number> => (await locator.boundingBox())?.height ?? 0

  test.each(['en-GB', 'ru-RU'])('leaves most of a landscape phone to the messages: %s', async (locale) => {
    const { page } = await openTestPage({ ...landscape, locale, prepare: (emulator) => void fillWithTalk(emulator) })
    const messages = page.locator('.phone:visible .messages')
    await page.locator('.phone:visible').getByRole('button', { name: /^Dora/ }).click()
    await messages.waitFor()
    expect(await heightOf(messages)).toBeGreaterThan(130)
    await page.locator('.intro button').click()
    expect(await heightOf(messages)).toBeGreaterThan(190)
    const field = page.locator('.phone:visible textarea')
    await field.fill('One\nTwo\nThree\nFour\nFive')
    expect(await heightOf(messages)).toBeGreaterThan(110)
    const { y, height } = (await page.locator('.phone:visible .composer').boundingBox())!
    expect(y + height).toBeLessThanOrEqual(360)
    expect(await page.locator('.phone:visible').count()).toBe(1)
    expect(await findBarriers(page)).toEqual([])
  })

  test('shows all of a first message, the menus, the dialogs and the inspector on a landscape phone', async () => {
    const { page, phone } = await openTestPage({ ...landscape, viewport: { width: 740, height: 320 } })
    const inside = async (locator: Locator): Promise<boolean> => {
      const { y, height } = (await locator.boundingBox())!
      return y >= 0 && y + height <= 320
    }
    const whatsapp = phone('WhatsApp')
    await page.getByRole('button', { name: 'Got it' }).click()
    for (const name of ['Hello!', 'Where is my order 1001?'])
      expect([name, await inside(whatsapp.getByRole('button', { name }))]).toEqual([name, true])
    await whatsapp.getByRole('button', { name: 'Attach' }).click()
    expect(await inside(page.getByRole('menu'))).toBe(true)
    const last = page.getByRole('menuitem').last()
    await last.focus()
    expect(await inside(last)).toBe(true)
    await page.keyboard.press('Escape')
    await whatsapp.getByRole('button', { name: 'Back to the chats' }).click()
    await whatsapp.getByRole('button', { name: 'New chat' }).first().click()
    expect(await inside(page.getByRole('dialog'))).toBe(true)
    expect(await inside(page.getByRole('button', { name: 'Start the chat' }))).toBe(true)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Open the inspector' }).click()
    await page.getByRole('button', { name: 'How to connect' }).click()
    expect(await inside(page.getByRole('tabpanel'))).toBe(true)
    expect(await heightOf(page.getByRole('tabpanel'))).toBeGreaterThan(240)
  })
})
