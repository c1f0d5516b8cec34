import axios from 'axios'

const client = axios.create({ baseURL: 'https://api.example.com', headers: { authorization: 'Bearer key' } })

export async function send(text: string): Promise<unknown> {
  return (await client.post('/v3/message', { channelId: 'c', chatType: 'whatsapp', chatId: '79991234567', text })).data
}
