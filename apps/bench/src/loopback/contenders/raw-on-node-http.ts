import { builtEntry } from '../../built.ts'
import { messageHeaders, messageOf, type Contender } from '../contender.ts'

/** A raw call on our fetch for Node. */
export const contender: Contender = async (origin) => {
  const { nodeFetch } = (await import(builtEntry('@wazzup-kit/node-http'))) as typeof import('@wazzup-kit/node-http')
  const fetchOnNode = nodeFetch()
  return async (text) => {
    const response = await fetchOnNode(`${origin}/v3/message`, {
      method: 'POST',
      headers: messageHeaders,
      body: JSON.stringify(messageOf(text)),
    })
    return ((await response.json()) as { messageId: string }).messageId
  }
}
