import type { Sender } from '@wazzup-kit/core'
import { builtEntry } from '../built.ts'
import { secret, type CreateContender } from './contender.ts'
import { deliveryOf, type MessagesOf } from './messages.ts'

/** Our receiver with its defaults: secret, limits, validation of every item, an event and a context for each. */
export async function createReceiver() {
  const core = (await import(builtEntry('@wazzup-kit/core'))) as typeof import('@wazzup-kit/core')
  const send = async () => ({ messageId: 'none', repeated: false })
  const wazzup = { messages: { send } } as unknown as Sender
  let handled = 0
  const count = ({ messageId }: { messageId: string }) => {
    if (messageId !== '') handled++
  }
  const webhooks = core.createWebhooks({ secret, wazzup })
  webhooks.on('message', count).on('echo', count).on('messageEdited', count)
  return { webhooks, handled: () => handled }
}

/** Our receiver with the adapter for web requests. */
export function wazzupWith(messages: MessagesOf): CreateContender {
  return async () => {
    const edge = (await import(builtEntry('@wazzup-kit/edge'))) as typeof import('@wazzup-kit/edge')
    const { webhooks, handled } = await createReceiver()
    return {
      delivery: (items) => ({ body: deliveryOf(messages, items) }),
      receive: edge.handler(webhooks),
      handled,
    }
  }
}
