import { ofetch } from 'ofetch'

const request = ofetch.create({ baseURL: 'https://api.example.com', headers: { authorization: 'Bearer key' } })

export async function send(text: string): Promise<unknown> {
  return request('/v3/message', {
    method: 'POST',
    body: { channelId: 'c', chatType: 'whatsapp', chatId: '79991234567', text },
  })
}
