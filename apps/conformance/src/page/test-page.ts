import type { Browser, Page } from 'playwright-core'
import { afterAll, expect, onTestFinished } from 'vitest'
import { startBot, type Bot } from './bot.ts'
import { launch, visit, type Visit, type VisitOptions } from './browser.ts'

/** The browser of a test file, from its first page on. */
let browser: Browser | undefined
afterAll(() => browser?.close())

/** Opens the page of a new emulator, and closes it after the test. The test fails if the page has complaints. */
export async function openTestPage(options?: VisitOptions): Promise<Visit> {
  browser ??= await launch()
  const here = await visit(browser, options)
  onTestFinished(async () => {
    await here.close()
    expect(here.complaints).toEqual([])
  })
  return here
}

/** A page whose emulator has a bot. */
export interface VisitWithBot extends Visit {
  bot: Bot
}

/** Opens the page of a new emulator and starts a bot, which is not subscribed yet. Closes both after the test. */
export async function openTestPageWithBot(): Promise<VisitWithBot> {
  const here = await openTestPage()
  const bot = await startBot(here.emulator, here.url)
  onTestFinished(() => bot.close())
  return { ...here, bot }
}

/** Makes the emulator reject all actions of the page, or those whose request contains a text. */
export async function failActions(page: Page, text?: string): Promise<void> {
  await page.route('**/_emulator/do', async (route) => {
    if (text === undefined || route.request().postData()?.includes(text))
      await route.fulfill({ json: { problem: 'Not today' } })
    else await route.continue()
  })
}
