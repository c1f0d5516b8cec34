import { messageHeaders, messageOf, type Contender } from '../contender.ts'

/** Raw fetch with a deadline for headers and body, which every caller needs. */
export const contender: Contender = (origin) => async (text) => {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), 15_000)
  try {
    const response = await fetch(`${origin}/v3/message`, {
      method: 'POST',
      headers: messageHeaders,
      body: JSON.stringify(messageOf(text)),
      signal: controller.signal,
    })
    return ((await response.json()) as { messageId: string }).messageId
  } finally {
    clearTimeout(timer)
  }
}
