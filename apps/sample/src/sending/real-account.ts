import { createWazzup } from '@wazzup-kit/core'
import { createTranscript } from './transcript.ts'

/** Where to send one message. Without it, the real account is only read. */
export interface Target {
  channelId: string
  chatType: string
  chatId: string
  text: string
}

/** Reads a real account, and sends one message if there is a target. */
export async function visitRealAccount(
  apiKey: string,
  baseUrl: string | undefined,
  target: Target | undefined,
): Promise<void> {
  const { hooks, step, say } = createTranscript()
  const wazzup = createWazzup({ apiKey, baseUrl, hooks })

  say(
    target
      ? 'The real service: reading, then sending one message.'
      : 'The real service: reading only. Nothing is sent.',
  )
  await step('Which channels are there?', () => wazzup.channels.list())
  await step('Which address gets the webhooks?', () => wazzup.subscription.get())
  await step('Which users were uploaded?', () => wazzup.users.list())
  await step('Which WABA templates are there?', () => wazzup.templates.list({ limit: 10 }))
  if (target) await step('Send one message', () => wazzup.messages.send(target))
  else say('To send one message: --send --channel <channelId> --chat-type whatsapp --chat <chatId> --text <text>')
}
