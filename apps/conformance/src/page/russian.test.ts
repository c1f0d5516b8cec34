import { channelIds } from '@wazzup-kit/emulator'
import type { Locator } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { VisitOptions } from './browser.ts'
import { skipsWithoutChromium } from './find-chromium.ts'
import { fillWithTalk } from './talk.ts'
import { openTestPage } from './test-page.ts'

describe.skipIf(skipsWithoutChromium)('the page in Russian', () => {
  async function open(options?: VisitOptions) {
    const here = await openTestPage({ locale: 'ru-RU', ...options })
    const { emulator } = here
    return {
      ...here,
      /** Sends a message of the customer Dora, and a reply through the API. */
      async answerDora(text: string): Promise<void> {
        const { simulate, keys, fetch } = emulator
        const { whatsapp: channelId } = channelIds
        const { chatType, chatId } = simulate.customer.send({ channelId, text: 'Где мой заказ?' })
        await fetch('http://emulator/v3/message', {
          method: 'POST',
          headers: { authorization: `Bearer ${keys.apiKey}`, 'content-type': 'application/json' },
          body: JSON.stringify({ channelId, chatType, chatId, text }),
        })
      },
    }
  }
  const explanation = (within: Locator, code: string) =>
    within.locator('.explanation').filter({ hasText: code }).first()

  test('explains a send that an unpaid channel rejects, in the chat and in the panel', async () => {
    const { page, phone, answerDora, openChat } = await open()
    await page.getByRole('tab', { name: 'Каналы' }).click()
    await page.getByRole('combobox', { name: 'Состояние: WhatsApp' }).selectOption('notEnoughMoney')
    const panel = explanation(page.getByRole('tabpanel'), 'CHANNEL_NO_MONEY')
    await panel.getByText('Канал не оплачен: исключён из подписки').waitFor()
    await answerDora('Уже в пути')
    await openChat('WhatsApp', 'Dora')
    const rejection = explanation(phone('WhatsApp'), 'CHANNEL_NO_MONEY')
    await rejection.getByText('нужно проверить канал в личном кабинете и оплатить его').waitFor()
    expect(await rejection.textContent()).toContain('На стороне владельца аккаунта.')
    expect(await rejection.locator('[lang=en]').count()).toBe(0)
    await page.getByRole('button', { name: 'English' }).click()
    await rejection.getByText('The channel is not paid').waitFor()
  })

  test('explains responses without an error code', async () => {
    const { emulator, phone, answerDora, openChat } = await open()
    for (const kind of ['too many requests', 'server error'] as const) {
      emulator.faults.calls.next(kind)
      await answerDora(kind)
    }
    await openChat('WhatsApp', 'Dora')
    const said = (code: string) => explanation(phone('WhatsApp'), code).textContent()
    expect(await said('429')).toContain('Пришло больше запросов')
    expect(await said('500')).toContain('Сообщение могло уйти: дождитесь вебхука')
  })

  test('shows no English explanations, and no content is wider than its panel', async () => {
    const { page, phone, openChat } = await open({ prepare: (emulator) => void fillWithTalk(emulator) })
    for (const messenger of ['WhatsApp', 'Telegram']) await openChat(messenger, 'Dora')
    await explanation(phone('Telegram'), 'SPAM').getByText('Сообщение похоже на спам.').waitFor()
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
    const { emulator, page, complaints, phone, answerDora, openChat } = await open()
    await answerDora('Уже в пути')
    await openChat('WhatsApp', 'Dora')
    // After this status, no other request is pending.
    await phone('WhatsApp').locator('[data-status=read]').waitFor()
    await phone('WhatsApp').getByRole('button', { name: 'Действия: Уже в пути' }).click()
    await page.getByRole('menuitem', { name: 'Не дойдёт…' }).click()
    const { messages } = emulator.state
    messages.delete([...messages.keys()].at(-1)!)
    await page.getByRole('button', { name: 'Пусть не дойдёт' }).click()
    const trouble = page.getByRole('alert').filter({ hasText: 'Эмулятор говорит:' })
    await trouble.waitFor()
    expect(await trouble.locator('[lang=en]').textContent()).toContain('has no message')
    // The browser reports the rejection too.
    expect(complaints.splice(0)).toEqual([expect.stringContaining('409')])
  })

  test('loads the Russian explanations only when the language is Russian', async () => {
    const { page, phone } = await open({ locale: 'en-GB' })
    const sentences = () =>
      page.evaluate(
        () => performance.getEntriesByType('resource').filter(({ name }) => name.includes('errors-ru')).length,
      )
    await phone('WhatsApp').getByText('You are Dora').waitFor()
    expect(await sentences()).toBe(0)
    await page.getByRole('button', { name: 'Русский' }).click()
    await expect.poll(sentences).toBe(1)
  })
})
