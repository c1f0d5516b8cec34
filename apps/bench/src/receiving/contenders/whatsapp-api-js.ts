import { createHmac } from 'node:crypto'
import { WhatsAppAPI } from 'whatsapp-api-js/middleware/web-standard'
import { secret, type CreateContender } from '../contender.ts'

const message = (index: number) => ({
  from: `7999${1_000_000 + index}`,
  id: `wamid.HBgLNzk5OTEyMzQ1NjcVAgASGBQzQTdCNTg5RjUxM0Y4QjA5${String(index).padStart(6, '0')}`,
  timestamp: '1763820960',
  type: 'text',
  text: {
    body: `Здравствуйте! Когда приедет заказ номер ${index}? Жду ответа по адресу https://store.example.com/${index}`,
  },
  context: { forwarded: false, from: `7999${2_000_000 + index}`, id: `wamid.${index}` },
})

/** Meta escapes characters outside of ASCII, as `\u0438`, and signs the escaped text. */
function escaped(json: string): string {
  return json.replaceAll(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** The SDK of WhatsApp's own API. Verifies the signature; calls the handler only for the first message of a delivery. */
export const createContender: CreateContender = () => {
  let handled = 0
  const api = new WhatsAppAPI({ token: 'bench', appSecret: secret, v: 'v23.0' })
  api.on.message = () => {
    handled++
  }
  return {
    delivery(items) {
      const messages = Array.from({ length: items }, (_, index) => message(index))
      const metadata = { display_phone_number: '79990000000', phone_number_id: '1000' }
      const contacts = [{ profile: { name: 'Иван Петров' }, wa_id: '79991000000' }]
      const value = { messaging_product: 'whatsapp', metadata, contacts, messages }
      const entry = [{ id: '1', changes: [{ field: 'messages', value }] }]
      const body = escaped(JSON.stringify({ object: 'whatsapp_business_account', entry }))
      const signature = createHmac('sha256', secret).update(body).digest('hex')
      return {
        body,
        headers: { 'content-length': String(Buffer.byteLength(body)), 'x-hub-signature-256': `sha256=${signature}` },
      }
    },
    receive: async (request) => new Response(null, { status: await api.handle_post(request) }),
    handled: () => handled,
  }
}
