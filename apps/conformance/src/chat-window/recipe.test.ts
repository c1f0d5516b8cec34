import { createEmulator, type ListeningEmulator } from '@wazzup-kit/emulator'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch } from '../page/browser.ts'
import { skipsWithoutChromium } from '../page/find-chromium.ts'
import { startCrm, type Crm } from './crm-of-recipe.ts'

describe.skipIf(skipsWithoutChromium)('docs/recipes/embed-chat.md in a browser', () => {
  const emulator = createEmulator()
  let browser: Browser
  let server: ListeningEmulator
  let crm: Crm
  beforeAll(async () => {
    browser = await launch()
    server = await emulator.listen()
    const forged = { type: 'WZ_OPEN_ENTITY', data: { entity: { id: 'forged' } } }
    crm = await startCrm({ apiKey: emulator.keys.apiKey, baseUrl: server.url }, forged)
  })
  afterAll(async () => {
    await browser?.close()
    await crm?.close()
    await server?.close()
  })

  test('creates and opens deals of the chat, ignores events of other pages, and shows the badge', async () => {
    emulator.simulate.customer.send({ chatId: '79000000201', text: 'Hello?' })
    const page = await browser.newPage()
    page.setDefaultTimeout(15_000)
    await page.goto(crm.url)
    const frame = page.frameLocator('#chat')
    await frame.getByRole('button', { name: 'Create a deal' }).click()
    await frame.getByRole('button', { name: 'Open "First deal"' }).click()
    await frame.getByText('Posted WZ_OPEN_ENTITY').waitFor()
    await page.evaluate(`postMessage({ type: 'WZ_OPEN_ENTITY', data: { entity: { id: 'own origin' } } }, '*')`)
    await expect.poll(() => page.evaluate('messages')).toBe(4) // two of the window, the forged one, and that of the page
    expect(await page.evaluate('asked')).toEqual(['create for 79000000201', 'open deal-1'])
    expect(await page.locator('#chat').getAttribute('allow')).toBe('microphone; clipboard-write')
    await page.locator('#badge', { hasText: '1' }).waitFor()
    await page.close()
  })
})
