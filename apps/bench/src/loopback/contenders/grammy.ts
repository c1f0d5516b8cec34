import { Api } from 'grammy'
import type { Contender } from '../contender.ts'

/** grammY for Node, on node-fetch and so on `node:http`. */
export const contender: Contender = (origin) => {
  const api = new Api('1:bench', { apiRoot: origin })
  return async (text) => (await api.sendMessage(79991234567, text)).text
}
