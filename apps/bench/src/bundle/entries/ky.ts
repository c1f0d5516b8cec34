import ky from 'ky'

const client = ky.create({ headers: { authorization: 'Bearer key' } })

export async function send(text: string): Promise<unknown> {
  const json = { channelId: 'c', chatType: 'whatsapp', chatId: '79991234567', text }
  return client.post('https://api.example.com/v3/message', { json }).json()
}
