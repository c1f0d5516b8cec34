import { createWazzup, createWebhooks } from '@wazzup-kit/core'
import type { Emulator } from '@wazzup-kit/emulator'
import { handler } from '@wazzup-kit/express-middleware'
import express from 'express'
import { openServer } from '../webhooks/hosts/open-server.ts'

const answerTo = (messageId: string): string => `answer to ${messageId}`

/** Returns the id of the message to which a text replies, or undefined if the bot did not send it. */
export const answered = (text: string): string | undefined => /^answer to ([\w-]+)/.exec(text)?.[1]

/** A running bot. */
export interface RunningBot {
  /** Errors of replies that failed. */
  readonly failures: readonly string[]
  stop(): Promise<void>
}

// Stops a bot that replies to itself. Far above the number of messages that customers send.
const mostAnswers = 500

/** Starts a bot on Express that replies to each message, with default options, and subscribes it to the emulator. */
export async function startBot(emulator: Emulator): Promise<RunningBot> {
  const failures: string[] = []
  let answers = 0
  const { apiKey } = emulator.keys
  const server = await emulator.listen()
  const wazzup = createWazzup({ apiKey, baseUrl: server.url })
  const webhooks = createWebhooks({
    secret: 'secret',
    wazzup,
    onError: (error, { kind }) => void (kind === 'message' && failures.push(String(error))),
  }).on('message', async ({ messageId }, { reply }) => {
    answers++
    if (answers <= mostAnswers) await reply({ text: answerTo(messageId) })
  })
  const host = await openServer(express().use(express.json()).post('/wazzup', handler(webhooks)))
  await wazzup.subscription.ensure({ url: `${host.url}/wazzup?key=secret` })
  return {
    failures,
    async stop() {
      await host.stop()
      await server.close()
    },
  }
}
