import { mkdir, stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { startBot } from './bot.ts'
import { launch, visit } from './browser.ts'
import { fillWithTalk } from './talk.ts'

// Takes the screenshots of the emulator's page for docs: `pnpm --filter @wazzup-kit/conformance shoot`.

const folder = fileURLToPath(new URL('../../../../docs/images/', import.meta.url))
const wide = { viewport: { width: 1_320, height: 740 } }
const pictures: Readonly<Record<string, BrowserContextOptions>> = {
  light: { ...wide, colorScheme: 'light' },
  dark: { ...wide, colorScheme: 'dark' },
  narrow: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 1.5, colorScheme: 'light' },
  landscape: { viewport: { width: 740, height: 360 }, deviceScaleFactor: 1.5, colorScheme: 'light' },
}

async function shoot(browser: Browser, name: string): Promise<void> {
  const { emulator, url, page, openChat, close } = await visit(browser, pictures[name])
  const bot = await startBot(emulator, url)
  await bot.subscribe()
  await fillWithTalk(emulator)
  await emulator.settled()
  const messengers = ['narrow', 'landscape'].includes(name) ? ['WhatsApp'] : ['WhatsApp', 'WABA', 'Telegram']
  for (const messenger of messengers) await openChat(messenger, 'Dora')
  // Opening the chats scrolls the page, so this scrolls back to the selected phone.
  await page.locator('.channel-bar button', { hasText: 'WhatsApp' }).click()
  await page.locator('[data-status=read]').first().waitFor()
  if (name === 'light')
    await page
      .getByRole('button', { name: /MESSAGES_IS_SPAM/ })
      .first()
      .click()
  // Waits for images, ticks and transitions.
  await page.waitForTimeout(1_500)
  await page.mouse.move(0, 0)
  const path = `${folder}emulator-${name}.png`
  await page.screenshot({ path })
  console.log(`${path}: ${Math.round((await stat(path)).size / 1024)} KB`)
  await bot.close()
  await close()
}

await mkdir(folder, { recursive: true })
const browser = await launch()
for (const name of Object.keys(pictures)) await shoot(browser, name)
await browser.close()
