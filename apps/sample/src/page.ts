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
  const wazzup = createWazzup(access)
  const subscribe = () => wazzup.subscription.ensure({ url: host.url })
  // A reset may remove the subscription, for example `wazzup-emulator reset`.
  const stopWatching = emulator.watchChanges(({ about }) => {
    if (about === 'reset') subscribe().catch((error: unknown) => print(`! on duty: ${String(error)}`))
  })
  try {
    await subscribe()
    print(`Open ${paint('bold', server.url)} in a browser. You are the customer, and the bot replies.`)
    print(paint('dim', 'Ask for order 1001. Press Ctrl+C to stop.'))
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  } finally {
    stopWatching()
    await host.close()
    await server.close()
  }
}
