import { env } from 'cloudflare:workers'
import { createWazzup, createWebhooks } from '@wazzup-kit/core'
import { createOutbox } from '@wazzup-kit/core/store'
import { BotObject } from '@wazzup-kit/edge/durable-object'

declare global {
  namespace Cloudflare {
    interface Env {
      WAZZUP_BOT: DurableObjectNamespace<WazzupBot>
    }
  }
}

export class WazzupBot extends BotObject {
  wazzup = createWazzup({ apiKey: env.WAZZUP_API_KEY, baseUrl: env.WAZZUP_BASE_URL })
  outbox = createOutbox({ wazzup: this.wazzup, store: this.store })
  webhooks = createWebhooks({ secret: this.env.WAZZUP_SECRET, outbox: this.outbox }).on(
    'message',
    async ({ text }, { reply }) => {
      if (text) await reply({ text: `You wrote: ${text}` })
    },
  )

  async orderIsReady(id: string, chatId: string): Promise<string> {
    const chat = { channelId: 'c0000000-0000-4000-8000-000000000001', chatType: 'whatsapp', chatId } as const
    const { state } = await this.outbox.send({ ...chat, text: 'Your order is ready.' }, { id: `ready:${id}` })
    return `${this.account}: ${state}`
  }
}

// oxlint-disable-next-line import/no-default-export -- a Worker is a default export.
export default {
  async fetch(request) {
    const bot = env.WAZZUP_BOT.getByName('main')
    if (new URL(request.url).pathname !== '/ready') return bot.fetch(request)
    const line: string = await bot.orderIsReady('17', '79000000201')
    return new Response(line)
  },
} satisfies ExportedHandler<Cloudflare.Env>
