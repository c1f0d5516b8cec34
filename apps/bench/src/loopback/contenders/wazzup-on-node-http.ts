import { builtEntry } from '../../built.ts'
import { messageOf, type Contender } from '../contender.ts'

/** Our client with its defaults on our fetch for Node, except for the rate limit. */
export const contender: Contender = async (origin) => {
  const { createWazzup } = (await import(builtEntry('@wazzup-kit/core'))) as typeof import('@wazzup-kit/core')
  const { nodeFetch } = (await import(builtEntry('@wazzup-kit/node-http'))) as typeof import('@wazzup-kit/node-http')
  const pace = { requests: 450, perMilliseconds: 1 }
  const wazzup = createWazzup({ apiKey: 'bench', baseUrl: origin, rateLimit: pace, fetch: nodeFetch() })
  return async (text) => (await wazzup.messages.send(messageOf(text))).messageId
}
