import { createWazzup } from '@wazzup-kit/core'
import type * as emulators from '@wazzup-kit/emulator'
import { expect } from 'vitest'
import type { Project } from './project.ts'
import type { RunningApp } from './start-app.ts'

/** Environment variables or bindings of a bot. */
export type BotEnvironment = Record<'WAZZUP_API_KEY' | 'WAZZUP_BASE_URL' | 'WAZZUP_SECRET', string>

/** The result of {@link meetClient}. */
export interface Meeting {
  /** Texts of the bot's replies to the customer. */
  answers: (string | undefined)[]
  /** Whether the bot got the echoes of its replies. */
  sawEchoes: boolean
  /** Deliveries whose response was not 200. */
  failed: unknown[]
  /** Status of the response to a delivery without the secret. */
  stranger: number | undefined
}

const secret = 'secret-of-the-address'

/** Starts a bot that is mounted at `path`, sends it two messages of a customer from the project's own emulator, and repeats a delivery. */
export async function meetClient(
  project: Project,
  start: (env: BotEnvironment) => Promise<RunningApp>,
  path = '/wazzup',
): Promise<Meeting> {
  const { createEmulator } = project.load('@wazzup-kit/emulator') as typeof emulators
  const emulator = createEmulator()
  const { ledger, deliveries, keys } = emulator
  const server = await emulator.listen()
  const app = await start({ WAZZUP_API_KEY: keys.apiKey, WAZZUP_BASE_URL: server.url, WAZZUP_SECRET: secret })
  try {
    const address = new URL(path, app.url).href
    const wazzup = createWazzup({ apiKey: keys.apiKey, fetch: emulator.fetch })
    await wazzup.subscription.ensure({ url: `${address}?key=${secret}` })
    emulator.faults.deliveries.next('repeated')
    for (const [index, text] of ['Hello', 'Are you there?'].entries()) {
      emulator.simulate.customer.send({ text })
      // A Worker responds to the delivery before it sends the reply.
      await expect.poll(() => ledger.length, { timeout: 60_000 }).toBe(index + 1)
      await emulator.settled()
    }
    const failed = deliveries.filter(({ response }) => response?.status !== 200)
    const sawEchoes = JSON.stringify(deliveries).includes('"isEcho":true')
    const { response } = await emulator.deliver({ test: true }, { address })
    return { answers: ledger.map(({ text }) => text), sawEchoes, failed, stranger: response?.status }
  } finally {
    await app.stop()
    await server.close()
  }
}

/** The expected result: one reply to each message and none to an echo. */
export const wellMet: Meeting = {
  answers: ['You wrote: Hello', 'You wrote: Are you there?'],
  sawEchoes: true,
  failed: [],
  stranger: 401,
}
