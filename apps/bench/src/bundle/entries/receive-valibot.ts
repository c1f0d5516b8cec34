import * as v from 'valibot'

const text = v.nullish(v.string())
const Delivery = v.looseObject({ messages: v.array(v.looseObject({ messageId: v.string(), chatId: text, text })) })

/** Only the check of a schema. */
export async function receive(request: Request): Promise<Response> {
  const delivery = v.safeParse(Delivery, await request.json())
  if (!delivery.success) return new Response(null, { status: 400 })
  console.log(delivery.output.messages.length)
  return new Response(null)
}
