import { createWazzup } from '@wazzup-kit/core'
import { createTranscript } from './transcript.ts'

/** The message to send in a real account. */
export interface Target {
  channelId: string
  chatType: string
  chatId: string
  text: string
}

/** Calls the real service: reads the account, and sends one message only if there is a `target`. */
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
