import { env } from 'cloudflare:workers'
import { createWebhooks } from '@wazzup-kit/core'
import { handler } from '@wazzup-kit/edge'

const webhooks = createWebhooks({ secret: env.WAZZUP_SECRET })
webhooks.on('message', ({ text }) => console.log(text))

// oxlint-disable-next-line import/no-default-export -- a Worker is a default export.
export default { fetch: handler(webhooks) } satisfies ExportedHandler
