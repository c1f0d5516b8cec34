import { createWazzup } from '@wazzup-kit/core'
import type * as emulators from '@wazzup-kit/emulator'
import { expect } from 'vitest'
import type { Project } from './project.ts'
import type { RunningApp } from './start-app.ts'

/** Where a bot finds its Wazzup, as environment variables or bindings. */
export type BotEnvironment = Record<'WAZZUP_API_KEY' | 'WAZZUP_BASE_URL' | 'WAZZUP_SECRET', string>

/** What came of it. */
export interface Meeting {
  /** What the bot wrote to the client. */
  answers: (string | undefined)[]
  /** Whether the echoes of its answers were posted to it. */
  sawEchoes: boolean
  /** Deliveries that it did not answer with 200. */
  refused: unknown[]
  /** What somebody gets who does not know the secret. */
  stranger: number | undefined
}

const secret = 'secret-of-the-address'

/** Has a bot meet a client who writes twice, in front of the Wazzup of the project's own tarball, which repeats a delivery. */
export async function meetClient(
  project: Project,
  start: (env: BotEnvironment) => Promise<RunningApp>,
): Promise<Meeting> {
  const { createEmulator } = project.load('@wazzup-kit/emulator') as typeof emulators
  const emulator = createEmulator()
  const { ledger, deliveries, keys } = emulator
  const server = await emulator.listen()
  const app = await start({ WAZZUP_API_KEY: keys.apiKey, WAZZUP_BASE_URL: server.url, WAZZUP_SECRET: secret })
  try {
    const address = new URL('/wazzup', app.url).href
    const wazzup = createWazzup({ apiKey: keys.apiKey, fetch: emulator.fetch })
    await wazzup.subscription.ensure({ url: `${address}?key=${secret}` })
    emulator.faults.deliveries.next('repeated')
    for (const [index, text] of ['Hello', 'Anybody there?'].entries()) {
      emulator.simulate.customer.send({ text })
      // A Worker answers Wazzup first and the client afterwards.
      await expect.poll(() => ledger.length, { timeout: 60_000 }).toBe(index + 1)
      await emulator.settled()
    }
    const refused = deliveries.filter(({ response }) => response?.status !== 200)
    const sawEchoes = JSON.stringify(deliveries).includes('"isEcho":true')
    const { response } = await emulator.deliver({ test: true }, { address })
    return { answers: ledger.map(({ text }) => text), sawEchoes, refused, stranger: response?.status }
  } finally {
    await app.stop()
    await server.close()
  }
}

/** How it should go: each message is answered once, and no echo is. */
export const wellMet: Meeting = {
  answers: ['You wrote: Hello', 'You wrote: Anybody there?'],
  sawEchoes: true,
  refused: [],
  stranger: 401,
}
