import { rejected, seenBy, type Case, type Tag } from '../case.ts'
import { delivered, inbound } from '../odd-deliveries/odd-delivery.ts'
import type { Posting } from '../post.ts'

const body = JSON.stringify({ messages: [inbound], statuses: [delivered] })
const bytes = Buffer.from(JSON.stringify({ messages: [{ ...inbound, text: 'Привет, 世界 👋🏽' }] }))
const saw = seenBy([{ kind: 'message' }, { kind: 'status' }])

function accepts(title: string, request: Posting, expected = saw, tag?: Tag): Case {
  return { title: `accepts ${title}`, request, status: 200, saw: expected, tag }
}

function rejects(
  title: string,
  text: string | Uint8Array | undefined,
  { status = 400, ...more }: Partial<Case> & { status?: number } = {},
): Case {
  return { title: `rejects ${title}`, request: { body: text }, status, saw: rejected(status), ...more }
}

const nested = (depth: number) => `{"messages":${'['.repeat(depth)}${']'.repeat(depth)}}`
const message = (text: string) => `{"messages":[${JSON.stringify({ ...inbound, text })}]}`
const words = message('Привет, 世界 👋🏽')

/** Bodies in every form that is accepted or rejected. */
export const bodyCases: readonly Case[] = [
  accepts('the content type that Wazzup sends', { body }),
  accepts('no content type', { headers: {}, body }, saw, 'content type'),
  accepts('application/json', { headers: { 'content-type': 'application/json' }, body }),
  accepts('application/json; charset=utf-8', { headers: { 'content-type': 'application/json; charset=utf-8' }, body }),
  accepts('text/plain', { headers: { 'content-type': 'text/plain' }, body }),
  accepts(
    'application/octet-stream',
    { headers: { 'content-type': 'application/octet-stream' }, body },
    saw,
    'content type',
  ),
  accepts('a malformed content type', { headers: { 'content-type': ';;' }, body }, saw, 'content type'),
  accepts('a chunked body', { body: [body] }),
  accepts('a body in pieces that split characters', { body: [...bytes].map((byte) => Uint8Array.of(byte)) }, [
    ...seenBy([{ kind: 'message', text: 'Привет, 世界 👋🏽' }]),
  ]),
  accepts('a byte order mark and surrounding white space', { body: `\uFEFF\n${body}\n ` }),
  accepts(
    'a body of one megabyte',
    { body: message('x'.repeat(1_000_000)) },
    seenBy([{ kind: 'message', text: 'x'.repeat(1_000_000) }]),
  ),
  accepts('text of several scripts', { body: words }, seenBy([{ kind: 'message', text: 'Привет, 世界 👋🏽' }])),
  accepts(
    '__proto__ as a key',
    { body: `{"__proto__":{"isEcho":true},"messages":[{"__proto__":{"isEcho":true},${message('a').slice(14)}` },
    [...seenBy([{ kind: 'message', text: 'a', isEcho: false }])],
    'prototype',
  ),

  rejects('a request without a body', undefined, { tag: 'empty' }),
  rejects('an empty body', '', { tag: 'empty' }),
  rejects('a body of white space', ' \n ', { tag: 'not JSON' }),
  rejects('a body that is not JSON', 'messages=1', { tag: 'not JSON' }),
  rejects('truncated JSON', body.slice(0, -1), { tag: 'not JSON' }),
  rejects('two JSON documents in one body', body + body, { tag: 'not JSON' }),
  rejects('a body that is not UTF-8', Buffer.from(message('caf\u00e9'), 'latin1'), { tag: 'not UTF-8' }),
  rejects('an array', `[${body}]`),
  rejects('an empty object', '{}'),
  ...['7', '"text"', 'null', 'true'].map((text) => rejects(`the body ${text}`, text, { tag: 'not JSON' })),
  rejects('a body nested 100 levels deep, with the default limit', nested(100)),
  rejects('a body nested 100,000 levels deep', nested(100_000)),
  rejects('a body nested deeper than the configured limit', nested(10), { to: 'strict' }),
  rejects('a body with more bytes than the configured limit', message('x'.repeat(20_000)), {
    to: 'strict',
    status: 413,
    tag: 'large',
  }),
  rejects(
    'a body with more items than the configured limit',
    `{"statuses":[${Array(21).fill(JSON.stringify(delivered)).join()}]}`,
    {
      to: 'strict',
      status: 413,
    },
  ),
  rejects(
    'a nested list with more entries than the configured limit',
    JSON.stringify({ messages: [{ ...inbound, list: Array(21).fill(1) }] }),
    {
      to: 'strict',
      status: 413,
    },
  ),
  rejects('twenty megabytes at once', Buffer.alloc(20_000_000, ' '), { status: 413, tag: 'huge' }),
  {
    title: 'rejects twenty megabytes in pieces',
    request: { body: Array.from({ length: 20 }, () => Buffer.alloc(1_000_000, ' ')) },
    status: 413,
    saw: rejected(413),
    tag: 'huge',
  },
  {
    title: 'returns 504 when the body does not arrive in time',
    to: 'hasty',
    request: { body: [body.slice(0, 20)], stalls: true },
    status: 504,
    tag: 'stalls',
  },
  ...['GET', 'HEAD', 'PUT', 'DELETE'].map((method): Case => ({
    title: `returns 405 for ${method}`,
    request: { method, headers: {} },
    status: 405,
  })),
]
