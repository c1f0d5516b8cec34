import { WebClient } from '@slack/web-api'

const client = new WebClient('key')

export async function send(text: string): Promise<unknown> {
  return client.chat.postMessage({ channel: 'c', text })
}
