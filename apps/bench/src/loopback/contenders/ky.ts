import ky from 'ky'
import { messageHeaders, messageOf, type Contender } from '../contender.ts'

export const contender: Contender = (origin) => {
  const client = ky.create({ headers: messageHeaders })
  return async (text) =>
    (await client.post(`${origin}/v3/message`, { json: messageOf(text) }).json<{ messageId: string }>()).messageId
}
