import { WhatsAppAPI } from 'whatsapp-api-js/middleware/web-standard'

const api = new WhatsAppAPI({ token: 'key', appSecret: 'key', v: 'v23.0' })
api.on.message = ({ message }) => console.log(message)

export async function receive(request: Request): Promise<Response> {
  return new Response(null, { status: await api.handle_post(request) })
}
