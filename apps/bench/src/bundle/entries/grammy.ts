import { Api } from 'grammy'

const api = new Api('1:key')

export async function send(text: string): Promise<unknown> {
  return api.sendMessage(79991234567, text)
}
