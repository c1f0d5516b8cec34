import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { launch, visit, type Visit } from '../browser.ts'
import { skipsWithoutChromium } from '../find-chromium.ts'

describe.skipIf(skipsWithoutChromium)('the fields of the inspector', () => {
  let browser: Browser
  let here: Visit
  beforeAll(async () => void (browser = await launch()))
  afterAll(() => browser?.close())
  afterEach(async () => {
    await here.close()
    expect(here.complaints).toEqual([])
  })

  test('keep what was entered while another tab is open', async () => {
    here = await visit(browser, { prepare: ({ simulate }) => void simulate.customer.send({ text: 'Hi' }) })
    const { page } = here
    const tab = (name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) }).click()
    const filter = page.getByRole('searchbox', { name: 'Filter' })
    const address = page.getByRole('textbox', { name: 'Webhook address' })
    const amount = page.getByRole('spinbutton', { name: 'How many' })
    const unit = page.getByRole('combobox', { name: 'Unit' })
    const often = page.getByRole('combobox', { name: 'How often' })

    await filter.fill('message')
    await page.getByRole('button', { name: 'Errors' }).click()
    await tab('Clock')
    await amount.fill('7')
    await unit.selectOption('days')
    await tab('Faults')
    await often.first().selectOption({ label: 'always' })
    await tab('Connect')
    await page.getByText('Set the address by hand').click()
    await address.fill('http://127.0.0.1:3000/wazzup')

    await tab('Log')
    expect(await filter.inputValue()).toBe('message')
    expect(await page.getByRole('button', { name: 'Errors' }).getAttribute('aria-pressed')).toBe('true')
    await tab('Clock')
    expect([await amount.inputValue(), await unit.inputValue()]).toEqual(['7', 'days'])
    await tab('Faults')
    expect(await often.evaluateAll((boxes) => boxes.map((box) => (box as HTMLSelectElement).selectedIndex))).toEqual([
      3, 0,
    ])
    await tab('Connect')
    expect(await address.inputValue()).toBe('http://127.0.0.1:3000/wazzup')
  })

  test('and what failed stay on the page when something else succeeds by itself', async () => {
    here = await visit(browser)
    const { page, emulator } = here
    const phone = here.phone('WhatsApp')
    await phone.getByRole('button', { name: 'Hello!' }).click()
    await phone.getByRole('article').first().waitFor()
    await page.route('**/_emulator/do', async (route) => {
      if (!route.request().postData()?.includes('customer.send')) return route.continue()
      await route.fulfill({ json: { problem: 'Not today' } })
    })
    await phone.getByRole('textbox', { name: 'Message' }).fill('Hi')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText('Not today').waitFor()
    // The customer reads it, which is an action of the page.
    emulator.simulate.operator.send({ from: 'crm', chatId: '79000000301', text: 'Good day' })
    await phone.locator('[data-status=read]').waitFor()
    expect(await page.getByRole('alert').textContent()).toContain('Not today')
  })
})
