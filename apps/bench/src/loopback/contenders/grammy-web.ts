import { Api } from 'grammy/web'
import type { Contender } from '../contender.ts'

/** grammY for the edge, on the platform's fetch. */
export const contender: Contender = (origin) => {
  const api = new Api('1:bench', { apiRoot: origin })
  return async (text) => (await api.sendMessage(79991234567, text)).text
}
