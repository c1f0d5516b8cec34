import type { WebhookResponse } from '@wazzup-kit/core'

/** The unread stream, null when nothing was sent, or undefined when somebody has read it. */
export function bodyOf(request: Request): unknown {
  return request.bodyUsed ? undefined : request.body
}

export function responseOf({ status, body, headers = {} }: WebhookResponse): Response {
  if (body === undefined) return new Response(null, { status, headers })
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } })
}
