import type { IncomingMessage, OutgoingHttpHeaders, RequestListener } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'

/** A Lambda function, as API Gateway calls it. */
export type LambdaFunction = (event: never, context: never) => Promise<unknown>

/**
 * The format of the events. `1.0` is that of a REST API, here with all media types as binary, so that every body is base64.
 * `2.0` is that of an HTTP API and of a function URL, where text and JSON are text.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export type PayloadFormat = '1.0' | '2.0'

/** Returns a server that calls the function as API Gateway does: with the whole request as one event. */
export function callLikeApiGateway(call: LambdaFunction, format: PayloadFormat): RequestListener {
  return async (request, response) => {
    const body = await buffer(request)
    const event = format === '1.0' ? eventOf(request, body) : eventV2Of(request, body)
    const result = await (call as (event: object, context: object) => Promise<APIGatewayProxyStructuredResultV2>)(
      event,
      { awsRequestId: 'a-request', callbackWaitsForEmptyEventLoop: true },
    )
    const { statusCode = 200, headers = {}, body: text = '', isBase64Encoded } = result
    const bytes = Buffer.from(text, isBase64Encoded ? 'base64' : 'utf8')
    const sent: OutgoingHttpHeaders = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
    )
    response.writeHead(statusCode, { ...sent, 'content-length': bytes.length })
    response.end(bytes)
  }
}

function eventOf(request: IncomingMessage, body: Buffer): object {
  const { path, search } = splitAddress(request)
  const query = [...new URLSearchParams(search).entries()]
  const multiValueQuery: Record<string, string[]> = {}
  for (const [name, value] of query) (multiValueQuery[name] ??= []).push(value)
  return {
    resource: '/{proxy+}',
    path,
    httpMethod: request.method,
    headers: { ...request.headers },
    multiValueHeaders: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, [value].flat()]),
    ),
    queryStringParameters: query.length === 0 ? null : Object.fromEntries(query),
    multiValueQueryStringParameters: query.length === 0 ? null : multiValueQuery,
    pathParameters: null,
    stageVariables: null,
    requestContext: { httpMethod: request.method, path, stage: 'prod', identity: { sourceIp: '127.0.0.1' } },
    body: body.length === 0 ? null : body.toString('base64'),
    isBase64Encoded: body.length > 0,
  }
}

const textTypes = /^(text\/|application\/(json|javascript|xml)\b)/

function eventV2Of(request: IncomingMessage, body: Buffer): APIGatewayProxyEventV2 {
  const { path, search } = splitAddress(request)
  const isText = textTypes.test(request.headers['content-type'] ?? '')
  const [method, now] = [request.method!, new Date()]
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: search,
    headers: request.headers as Record<string, string>,
    requestContext: {
      accountId: '1',
      apiId: 'an-api',
      domainName: 'bot.example',
      domainPrefix: 'bot',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' },
      requestId: 'a-request',
      routeKey: '$default',
      stage: '$default',
      time: now.toISOString(),
      timeEpoch: now.getTime(),
    },
    // API Gateway leaves the field out when there is no body.
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  }
}

function splitAddress({ url = '/' }: IncomingMessage): { path: string; search: string } {
  const at = url.indexOf('?')
  return at === -1 ? { path: url, search: '' } : { path: url.slice(0, at), search: url.slice(at + 1) }
}
