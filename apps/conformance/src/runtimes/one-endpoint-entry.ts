import { createClient, messages } from '@wazzup-kit/core'

/** A program that only sends. */
export const client = createClient({ messages: { send: messages.send } }, { apiKey: 'key' })
