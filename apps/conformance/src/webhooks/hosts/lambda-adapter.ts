import type { InboundTarget } from '@wazzup-kit/core'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'

/** Returns a Lambda function that passes the events of an HTTP API or of a function URL to webhooks or to a gateway. */
export function serveEvents(target: InboundTarget<APIGatewayProxyEventV2>, path?: string) {
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const { rawPath, rawQueryString, headers, body = '', isBase64Encoded, requestContext } = event
    const response = await target.receive({
      method: requestContext.http.method,
      url: `${rawPath}?${rawQueryString}`,
      path,
      headers,
      body: isBase64Encoded ? Buffer.from(body, 'base64') : body,
      request: event,
    })
    return { statusCode: response.status, headers: response.headers, body: response.body }
  }
}
