import { createWebhooks } from '@wazzup-kit/core'

/** A program that only receives, without a store. */
export const webhooks = createWebhooks({ secret: 'secret' }).on('message', () => {})
