import { createWebhooks } from '@wazzup-kit/core'
import { handler } from '@wazzup-kit/edge'

export const receive = handler(createWebhooks({ secret: 'key' }).on('message', ({ text }) => console.log(text)))
