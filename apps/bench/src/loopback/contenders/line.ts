import { messagingApi } from '@line/bot-sdk'
import type { Contender } from '../contender.ts'

export const contender: Contender = (origin) => {
  const client = new messagingApi.MessagingApiClient({ channelAccessToken: 'bench', baseURL: origin })
  return async (text) => {
    const { sentMessages } = await client.pushMessage({ to: '79991234567', messages: [{ type: 'text', text }] })
    return sentMessages[0]?.id
  }
}
