import { rejected, seenBy, type Case, type Tag } from '../case.ts'
import { delivered, inbound } from '../odd-deliveries/odd-delivery.ts'
import type { Posting } from '../post.ts'

const body = JSON.stringify({ messages: [inbound], statuses: [delivered] })
const bytes = Buffer.from(JSON.stringify({ messages: [{ ...inbound, text: 'Привет, 世界 👋🏽' }] }))
const saw = seenBy([{ kind: 'message' }, { kind: 'status' }])

function taken(title: string, request: Posting, expected = saw, tag?: Tag): Case {
  return { title: `taken: ${title}`, request, status: 200, saw: expected, tag }
}

function refused(
  title: string,
  text: string | Uint8Array | undefined,
  { status = 400, ...more }: Partial<Case> & { status?: number } = {},
): Case {
  return { title: `refused: ${title}`, request: { body: text }, status, saw: rejected(status), ...more }
}

const nested = (depth: number) => `{"messages":${'['.repeat(depth)}${']'.repeat(depth)}}`
const message = (text: string) => `{"messages":[${JSON.stringify({ ...inbound, text })}]}`
const words = message('Привет, 世界 👋🏽')

/** Bodies however they come, and what is no delivery. */
export const bodyCases: readonly Case[] = [
  taken('the content type that Wazzup sends', { body }),
  taken('no content type', { headers: {}, body }, saw, 'content type'),
  taken('application/json', { headers: { 'content-type': 'application/json' }, body }),
  taken('application/json; charset=utf-8', { headers: { 'content-type': 'application/json; charset=utf-8' }, body }),
  taken('text/plain', { headers: { 'content-type': 'text/plain' }, body }),
  taken(
    'application/octet-stream',
    { headers: { 'content-type': 'application/octet-stream' }, body },
    saw,
    'content type',
  ),
  taken('a content type that is none', { headers: { 'content-type': ';;' }, body }, saw, 'content type'),
  taken('chunked', { body: [body] }),
  taken('many small pieces, cut in the middle of characters', { body: [...bytes].map((byte) => Uint8Array.of(byte)) }, [
    ...seenBy([{ kind: 'message', text: 'Привет, 世界 👋🏽' }]),
  ]),
  taken('a mark at the beginning, and blanks around', { body: `\uFEFF\n${body}\n ` }),
  taken(
    'a megabyte',
    { body: message('x'.repeat(1_000_000)) },
    seenBy([{ kind: 'message', text: 'x'.repeat(1_000_000) }]),
  ),
  taken('letters of all lands', { body: words }, seenBy([{ kind: 'message', text: 'Привет, 世界 👋🏽' }])),
  taken(
    '__proto__ as a key',
    { body: `{"__proto__":{"isEcho":true},"messages":[{"__proto__":{"isEcho":true},${message('a').slice(14)}` },
    [...seenBy([{ kind: 'message', text: 'a', isEcho: false }])],
    'prototype',
  ),

  refused('nothing', undefined, { tag: 'empty' }),
  refused('an empty body', '', { tag: 'empty' }),
  refused('blanks', ' \n ', { tag: 'not JSON' }),
  refused('no JSON', 'messages=1', { tag: 'not JSON' }),
  refused('JSON that breaks off', body.slice(0, -1), { tag: 'not JSON' }),
  refused('two bodies', body + body, { tag: 'not JSON' }),
  refused('no UTF-8', Buffer.from(message('caf\u00e9'), 'latin1'), { tag: 'not UTF-8' }),
  refused('an array', `[${body}]`),
  refused('an empty object', '{}'),
  ...['7', '"text"', 'null', 'true'].map((text) => refused(`the body ${text}`, text, { tag: 'not JSON' })),
  refused('more depth than 64', nested(100)),
  refused('more depth than a stack bears', nested(100_000)),
  refused('more depth than set', nested(10), { to: 'strict' }),
  refused('more bytes than set', message('x'.repeat(20_000)), { to: 'strict', status: 413, tag: 'large' }),
  refused('more items than set', `{"statuses":[${Array(21).fill(JSON.stringify(delivered)).join()}]}`, {
    to: 'strict',
    status: 413,
  }),
  refused(
    'more entries of a nested list than set',
    JSON.stringify({ messages: [{ ...inbound, list: Array(21).fill(1) }] }),
    {
      to: 'strict',
      status: 413,
    },
  ),
  refused('twenty megabytes in one', Buffer.alloc(20_000_000, ' '), { status: 413, tag: 'huge' }),
  {
    title: 'refused: twenty megabytes in pieces',
    request: { body: Array.from({ length: 20 }, () => Buffer.alloc(1_000_000, ' ')) },
    status: 413,
    saw: rejected(413),
    tag: 'huge',
  },
  {
    title: 'a body that does not arrive gets 504',
    to: 'hasty',
    request: { body: [body.slice(0, 20)], stalls: true },
    status: 504,
    tag: 'stalls',
  },
  ...['GET', 'HEAD', 'PUT', 'DELETE'].map((method): Case => ({
    title: `${method} gets 405`,
    request: { method, headers: {} },
    status: 405,
  })),
]
