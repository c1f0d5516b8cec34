import { createFetch } from 'ofetch'
import { builtEntry } from '../../built.ts'
import { messageHeaders, messageOf, type Contender } from '../contender.ts'

export const contender: Contender = async (origin) => {
  const { nodeFetch } = (await import(builtEntry('@wazzup-kit/node-http'))) as typeof import('@wazzup-kit/node-http')
  const request = createFetch({ fetch: nodeFetch() }).create({ baseURL: origin, headers: messageHeaders, retry: 0 })
  return async (text) =>
    (await request<{ messageId: string }>('/v3/message', { method: 'POST', body: messageOf(text) })).messageId
}
