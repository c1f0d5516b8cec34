import { messagingApi } from '@line/bot-sdk'

const client = new messagingApi.MessagingApiClient({ channelAccessToken: 'key' })

export async function send(text: string): Promise<unknown> {
  return client.pushMessage({ to: '79991234567', messages: [{ type: 'text', text }] })
}
