import { createWazzup, type KeyOptions, type OwnServerOptions, type Wazzup } from '@wazzup-kit/core'
import { runAct, type ActName } from './acts.ts'

interface Order {
  act: ActName | 'shared'
  options: KeyOptions | OwnServerOptions
  channelId: string
}

// A Worker may not use random numbers or timers outside of a request. This fails if creating a client does.
createWazzup({ apiKey: 'made-in-module-scope' })

/** One client for many requests, as apps keep it. In workerd, a request may not wait for a promise of another one. */
let shared: Wazzup | undefined

async function sendShared({ options, channelId }: Order): Promise<unknown> {
  shared ??= createWazzup({ ...options, rateLimit: { requests: 2, perMilliseconds: 300 } })
  return shared.messages.send({ channelId, chatType: 'whatsapp', chatId: '79011112233', text: 'shared' })
}

// oxlint-disable-next-line import/no-default-export -- a Worker is a default export.
export default {
  async fetch(request: Request): Promise<Response> {
    const order = (await request.json()) as Order
    const { act, options, channelId } = order
    return Response.json({ result: await (act === 'shared' ? sendShared(order) : runAct(act, options, channelId)) })
  },
}
