import { env } from 'cloudflare:workers'
import { createWazzup, createWebhooks } from '@wazzup-kit/core'
import { handler } from '@wazzup-kit/edge'

declare global {
  namespace Cloudflare {
    interface Env {
      WAZZUP_API_KEY: string
      WAZZUP_BASE_URL: string
      WAZZUP_SECRET: string
    }
  }
}

const wazzup = createWazzup({ apiKey: env.WAZZUP_API_KEY, baseUrl: env.WAZZUP_BASE_URL })
const webhooks = createWebhooks({ secret: env.WAZZUP_SECRET, wazzup })
webhooks.on('message', async ({ text }, { reply }) => {
  if (text) await reply({ text: `You wrote: ${text}` })
})

// oxlint-disable-next-line import/no-default-export -- a Worker is a default export.
export default { fetch: handler(webhooks) } satisfies ExportedHandler
