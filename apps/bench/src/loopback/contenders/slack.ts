import { WebClient } from '@slack/web-api'
import type { Contender } from '../contender.ts'

export const contender: Contender = (origin) => {
  const client = new WebClient('xoxb-bench', { slackApiUrl: `${origin}/api/` })
  return async (text) => (await client.chat.postMessage({ channel: '79991234567', text })).ts
}
