import { createReceiver } from '@wazzup-kit/core'
import { handler } from '@wazzup-kit/edge'

export const receive = handler(createReceiver({ secret: 'key' }).on('message', ({ text }) => console.log(text)))
