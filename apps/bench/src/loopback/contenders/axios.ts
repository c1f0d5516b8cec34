import axios from 'axios'
import { messageHeaders, messageOf, type Contender } from '../contender.ts'

/** axios with its defaults on Node: the `node:http` adapter and Node's keep-alive agent. */
export const contender: Contender = (origin) => {
  const client = axios.create({ baseURL: origin, headers: messageHeaders, timeout: 15_000 })
  return async (text) => (await client.post<{ messageId: string }>('/v3/message', messageOf(text))).data.messageId
}
