import { readAnswerWithoutKey, readProblem, type Problem } from '../errors/from-response/from-problem.ts'
import { contextOf, type CallState } from './call-state.ts'
import { doneResult, isDone, noteUnknown, type Outcome } from './outcome.ts'
import type { Moment } from './timing/clock.ts'
import type { FullResponse } from './transport/response.ts'
import type { HttpRequest } from './transport/transport.ts'

/** What a gateway said, or, to a client without a key, whatever stands in front of it. */
export function problemIn(run: CallState, answer: FullResponse, { headers }: HttpRequest): Problem | undefined {
  const isWithoutKey = run.endpoint.key === 'api' && headers.authorization === undefined
  return readProblem(answer, run.secrets) ?? (isWithoutKey ? readAnswerWithoutKey(answer, run.secrets) : undefined)
}

export function judgeProblem(run: CallState, problem: Problem, startedAt: Moment): Outcome {
  if (problem.effect === 'unknown') noteUnknown(run, startedAt)
  const error = problem.toError(contextOf(run))
  // The 404 of a gateway does not say that something is already gone.
  const isDoneBefore = problem.isFromWazzup && error.name === 'WazzupApiError' && isDone(run, error)
  return isDoneBefore ? { result: doneResult(run) } : { error }
}
