import { messageHeaders, messageOf, type Contender } from '../contender.ts'

/** The anchor: the smallest code that sends one message and reads the response. */
export const contender: Contender = (origin) => async (text) => {
  const response = await fetch(`${origin}/v3/message`, {
    method: 'POST',
    headers: messageHeaders,
    body: JSON.stringify(messageOf(text)),
  })
  return ((await response.json()) as { messageId: string }).messageId
}
