import { createEmulator } from '@wazzup-kit/emulator'
import { describe, expect, onTestFinished, test } from 'vitest'
import { launch } from '../browser.ts'
import { skipsWithoutChromium } from '../find-chromium.ts'

describe.skipIf(skipsWithoutChromium)('the page under another name than 127.0.0.1', () => {
  test('shows the picture that was sent on it', async () => {
    const emulator = createEmulator()
    const server = await emulator.listen({ host: '0.0.0.0', access: 'everyone' })
    onTestFinished(() => server.close())
    const browser = await launch('--host-resolver-rules=MAP emulator.example 127.0.0.1')
    onTestFinished(() => browser.close())
    const page = await browser.newPage({ viewport: { width: 1_500, height: 900 }, locale: 'en-GB' })
    const complaints: string[] = []
    page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())))
    await page.goto(`http://emulator.example:${server.port}`)

    await page.evaluate(() =>
      fetch('/_emulator/do/simulate.customer.send', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ type: 'image' }),
      }),
    )
    const phone = page.getByRole('region', { name: 'WhatsApp', exact: true })
    await phone.locator('.chat-row').first().click()
    const picture = phone.getByRole('img', { name: 'picture.jpg' })
    await picture.waitFor()
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1)
    expect(await picture.getAttribute('src')).toContain(`http://emulator.example:${server.port}/`)
    expect(complaints).toEqual([])
  })
})
