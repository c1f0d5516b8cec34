import { ofetch } from 'ofetch'
import { messageHeaders, messageOf, type Contender } from '../contender.ts'

export const contender: Contender = (origin) => {
  const request = ofetch.create({ baseURL: origin, headers: messageHeaders, retry: 0 })
  return async (text) =>
    (await request<{ messageId: string }>('/v3/message', { method: 'POST', body: messageOf(text) })).messageId
}
