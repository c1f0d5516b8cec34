import { channelIds } from '@wazzup-kit/emulator'
import type { Browser, Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { launch, visit, type Visit, type VisitOptions } from './browser.ts'
import { skipsWithoutChromium } from './find-chromium.ts'
import { fillWithTalk } from './talk.ts'

describe.skipIf(skipsWithoutChromium)('the page in Russian', () => {
  let browser: Browser
  let here: Visit
  beforeAll(async () => void (browser = await launch()))
  afterAll(() => browser?.close())
  afterEach(async () => {
    await here.close()
    expect(here.complaints).toEqual([])
  })
  const open = async (options?: VisitOptions) => (here = await visit(browser, { locale: 'ru-RU', ...options })).page

  /** Sends a message of the customer Dora, and a reply through the API. */
  async function answerDora(text: string): Promise<void> {
    const { simulate, keys, fetch } = here.emulator
    const { whatsapp: channelId } = channelIds
    const { chatType, chatId } = simulate.customer.send({ channelId, text: 'Где мой заказ?' })
    await fetch('http://emulator/v3/message', {
      method: 'POST',
      headers: { authorization: `Bearer ${keys.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ channelId, chatType, chatId, text }),
    })
  }
  const openDora = (messenger: string) => here.phone(messenger).getByRole('button', { name: /^Dora/ }).click()
  const explanation = (within: Locator, code: string) =>
    within.locator('.explanation').filter({ hasText: code }).first()

  test('explains a send that an unpaid channel rejects, in the chat and in the panel', async () => {
    const page = await open()
    await page.getByRole('tab', { name: 'Каналы' }).click()
    await page.getByRole('combobox', { name: 'Состояние: WhatsApp' }).selectOption('notEnoughMoney')
    const panel = explanation(page.getByRole('tabpanel'), 'CHANNEL_NO_MONEY')
    await panel.getByText('Канал не оплачен: исключён из подписки').waitFor()
    await answerDora('Уже в пути')
    await openDora('WhatsApp')
    const rejection = explanation(here.phone('WhatsApp'), 'CHANNEL_NO_MONEY')
    await rejection.getByText('нужно проверить канал в личном кабинете и оплатить его').waitFor()
    expect(await rejection.textContent()).toContain('На стороне владельца аккаунта.')
    expect(await rejection.locator('[lang=en]').count()).toBe(0)
    await page.getByRole('button', { name: 'English' }).click()
    await rejection.getByText('The channel is not paid').waitFor()
  })

  test('explains responses without an error code', async () => {
    await open()
    for (const kind of ['too many requests', 'server error'] as const) {
      here.emulator.faults.calls.next(kind)
      await answerDora(kind)
    }
    await openDora('WhatsApp')
    const said = (code: string) => explanation(here.phone('WhatsApp'), code).textContent()
    expect(await said('429')).toContain('Пришло больше запросов')
    expect(await said('500')).toContain('Сообщение могло уйти: дождитесь вебхука')
  })

  test('shows no English explanations, and no content is wider than its panel', async () => {
    const page = await open({ prepare: (emulator) => void fillWithTalk(emulator) })
    for (const messenger of ['WhatsApp', 'Telegram']) await openDora(messenger)
    await explanation(here.phone('Telegram'), 'SPAM').getByText('Сообщение похоже на спам.').waitFor()
    for (const name of ['Каналы', 'Шаблоны', 'Сбои', 'Часы', 'Подключение', 'Журнал']) {
      await page.getByRole('tab', { name }).click()
      expect([name, await page.locator('main [lang=en], aside [lang=en]').count()]).toEqual([name, 0])
      const wider = await page.locator('.inspector, .tabs, .panel, .panel-inside').evaluateAll((boxes) => {
        return boxes.filter((box) => box.scrollWidth > box.clientWidth).map(({ className }) => className)
      })
      expect([name, wider]).toEqual([name, []])
    }
  })

  test('marks error messages of the emulator as English', async () => {
    const page = await open()
    await answerDora('Уже в пути')
    await openDora('WhatsApp')
    // After this status, no other request is pending.
    await here.phone('WhatsApp').locator('[data-status=read]').waitFor()
    await here.phone('WhatsApp').getByRole('button', { name: 'Действия: Уже в пути' }).click()
    await page.getByRole('menuitem', { name: 'Не дойдёт…' }).click()
    const { messages } = here.emulator.state
    messages.delete([...messages.keys()].at(-1)!)
    await page.getByRole('button', { name: 'Пусть не дойдёт' }).click()
    const trouble = page.getByRole('alert').filter({ hasText: 'Эмулятор говорит:' })
    await trouble.waitFor()
    expect(await trouble.locator('[lang=en]').textContent()).toContain('has no message')
    // The browser reports the rejection too.
    expect(here.complaints.splice(0)).toEqual([expect.stringContaining('409')])
  })

  test('loads the Russian explanations only when the language is Russian', async () => {
    const page = await open({ locale: 'en-GB' })
    const sentences = () =>
      page.evaluate(
        () => performance.getEntriesByType('resource').filter(({ name }) => name.includes('errors-ru')).length,
      )
    await here.phone('WhatsApp').getByText('You are Dora').waitFor()
    expect(await sentences()).toBe(0)
    await page.getByRole('button', { name: 'Русский' }).click()
    await expect.poll(sentences).toBe(1)
  })
})
