import { handler } from '@wazzup-kit/express-middleware'
import type { InboundTarget } from '@wazzup-kit/core'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import express from 'express'
import serverless from 'serverless-http'
import { callLikeApiGateway, type LambdaFunction, type PayloadFormat } from '../../runtimes/api-gateway.ts'
import { addresses, runOptionsAt, type Address, type Bot } from '../bot-under-test.ts'
import type { Host } from '../contract.ts'
import { serveEvents } from './lambda-adapter.ts'
import { listenerOf } from './node-http.ts'
import { nodeHost } from './node-host.ts'

const limit = '8mb'

function expressOf({ webhooks, gateway }: Bot) {
  const app = express().use(express.json({ limit }), express.text({ limit }))
  for (const address of addresses) {
    app.all(`/${address}`, handler(webhooks[address], runOptionsAt(address)))
  }
  return app.use('/api/wazzup', handler(gateway))
}

/** The adapter of docs/lambda.md without serverless-http. */
function eventsOf({ webhooks, gateway }: Bot): LambdaFunction {
  return (event: APIGatewayProxyEventV2) => {
    const [, first = ''] = event.rawPath.split('/')
    if (first === 'api') return serveEvents(gateway as InboundTarget<APIGatewayProxyEventV2>, '/api/wazzup')(event)
    return serveEvents(webhooks[first as Address])(event)
  }
}

interface Setting {
  name: string
  format: PayloadFormat
  functionOf(bot: Bot): LambdaFunction
  inFront: Host['inFront']
}

/** Lambda suspends the process after the response. */
const afterResponse = 'never'
/** API Gateway calls the function when it has the whole body. */
const buffered = { stalls: 'never' } as const
/** API Gateway passes JSON as text: bytes that are not UTF-8 are lost on the way, and compressed bodies, too. */
const asText = {
  ...buffered,
  'not UTF-8': 'never',
  compressed: 'never',
  br: 'never',
  bomb: 'never',
  cut: 'never',
  'unknown compression': 'never',
} as const

const settings: readonly Setting[] = [
  {
    name: 'Lambda with serverless-http, events 1.0 in base64',
    format: '1.0',
    functionOf: (bot) => serverless(listenerOf(bot)),
    inFront: buffered,
  },
  {
    name: 'Lambda with serverless-http, events 2.0',
    format: '2.0',
    functionOf: (bot) => serverless(listenerOf(bot)),
    inFront: asText,
  },
  ...(['1.0', '2.0'] as const).map((format) => ({
    name: `Lambda with serverless-http and Express after its parsers, events ${format}`,
    format,
    functionOf: (bot: Bot) => serverless(expressOf(bot)),
    inFront: {
      'not UTF-8': 200,
      bomb: 413,
      cut: 400,
      'kept header': 400,
      'unknown encoding': 415,
      'unknown compression': 415,
      ...(format === '1.0' ? buffered : asText),
      huge: 413,
      'huge and unread': 413,
      'not JSON': 400,
      'wrong and bad': 400,
      large: 200,
    } as const,
  })),
]

/** A Lambda function behind API Gateway, as serverless-http makes it of the Node adapter. */
export const lambdaHosts: readonly Host[] = settings.map(({ name, format, functionOf, inFront }) =>
  nodeHost({ name, inFront, afterResponse, mount: (bot) => callLikeApiGateway(functionOf(bot), format) }),
)

/** A Lambda function with the adapter of docs/lambda.md. */
export const lambdaEvents = nodeHost({
  name: 'Lambda with the adapter of docs/lambda.md, events 2.0',
  inFront: asText,
  afterResponse,
  mount: (bot) => callLikeApiGateway(eventsOf(bot), '2.0'),
})
