import type { Locator } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { findBarriers } from './axe.ts'
import type { VisitOptions } from './browser.ts'
import { fillWithTalk } from './talk.ts'
import { skipsWithoutChromium } from './find-chromium.ts'
import { openTestPage } from './test-page.ts'

/** Returns the right edge of an element's content in pixels, without content that has its own scrolling. */
const reachOf = (locator: Locator): Promise<number> =>
  locator.evaluate((panel) => {
    const scrolls = (element: Element): boolean => getComputedStyle(element).overflowX !== 'visible'
    const hidden = (element: Element): boolean => {
      const parent = element.parentElement
      return parent !== null && parent !== panel && (scrolls(parent) || hidden(parent))
    }
    const inside = [...panel.querySelectorAll('*')].filter((element) => !hidden(element))
    return Math.round(Math.max(...[panel, ...inside].map((element) => element.getBoundingClientRect().right)))
  })

describe.skipIf(skipsWithoutChromium)('accessibility of the page', () => {
  const talking = (options?: VisitOptions) =>
    openTestPage({ prepare: (emulator) => void fillWithTalk(emulator), ...options })

  test('the keyboard alone can choose a chat, write, open the log and activate a fault', async () => {
    const { emulator, page, phone, messages } = await openTestPage({
      prepare({ simulate }) {
        simulate.customer.send({ text: 'Earlier', from: { name: 'Eve', phone: '79001112233' } })
        // The search would find this one if the first key were lost.
        simulate.customer.send({ text: 'Later', from: { name: 'Olive', phone: '79001112244' } })
      },
    })
    const focused = () =>
      page.evaluate(
        () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
      )
    async function tabTo(label: RegExp): Promise<void> {
      for (let presses = 0; presses < 120; presses += 1) {
        await page.keyboard.press('Tab')
        if (label.test(await focused())) return
      }
      throw new Error(`Tab does not reach ${label}`)
    }
    await page.keyboard.press('Control+k')
    await page.keyboard.type('eve')
    await page.keyboard.press('Enter')
    await phone('WhatsApp').getByText('Earlier').waitFor()
    expect(await phone('WhatsApp').getByRole('heading').first().textContent()).toContain('Eve')
    expect(await focused()).toBe('Message')
    await page.keyboard.type('Written by hand')
    await page.keyboard.press('Enter')
    await phone('WhatsApp').getByText('Written by hand').waitFor()
    const written = messages().find(({ text }) => text === 'Written by hand')
    expect(written).toMatchObject({ chatId: '79001112233', isEcho: false })

    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowDown')
    expect(await focused()).toBe('Sample picture')
    await page.keyboard.press('Escape')
    expect(await focused()).toBe('Attach')

    await tabTo(/^Log$/)
    for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('ArrowRight')
    await expect.poll(focused).toBe('Faults')
    await page.keyboard.press('Tab')
    await tabTo(/Response lost|^$/)
    await page.keyboard.press('Space')
    await page.getByRole('switch', { name: /^Response lost/, checked: true }).waitFor()
    expect(emulator.faults.calls.active).toMatchObject([{ kinds: ['response lost'] }])
  })

  test('Tab reaches every control, and each shows a focus outline', async () => {
    const { page } = await talking()
    const visited = await page.evaluate(() => {
      const usable = 'a[href], button:not(:disabled), input:not([hidden]), select, textarea, summary, [tabindex="0"]'
      const all = [...document.querySelectorAll<HTMLElement>(usable)]
      return all.filter((element) => element.tabIndex >= 0 && element.checkVisibility()).length
    })
    const seen = new Set<string>()
    const unmarked: string[] = []
    for (let presses = 0; presses < visited + 40; presses += 1) {
      await page.keyboard.press('Tab')
      const [place, outline, html] = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement
        const { outlineStyle, outlineWidth } = getComputedStyle(element)
        const all = [...document.querySelectorAll('*')]
        return [String(all.indexOf(element)), `${outlineStyle} ${outlineWidth}`, element.outerHTML.slice(0, 120)]
      })
      seen.add(place!)
      if (/^none| 0px$/.test(outline!) && !html!.startsWith('<body')) unmarked.push(html!)
    }
    expect(unmarked).toEqual([])
    expect(seen.size).toBeGreaterThanOrEqual(visited)
  })

  test.each(['light', 'dark'] as const)(
    'the page has no accessibility violations in %s colours',
    async (colorScheme) => {
      const { page, phone, openChat } = await talking({ colorScheme })
      expect(await findBarriers(page)).toEqual([])
      for (const name of ['Channels', 'Templates', 'Faults', 'Clock', 'Connect', 'Log']) {
        await page.getByRole('tab', { name }).click()
        expect({ [name]: await findBarriers(page) }).toEqual({ [name]: [] })
      }
      await page
        .getByRole('button', { name: /POST \/message/ })
        .first()
        .click()
      await page.getByRole('region', { name: /^Response/ }).waitFor()
      expect({ 'an open line of the log': await findBarriers(page) }).toEqual({ 'an open line of the log': [] })
      for (const name of ['WhatsApp', 'WABA', 'Telegram']) await openChat(name, 'Dora')
      expect({ 'open chats': await findBarriers(page) }).toEqual({ 'open chats': [] })
      await phone('WhatsApp')
        .getByRole('button', { name: /^Actions for/ })
        .first()
        .click()
      expect({ 'a menu': await findBarriers(page) }).toEqual({ 'a menu': [] })
      await page.keyboard.press('Escape')
      await phone('WABA').getByRole('button', { name: 'Back to the chats' }).click()
      await phone('WABA').getByRole('button', { name: 'New chat' }).click()
      expect({ 'a dialog': await findBarriers(page) }).toEqual({ 'a dialog': [] })
    },
  )

  test('colours follow the system until the user chooses, and the choice survives a reload', async () => {
    const { page } = await openTestPage({ colorScheme: 'dark' })
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const dark = await paper()
    await page.emulateMedia({ colorScheme: 'light' })
    const light = await paper()
    expect(light).not.toBe(dark)
    await page.getByRole('button', { name: /^Colours/ }).click()
    await page.getByRole('button', { name: /^Colours/ }).click()
    expect(await paper()).toBe(dark)
    await page.reload()
    expect(await paper()).toBe(dark)
  })

  test('the language follows the browser, and the user can switch from Russian to English', async () => {
    const { page, phone } = await talking({ locale: 'ru-RU' })
    await page.getByText('Вы — клиент: пишите с любого телефона.').waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('ru')
    expect(await page.title()).toBe('Эмулятор Wazzup')
    await phone('Авито').getByText('Вы — Dora').waitFor()
    expect(await findBarriers(page)).toEqual([])
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByText('You are the customer: write on any phone.').waitFor()
  })

  test('a narrow window shows one phone and opens the others and the inspector on touch', async () => {
    const { page, phone, field, openChat } = await talking({ viewport: { width: 360, height: 740 }, hasTouch: true })
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth)
    expect(await wide()).toBe(360)
    await expect.poll(() => page.locator('.phone:visible').count()).toBe(1)
    expect(await findBarriers(page)).toEqual([])
    await page
      .getByRole('button', { name: /^Telegram/ })
      .first()
      .click()
    await phone('Telegram').waitFor()
    await expect.poll(() => page.locator('.phone:visible').count()).toBe(1)
    await openChat('Telegram', 'Dora')
    expect(await findBarriers(page)).toEqual([])
    await field('Telegram').fill('From a small window')
    await page.keyboard.press('Enter')
    await phone('Telegram').getByText('From a small window').waitFor()
    await page.getByRole('button', { name: 'Open the inspector' }).click()
    for (const name of ['Channels', 'Templates', 'Faults', 'Clock', 'Connect', 'Log']) {
      await page.getByRole('tab', { name }).click()
      expect([name, await wide()]).toEqual([name, 360])
      expect([name, await reachOf(page.getByRole('tabpanel').locator(':scope > *').first())]).toEqual([name, 360])
      expect({ [name]: await findBarriers(page) }).toEqual({ [name]: [] })
    }
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Open the inspector' }).waitFor()
    await expect.poll(() => page.getByRole('tab', { name: 'Log' }).isVisible()).toBe(false)
  })

  test('a live region announces new messages, and nothing is animated with reduced motion', async () => {
    const { emulator, page, phone } = await openTestPage({ reducedMotion: 'reduce' })
    // What came before the page was loaded is not new.
    await phone('WhatsApp').waitFor()
    const { chatId } = emulator.simulate.customer.send({ text: 'Hi' })
    emulator.simulate.operator.send({ from: 'crm', chatId, text: 'Good day' })
    await page.getByRole('status').filter({ hasText: 'Chat with Dora: Good day' }).waitFor({ state: 'attached' })
    const longest = await page.evaluate(() => {
      const times = [...document.querySelectorAll('*')].map((element) => {
        const { animationDuration, transitionDuration } = getComputedStyle(element)
        return Math.max(Number.parseFloat(animationDuration), Number.parseFloat(transitionDuration))
      })
      return Math.max(...times)
    })
    expect(longest).toBeLessThanOrEqual(0.001)
  })
})
