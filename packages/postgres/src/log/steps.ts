import { encodeStep, type Step } from '@wazzup-kit/core/store'

/**
 * Returns a step as the function of the database takes it. Values are JSON inside of JSON, because PostgreSQL's own JSON
 * rejects NUL and lone surrogates.
 *
 * @throws TypeError when a value is not JSON.
 */
export function toParameters(step: Step): string[] {
  const { settle, append, write } = encodeStep(step)
  const settlements = settle.map(({ end, ...event }) => ({ ...event, ...end }))
  return [settlements, append, write].map((list) => JSON.stringify(list))
}
