import { toProblem } from '@wazzup-kit/core/webhooks'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { writeReply } from './send-reply.ts'

/**
 * Gets the error middleware of an app that calls Wazzup in its routes: `app.use(errorHandler())` after them. A
 * `WazzupError` is answered as `application/problem+json`, without anything secret; any other error, and one that comes
 * when the answer has begun, goes on to the next error middleware.
 */
export function errorHandler() {
  // Express knows error middleware by its four parameters.
  return (
    error: unknown,
    _request: IncomingMessage,
    response: ServerResponse,
    next: (error: unknown) => void,
  ): void => {
    const reply = response.headersSent ? undefined : toProblem(error)
    if (reply) writeReply(response, reply)
    else next(error)
  }
}
