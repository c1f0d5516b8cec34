import axios from 'axios'
import { messageHeaders, messageOf, type Contender } from '../contender.ts'

export const contender: Contender = (origin) => {
  const client = axios.create({ baseURL: origin, headers: messageHeaders, timeout: 15_000, adapter: 'fetch' })
  return async (text) => (await client.post<{ messageId: string }>('/v3/message', messageOf(text))).data.messageId
}
