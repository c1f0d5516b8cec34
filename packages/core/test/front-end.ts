import { createWazzup, type ClientOptions, type Gateway, type WebhookResponse, type Wazzup } from '../src/index.ts'

/** Creates the client of the app's own front end, which has no key and calls the gateway. */
export function frontEnd<HostRequest>(
  gateway: Gateway<HostRequest>,
  request: HostRequest,
  options: Partial<ClientOptions & { baseUrl: string }> = {},
): { wazzup: Wazzup; responses: WebhookResponse[] } {
  const responses: WebhookResponse[] = []
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers)
    if (headers.has('authorization')) throw new Error('a front end has no key')
    const response = await gateway.receive({
      method: init.method!,
      url,
      path: '/api/wazzup',
      headers,
      body: init.body ?? undefined,
      request,
    })
    responses.push(response)
    return new Response(response.body ?? null, { status: response.status, headers: { ...response.headers } })
  }
  return { wazzup: createWazzup({ baseUrl: 'https://app.example/api/wazzup', fetch, ...options }), responses }
}
