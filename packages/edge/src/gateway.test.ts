import { createGateway, createWazzup } from '@wazzup-kit/core'
import { describe, expect, it } from 'vitest'
import { handler } from './handler.ts'

const gateway = createGateway({
  wazzup: createWazzup({ apiKey: 'key', fetch: async () => Response.json([]) }),
  allow: ['channels.list'],
  origins: ['https://desk.example'],
  authorize: ({ input }) => input,
})
const serve = handler(gateway, { path: '/api/wazzup' })
const ask = (path: string, headers: HeadersInit = {}, method = 'GET') =>
  serve(new Request(`https://app.example${path}`, { method, headers }))

describe('a gateway on the edge', () => {
  it('serves calls only directly below its path', async () => {
    expect((await ask('/api/wazzup/v3/channels')).status).toBe(200)
    for (const path of [
      '/v3/channels',
      '/api/wazzup/x/v3/channels',
      '/api/wazzup//v3/channels',
      '/API/wazzup/v3/channels',
    ]) {
      expect([path, (await ask(path)).status]).toEqual([path, 404])
    }
    expect((await handler(gateway)(new Request('https://app.example/v3/channels'))).status).toBe(200)
  })

  it('takes its own host from the address when there is no Host header', async () => {
    expect((await ask('/api/wazzup/v3/channels', { origin: 'https://app.example' })).status).toBe(200)
    expect((await ask('/api/wazzup/v3/channels', { origin: 'https://evil.example' })).status).toBe(403)
  })

  it('responds to the preflight of a listed origin, without a body', async () => {
    const headers = { origin: 'https://desk.example', 'access-control-request-method': 'POST' }
    const response = await ask('/api/wazzup/v3/message', headers, 'OPTIONS')
    expect(response.status).toBe(200)
    expect(response.headers.get('access-control-allow-origin')).toBe('https://desk.example')
    expect(await response.text()).toBe('')
  })
})
