import { env } from 'cloudflare:workers'
import { createWebhooks } from '@wazzup-kit/core'
import { handler } from '@wazzup-kit/edge'

const webhooks = createWebhooks({ secret: env.WAZZUP_SECRET })
webhooks.on('message', ({ text }) => console.log(text))

// oxlint-disable-next-line import/no-default-export -- what a Worker is.
export default { fetch: handler(webhooks) } satisfies ExportedHandler
