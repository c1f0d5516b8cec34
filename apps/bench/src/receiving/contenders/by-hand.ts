import { ok, secret, type CreateContender } from '../contender.ts'
import { alike, deliveryOf } from '../messages.ts'

const isText = (value: unknown) => value === undefined || value === null || typeof value === 'string'

/** Hand-written code without an SDK: checks the secret and the fields it uses, and calls a function for each message. */
export const createContender: CreateContender = () => {
  let handled = 0
  const isMessage = (value: unknown): boolean => {
    if (typeof value !== 'object' || value === null) return false
    const { messageId, channelId, chatType, chatId, text, contentUri, status } = value as Record<string, unknown>
    const known = [messageId, channelId, chatType, chatId].every((field) => typeof field === 'string')
    return known && isText(text) && isText(contentUri) && isText(status)
  }
  const onMessage = (message: { messageId: string }) => {
    if (message.messageId !== '') handled++
  }
  return {
    delivery: (items) => ({ body: deliveryOf(alike, items) }),
    async receive(request) {
      if (new URL(request.url).searchParams.get('key') !== secret) return new Response(null, { status: 401 })
      const { messages } = (await request.json()) as { messages: unknown[] }
      for (const message of messages) if (isMessage(message)) onMessage(message as { messageId: string })
      return ok()
    },
    handled: () => handled,
  }
}
