import { Webhook } from 'standardwebhooks'

const webhook = new Webhook('a2V5a2V5a2V5a2V5')

/** Only the check of a signature. */
export async function receive(request: Request): Promise<Response> {
  console.log(webhook.verify(await request.text(), Object.fromEntries(request.headers)))
  return new Response(null)
}
