import { createWebhooks } from '@wazzup-kit/core'
import { webhookHandler } from '@wazzup-kit/edge'

export const receive = webhookHandler(createWebhooks({ secret: 'key' }).on('message', ({ text }) => console.log(text)))
