import { once } from 'node:events'
import { createWazzup } from '@wazzup-kit/core'
import { createEmulator } from '@wazzup-kit/emulator'
import { chooseDatabase } from './database.ts'
import type { StartHost } from './host.ts'
import { paint, print } from './paint.ts'

/** Starts the bot and an emulator with its page, on which you are the customer. Both run until Ctrl+C. */
export async function openPage(startHost: StartHost): Promise<void> {
  const emulator = createEmulator()
  const server = await emulator.listen()
  const access = { apiKey: emulator.keys.apiKey, baseUrl: server.url }
  const host = await startHost({
    ...access,
    secret: 'a-long-random-text',
    ...(await chooseDatabase()),
    clock: emulator.clock,
    report: (line) => print(`! on duty: ${line}`),
  })
  try {
    await createWazzup(access).subscription.ensure({ url: host.url })
    print(`Open ${paint('bold', server.url)} in a browser. You are the customer, and the bot replies.`)
    print(paint('dim', 'Ask for order 1001. Press Ctrl+C to stop.'))
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  } finally {
    await host.close()
    await server.close()
  }
}
