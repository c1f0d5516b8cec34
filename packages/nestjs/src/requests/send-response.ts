import type { AbstractHttpAdapter } from '@nestjs/core'
import type { WebhookResponse } from '@wazzup-kit/core'

/** Sends a response on both platforms, without interceptors and serializers. Does nothing when other code has already sent one. */
export function sendResponse(
  adapter: AbstractHttpAdapter,
  response: object,
  { status, body, headers = {} }: WebhookResponse,
): void {
  if (adapter.isHeadersSent(response)) return
  for (const [name, value] of Object.entries(headers)) adapter.setHeader(response, name, value)
  adapter.reply(response, body, status)
}
