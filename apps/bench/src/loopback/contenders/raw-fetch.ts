import { messageHeaders, messageOf, type Contender } from '../contender.ts'

/** What everything is compared with: the least that sends and reads one message. */
export const contender: Contender = (origin) => async (text) => {
  const response = await fetch(`${origin}/v3/message`, {
    method: 'POST',
    headers: messageHeaders,
    body: JSON.stringify(messageOf(text)),
  })
  return ((await response.json()) as { messageId: string }).messageId
}
