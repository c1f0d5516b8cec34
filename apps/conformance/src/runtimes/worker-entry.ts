import type { ClientOptions } from '@wazzup-kit/core'
import { runAct, type ActName } from './acts.ts'

interface Order {
  act: ActName
  options: ClientOptions
  channelId: string
}

// oxlint-disable-next-line import/no-default-export -- what a Worker is.
export default {
  async fetch(request: Request): Promise<Response> {
    const { act, options, channelId } = (await request.json()) as Order
    return Response.json({ result: await runAct(act, options, channelId) })
  },
}
