import { createWazzup, type ClientOptions, type Gateway, type WebhookResponse, type Wazzup } from '../src/index.ts'

/** A reply as an adapter would send it. */
function responseOf({ status, body, headers }: WebhookResponse): Response {
  const text = body === undefined ? null : JSON.stringify(body)
  return new Response(text, { status, headers: { 'content-type': 'application/json', ...headers } })
}

/** The client in the app's own front end, which has no key and asks the gateway. */
export function frontEnd<HostRequest>(
  gateway: Gateway<HostRequest>,
  request: HostRequest,
  options: Partial<ClientOptions> = {},
): { wazzup: Wazzup; replies: WebhookResponse[] } {
  const replies: WebhookResponse[] = []
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers)
    if (headers.has('authorization')) throw new Error('a front end has no key')
    const reply = await gateway.receive({
      method: init.method!,
      url,
      path: '/api/wazzup',
      header: (name) => headers.get(name),
      body: init.body ?? undefined,
      request,
    })
    replies.push(reply)
    return responseOf(reply)
  }
  return { wazzup: createWazzup({ baseUrl: 'https://app.example/api/wazzup', fetch, ...options }), replies }
}
