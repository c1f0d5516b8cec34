import type { AbstractHttpAdapter } from '@nestjs/core'
import type { WebhookResponse } from '@wazzup-kit/core'

/** Sends a reply past interceptors and serialisers, on whichever platform; nothing when somebody has answered already. */
export function sendReply(
  adapter: AbstractHttpAdapter,
  response: object,
  { status, body, headers }: WebhookResponse,
): void {
  if (adapter.isHeadersSent(response)) return
  const type = body === undefined ? undefined : { 'content-type': 'application/json' }
  for (const [name, value] of Object.entries({ ...type, ...headers })) adapter.setHeader(response, name, value)
  adapter.reply(response, body === undefined ? undefined : JSON.stringify(body), status)
}
