import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { createWazzup } from '@wazzup-kit/core'
import { createEmulator } from '@wazzup-kit/emulator'
import { chooseDatabase } from './hosts/database.ts'
import type { StartHost } from './hosts/host.ts'
import { orders } from './orders.ts'
import { paint, print } from './paint.ts'
import { announce } from './shop.ts'

/** What to try on the page, and what to look for. */
const ideas = [
  ['On the WhatsApp phone, write', ''],
  ['  1001', 'The bot answers. Several messages in a row get one answer.'],
  ['  invoice 1003', 'A file comes, and then its caption.'],
  ['  as an operator', 'Choose one above the field. The bot is silent in this chat until you move the clock.'],
  ['In this terminal, type', ''],
  ['  1001', 'The shop says that the order is ready. The bot tells its customer on WhatsApp.'],
  ['  1004', 'This customer has no WhatsApp, so the message goes to the Telegram phone.'],
  ['  1005', 'Neither messenger knows this customer, so the operators on duty get a report here.'],
] as const

/** Starts the bot and an emulator with its page, on which you are the customer. Both run until Ctrl+C. */
export async function openPage(startHost: StartHost): Promise<void> {
  const emulator = createEmulator()
  const server = await emulator.listen()
  const access = { apiKey: emulator.keys.apiKey, baseUrl: server.url }
  const report = (line: string): void => print(`! on duty: ${line}`)
  const host = await startHost({
    ...access,
    secret: 'a-long-random-text',
    ...(await chooseDatabase()),
    clock: emulator.clock,
    report,
  })
  const wazzup = createWazzup(access)
  const subscribe = () => wazzup.subscription.ensure({ url: host.url })
  // A reset may remove the subscription, for example `wazzup-emulator reset`.
  const stopWatching = emulator.watchChanges(({ about }) => {
    if (about === 'reset') subscribe().catch((error: unknown) => report(String(error)))
  })
  // What you type in the terminal is what the shop says.
  const shop = createInterface({ input: process.stdin }).on('line', (line) => {
    const number = line.trim()
    if (!orders.has(number)) return number && print(`There is no order ${number}.`)
    print(`The shop: order ${number} is ready.`)
    return announce(number, emulator, host).catch((error: unknown) => report(String(error)))
  })
  try {
    await subscribe()
    print(`Open ${paint('bold', server.url)} in a browser. You are the customer, and the bot replies.\n`)
    for (const [act, result] of ideas) print(`  ${act.padEnd(30)}${paint('dim', result)}`.trimEnd())
    print(paint('dim', '\nPress Ctrl+C to stop.'))
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  } finally {
    shop.close()
    stopWatching()
    await host.close()
    await server.close()
  }
}
