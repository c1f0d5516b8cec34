import { createGateway, createWazzup, createWebhooks } from '@wazzup-kit/core'
import { createTenants } from '@wazzup-kit/core/tenants'
import { errorHandler, handler, tenantHandler } from './index.ts'
import express, { type ErrorRequestHandler, type Request, type RequestHandler } from 'express'
import express4, { type ErrorRequestHandler as ErrorHandler4, type RequestHandler as Handler4 } from 'express-4'
import { createServer, type IncomingMessage } from 'node:http'
import { expectTypeOf, test } from 'vitest'

const wazzup = createWazzup({ apiKey: 'a' })
const webhooks = createWebhooks({ secret: 'a', wazzup })
const allow = ['channels.list'] as const

test('handler and errorHandler have the types of Express 4 and 5', () => {
  express().post('/wazzup', handler(webhooks)).use(errorHandler())
  express4().post('/wazzup', handler(webhooks)).use(errorHandler())
  expectTypeOf(handler(webhooks)).toExtend<RequestHandler>()
  expectTypeOf(handler(webhooks)).toExtend<Handler4>()
  expectTypeOf(errorHandler()).toExtend<ErrorRequestHandler>()
  expectTypeOf(errorHandler()).toExtend<ErrorHandler4>()
})

test('handler has the type of a node:http listener', () => {
  createServer(handler(webhooks))
})

test('authorize of a gateway gets the request of its host', () => {
  const onExpress = createGateway({
    wazzup,
    allow,
    authorize: ({ input, request }: { input: object; request: Request }) => (request.get('x-operator') ? input : 401),
  })
  express().use('/api/wazzup', handler(onExpress))
  // @ts-expect-error -- a bare server has no request of Express
  createServer(handler(onExpress))

  const onNode = createGateway({
    wazzup,
    allow,
    authorize: ({ input, request }: { input: object; request: IncomingMessage }) =>
      request.headers.authorization ? input : 401,
  })
  createServer(handler(onNode))
  express().use('/api/wazzup', handler(onNode))
})

test('the id of a tenant comes from the request of its host', () => {
  const tenants = createTenants({ resolve: async () => undefined })
  type Addressed = Request<{ tenant: string }>
  express().post(
    '/wazzup/:tenant',
    tenantHandler(tenants, (request: Addressed) => request.params.tenant),
  )
  createServer(tenantHandler(tenants, (request) => request.url?.split('/')[1]))
  // @ts-expect-error -- a bare server has no parameters
  createServer(tenantHandler(tenants, (request: Addressed) => request.params.tenant))
  // @ts-expect-error -- not the id, but a promise of it
  createServer(tenantHandler(tenants, async () => 'acme'))
})
