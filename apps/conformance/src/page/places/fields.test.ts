import { describe, expect, test } from 'vitest'
import { skipsWithoutChromium } from '../find-chromium.ts'
import { failActions, openTestPage } from '../test-page.ts'

describe.skipIf(skipsWithoutChromium)('the fields of the inspector', () => {
  test('keep what was entered while another tab is open', async () => {
    const { page } = await openTestPage({ prepare: ({ simulate }) => void simulate.customer.send({ text: 'Hi' }) })
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
    expect(await address.isVisible()).toBe(true)
    expect(await address.inputValue()).toBe('http://127.0.0.1:3000/wazzup')
  })

  test('and what failed stay on the page when something else succeeds by itself', async () => {
    const { emulator, page, phone, field } = await openTestPage()
    const whatsapp = phone('WhatsApp')
    await whatsapp.getByRole('button', { name: 'Hello!' }).click()
    await whatsapp.getByRole('article').first().waitFor()
    await failActions(page, 'customer.send')
    await field('WhatsApp').fill('Hi')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText('Not today').waitFor()
    // The customer reads it, which is an action of the page.
    emulator.simulate.operator.send({ from: 'crm', chatId: '79000000301', text: 'Good day' })
    await whatsapp.locator('[data-status=read]').waitFor()
    expect(await page.getByRole('alert').textContent()).toContain('Not today')
  })
})
