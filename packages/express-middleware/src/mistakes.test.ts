import { createWebhooks } from '@wazzup-kit/core'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { handler, type HandlerOptions } from './index.ts'

const webhooks = createWebhooks({ secret: false })

describe('handler throws', () => {
  it.each<[string, unknown, RegExp]>([
    [
      'without a target',
      undefined,
      /^handler: target must be what createWebhooks or createGateway returns; got undefined$/,
    ],
    ['for the options of webhooks', { secret: 'a' }, /got object$/],
  ])('%s', (_, target, message) => {
    expect(() => handler(target as never)).toThrow(message)
  })

  it.each<[string, unknown, RegExp]>([
    ['a misspelt runHandlers', { runHandlers: 'after' }, /^handler: runHandlers must be/],
    ['waitUntil without afterResponse', { waitUntil() {} }, /^handler: waitUntil is used only with/],
    ['a waitUntil that is no function', { runHandlers: 'afterResponse', waitUntil: {} }, /^handler: waitUntil must be/],
    [
      'a misspelt option',
      { runHandler: 'afterResponse' },
      /^handler: runHandler is not one of runHandlers, waitUntil, path$/,
    ],
  ])('for %s', (_, options, message) => {
    expect(() => handler(webhooks, options as HandlerOptions)).toThrow(message)
  })
})

describe('the returned function throws with the fix', () => {
  const request = Object.assign(Readable.from([]), { headers: {} })
  const response = { writeHead() {}, end() {} }
  it.each<[string, unknown[], RegExp]>([
    [
      'without arguments',
      [],
      /^handler of "@wazzup-kit\/express-middleware" needs the request and response of Node\. Pass both/,
    ],
    ['without a response', [request], /Pass both of them: handler\(webhooks\)\(request, response\)\.$/],
    ['for null', [null, null], /Pass both/],
    [
      'for the request and reply of Fastify',
      [
        { raw: request, headers: {} },
        { raw: response, send() {} },
      ],
      /On Fastify, call reply\.hijack\(\)/,
    ],
    ['for the context of Koa', [{ req: request, res: response }, async () => {}], /On Koa, set ctx\.respond = false/],
    ['for a Request', [new Request('https://a.example'), {}], /use handler of "@wazzup-kit\/edge"\.$/],
  ])('%s', (_, given, message) => {
    const handle = handler(webhooks) as unknown as (...all: unknown[]) => void
    expect(() => handle(...given)).toThrow(TypeError)
    expect(() => handle(...given)).toThrow(message)
  })
})
