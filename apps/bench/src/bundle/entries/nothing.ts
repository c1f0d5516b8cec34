/** Only the call of fetch. */
export async function send(text: string): Promise<unknown> {
  const response = await fetch('https://api.example.com/v3/message', {
    method: 'POST',
    headers: { authorization: 'Bearer key', 'content-type': 'application/json' },
    body: JSON.stringify({ channelId: 'c', chatType: 'whatsapp', chatId: '79991234567', text }),
  })
  return response.json()
}
