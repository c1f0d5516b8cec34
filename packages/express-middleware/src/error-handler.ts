import { toProblem } from '@wazzup-kit/core/webhooks'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { writeResponse } from './send-response.ts'

/**
 * Returns error middleware for an app that calls Wazzup in its routes. It sends a `WazzupError` as
 * `application/problem+json`, without secrets. All other errors, and errors after the response has begun, go to the next
 * error middleware.
 *
 * @example
 * app.use(errorHandler()) // after the routes
 */
export function errorHandler() {
  // Express recognizes error middleware by its four parameters.
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
