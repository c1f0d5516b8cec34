import { toProblem } from '@wazzup-kit/core/webhooks'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { writeResponse } from './send-response.ts'

/**
 * Returns the error middleware of an app that calls Wazzup in its routes: `app.use(errorHandler())` after them. It sends a
 * `WazzupError` as `application/problem+json`, without anything secret. Any other error, and one after the response has
 * begun, goes on to the next error middleware.
 */
export function errorHandler() {
  // Express knows error middleware by its four parameters.
  return (
    error: unknown,
    _request: IncomingMessage,
    response: ServerResponse,
    next: (error: unknown) => void,
  ): void => {
    const problem = response.headersSent ? undefined : toProblem(error)
    if (problem) writeResponse(response, problem)
    else next(error)
  }
}
