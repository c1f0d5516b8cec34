import { builtEntry } from '../../built.ts'
import { messageOf, type Contender } from '../contender.ts'

/** Our client with its defaults, except for the rate limit: the default would allow only 90 sends a second. */
export const contender: Contender = async (origin) => {
  const { createWazzup } = (await import(builtEntry('@wazzup-kit/core'))) as typeof import('@wazzup-kit/core')
  const pace = { requests: 450, perMilliseconds: 1 }
  const wazzup = createWazzup({ apiKey: 'bench', baseUrl: origin, rateLimit: pace })
  return async (text) => (await wazzup.messages.send(messageOf(text))).messageId
}
