import { createReceiver } from '@wazzup-kit/core'
import { webhookHandler } from '@wazzup-kit/edge'

export const receive = webhookHandler(createReceiver({ secret: 'key' }).on('message', ({ text }) => console.log(text)))
