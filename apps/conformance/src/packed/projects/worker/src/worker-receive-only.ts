import { env } from 'cloudflare:workers'
import { createWebhooks } from '@wazzup-kit/core'
import { webhookHandler } from '@wazzup-kit/edge'

const webhooks = createWebhooks({ secret: env.WAZZUP_SECRET })
webhooks.on('message', ({ text }) => console.log(text))

// oxlint-disable-next-line import/no-default-export -- what a Worker is.
export default { fetch: webhookHandler(webhooks) } satisfies ExportedHandler
