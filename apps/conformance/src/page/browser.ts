import { createEmulator, type Emulator, type EmulatorOptions, type WebhookMessage } from '@wazzup-kit/emulator'
import { chromium, type Browser, type BrowserContextOptions, type Locator, type Page } from 'playwright-core'
import { findChromium } from './find-chromium.ts'

/** Starts the installed Chromium, with additional arguments. Throws if there is none. */
export async function launch(...args: string[]): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('There is no Chromium: install it, or set CHROMIUM_PATH')
  // Containers support no Chromium sandbox and have little shared memory.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage', ...args] })
}

/** An emulator whose page is open in a browser. */
export interface Visit {
  emulator: Emulator
  url: string
  page: Page
  /** Errors of the page and violations of its content security policy. */
  complaints: string[]
  /** Finds the phone of a messenger by its name. */
  phone(name: string): Locator
  /** Finds the message field of a messenger. */
  field(messenger: string): Locator
  /** Finds a message of a messenger by a part of its text. */
  bubble(messenger: string, text: string): Locator
  /** Opens a chat in the list of a messenger by the beginning of its name. */
  openChat(messenger: string, name: string): Promise<void>
  /** Returns the messages of the emulator, the oldest first. */
  messages(): WebhookMessage[]
  close(): Promise<void>
}

export interface VisitOptions extends BrowserContextOptions {
  emulator?: EmulatorOptions
  /** Called before the page is opened. */
  prepare?(emulator: Emulator): void
}

/** Opens the page of a new emulator. */
export async function visit(
  browser: Browser,
  { emulator: settings, prepare, ...context }: VisitOptions = {},
): Promise<Visit> {
  const emulator = createEmulator(settings)
  prepare?.(emulator)
  const server = await emulator.listen()
  const tab = await browser.newContext({ viewport: { width: 1_500, height: 900 }, locale: 'en-GB', ...context })
  const page = await tab.newPage()
  page.setDefaultTimeout(15_000)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.goto(server.url)
  const built = await page.locator('script[src]').count()
  if (built === 0) throw new Error('The page is not built: npx -y pnpm@12 --filter @wazzup-kit/emulator build')
  const phone = (name: string): Locator => page.getByRole('region', { name, exact: true })
  return {
    emulator,
    url: server.url,
    page,
    complaints,
    phone,
    field: (messenger) => phone(messenger).getByRole('textbox', { name: 'Message' }),
    bubble: (messenger, text) => phone(messenger).getByRole('article').filter({ hasText: text }),
    openChat: (messenger, name) =>
      phone(messenger)
        .getByRole('button', { name: new RegExp(`^${name}`) })
        .click(),
    messages: () => [...emulator.state.messages.values()],
    async close() {
      await tab.close()
      await server.close()
    },
  }
}
