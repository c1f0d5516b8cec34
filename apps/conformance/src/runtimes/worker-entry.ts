import { createWazzup, type ClientOptions, type Wazzup } from '@wazzup-kit/core'
import { runAct, type ActName } from './acts.ts'

interface Order {
  act: ActName | 'shared'
  options: ClientOptions
  channelId: string
}

// Outside of a request a Worker may neither ask for random numbers nor set timers: making a client does neither.
createWazzup({ apiKey: 'made-in-module-scope' })

/** One client for many requests, as people keep it: a request must not wait for what belongs to another one. */
let shared: Wazzup | undefined

async function sendShared({ options, channelId }: Order): Promise<unknown> {
  shared ??= createWazzup({ ...options, rateLimit: { requests: 2, perMilliseconds: 300 } })
  return shared.messages.send({ channelId, chatType: 'whatsapp', chatId: '79011112233', text: 'shared' })
}

// oxlint-disable-next-line import/no-default-export -- what a Worker is.
export default {
  async fetch(request: Request): Promise<Response> {
    const order = (await request.json()) as Order
    const { act, options, channelId } = order
    return Response.json({ result: await (act === 'shared' ? sendShared(order) : runAct(act, options, channelId)) })
  },
}
