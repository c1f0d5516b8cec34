import type { ErrorBody } from '../errors/from-response/error-body.ts'
import { readProblem, readResponseWithoutKey, type Problem } from '../errors/from-response/from-problem.ts'
import { contextOf, type CallState } from './call-state.ts'
import { doneResult, isDone, noteUnknown, type Outcome } from './outcome.ts'
import type { Moment } from './timing/clock.ts'
import type { FullResponse } from './transport/response.ts'
import type { HttpRequest } from './transport/transport.ts'

/**
 * Reads an error response that comes from a gateway or, if the client has no key, from any server in front of Wazzup.
 */
export function problemIn(
  run: CallState,
  response: FullResponse,
  body: ErrorBody,
  { headers }: HttpRequest,
): Problem | undefined {
  const isWithoutKey = run.endpoint.key === 'api' && headers.authorization === undefined
  return readProblem(response, body) ?? (isWithoutKey ? readResponseWithoutKey(response, body) : undefined)
}

/** Returns the outcome of an attempt that got this problem. */
export function judgeProblem(run: CallState, problem: Problem, startedAt: Moment): Outcome {
  if (problem.effect === 'unknown') noteUnknown(run, startedAt)
  const error = problem.toError(contextOf(run))
  // Only Wazzup's own 404 proves that a deleted thing is gone; a gateway also returns 404 for a route that it lacks.
  const isDoneBefore = problem.isFromWazzup && error.name === 'WazzupApiError' && isDone(run, error)
  return isDoneBefore ? { result: doneResult(run) } : { error }
}
