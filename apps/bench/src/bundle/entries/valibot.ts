import * as v from 'valibot'

const Input = v.strictObject({
  channelId: v.pipe(v.string(), v.nonEmpty()),
  chatType: v.picklist(['whatsapp', 'telegram']),
  chatId: v.pipe(v.string(), v.nonEmpty()),
  text: v.optional(v.string()),
})
const Output = v.looseObject({ messageId: v.string(), chatId: v.nullish(v.string()) })

/** Raw fetch with a schema for the input and for the response. */
export async function send(text: string): Promise<unknown> {
  const response = await fetch('https://api.example.com/v3/message', {
    method: 'POST',
    headers: { authorization: 'Bearer key', 'content-type': 'application/json' },
    body: JSON.stringify(v.parse(Input, { channelId: 'c', chatType: 'whatsapp', chatId: '79991234567', text })),
  })
  return v.parse(Output, await response.json())
}
