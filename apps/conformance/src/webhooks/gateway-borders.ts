import { expect } from 'vitest'
import { json, text, type GatewayCase } from './gateway-case.ts'
import type { Posting } from './post.ts'

const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' } as const
const desk = { origin: 'https://desk.example', 'sec-fetch-site': 'cross-site' } as const

/** A page of another origin that makes an operator's browser send a request with the operator's session. */
function foreignPage(title: string, path: string, posting: Posting): GatewayCase {
  return {
    title: `rejects a request from a page of another origin: ${title}`,
    async check(frontEnd, { requests, ledger }) {
      const { headers, ...rest } = posting
      const answer = await frontEnd.post(path, { ...rest, headers: { 'x-operator': 'ann', ...headers } })
      expect(answer.status).toBe(403)
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
      expect([requests, ledger]).toEqual([[], []])
    },
  }
}

/**
 * A router in front may reject the address too, with its own status, or redirect to the right spelling, as Next.js does. The
 * gateway must not call Wazzup.
 */
function unlikePath(path: string): GatewayCase {
  return {
    title: `does not accept another spelling of a call's path: ${path}`,
    async check(frontEnd, { requests }) {
      const answer = await frontEnd.post(path, { method: 'GET', headers: json })
      expect([308, 400, 404]).toContain(answer.status)
      expect(requests).toEqual([])
    },
  }
}

/** Origins, methods, content types and paths that the gateway accepts or rejects. */
export const borderCases: readonly GatewayCase[] = [
  foreignPage('a form', '/v3/message', {
    headers: { ...evil, 'content-type': 'text/plain' },
    body: JSON.stringify(text),
  }),
  foreignPage('JSON', '/v3/message', {
    headers: { ...evil, 'content-type': 'application/json' },
    body: JSON.stringify(text),
  }),
  foreignPage('another port', '/v3/message', {
    headers: { origin: 'http://127.0.0.1:1', 'content-type': 'application/json' },
    body: JSON.stringify(text),
  }),
  foreignPage('a picture', '/v3/channels', { method: 'GET', headers: { 'sec-fetch-site': 'cross-site' } }),
  foreignPage('a preflight', '/v3/message', {
    method: 'OPTIONS',
    headers: { ...evil, 'access-control-request-method': 'POST' },
  }),
  {
    title: 'accepts requests from a page of its own origin',
    async check(frontEnd, { state }) {
      const own: Record<string, string>[] = [{ 'sec-fetch-site': 'same-origin' }, { origin: frontEnd.origin }]
      for (const headers of own) {
        const answer = await frontEnd.post('/v3/channels', { method: 'GET', headers: { ...json, ...headers } })
        expect(answer.status).toBe(200)
      }
      expect(state.channels.size).toBeGreaterThan(0)
    },
  },
  {
    title: 'accepts a preflight and requests from a page of a listed origin, with CORS headers',
    async check(frontEnd, { ledger }) {
      const preflight = await frontEnd.post('/v3/message', {
        method: 'OPTIONS',
        headers: { ...desk, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
      })
      expect(preflight).toMatchObject({
        status: 200,
        headers: {
          'access-control-allow-origin': desk.origin,
          'access-control-allow-credentials': 'true',
          'access-control-allow-methods': expect.stringContaining('POST'),
          'access-control-allow-headers': 'content-type',
        },
      })
      const cors = {
        'access-control-allow-origin': desk.origin,
        'access-control-allow-credentials': 'true',
        // A framework may add names of its own.
        vary: expect.stringMatching(/\borigin\b/),
      }
      const body = JSON.stringify(text)
      expect(await frontEnd.post('/v3/message', { headers: { ...json, ...desk }, body })).toMatchObject({
        status: 201,
        headers: cors,
      })
      expect(
        await frontEnd.post('/v3/message', { headers: { ...json, ...desk, 'x-operator': 'eve' }, body }),
      ).toMatchObject({ status: 403, headers: cors })
      expect(ledger).toHaveLength(1)
    },
  },
  {
    title: 'returns 415 for a body whose content type is not JSON',
    async check(frontEnd, { requests }) {
      const headers = { 'x-operator': 'ann', 'content-type': 'text/plain' }
      expect((await frontEnd.post('/v3/message', { headers, body: JSON.stringify(text) })).status).toBe(415)
      expect(requests).toEqual([])
    },
  },
  {
    title: 'returns 405 with the allowed methods for any other method of a path',
    async check(frontEnd, { requests }) {
      const deleted = await frontEnd.post('/v3/channels', { method: 'DELETE', headers: { 'x-operator': 'ann' } })
      expect(deleted).toMatchObject({
        status: 405,
        headers: { allow: 'GET' },
        problem: { status: 405, effect: 'none' },
      })
      const put = await frontEnd.post('/v3/message', { method: 'PUT', headers: json, body: JSON.stringify(text) })
      expect(put).toMatchObject({ status: 405, headers: { allow: 'POST' } })
      expect(requests).toEqual([])
    },
  },
  unlikePath('/x/v3/channels'),
  unlikePath('/v3/x/v3/channels'),
  unlikePath('//v3/channels'),
  unlikePath('/v3//channels'),
  unlikePath('/v3/channels/'),
  unlikePath('/V3/channels'),
  unlikePath('/v3/%63hannels'),
  unlikePath('/v3%2Fchannels'),
]
