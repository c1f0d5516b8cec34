import { Stopped, withDeadline } from '../../client/timing/deadline.ts'

/** Milliseconds in which a store must answer: Wazzup waits for 30 seconds, and a broken connection may never answer nor fail. */
const longestCall = 10_000

/** Runs calls of a store. Rejects when they have not ended in time; what comes later is dropped. */
export async function inTime<Result>(call: () => Promise<Result>, milliseconds = longestCall): Promise<Result> {
  try {
    return await withDeadline(milliseconds, undefined, call)
  } catch (error) {
    throw error instanceof Stopped ? new Error(`the store did not answer within ${milliseconds} ms`) : error
  }
}

/**
 * Returns a function that gives all callers that come while a call runs the result of this call. One that has not ended in time
 * rejects and is forgotten, so that a single call without an answer does not hold up all later callers.
 */
export function shareCall<Parameters extends readonly unknown[], Result>(
  call: (...parameters: Parameters) => Promise<Result>,
): (...parameters: Parameters) => Promise<Result> {
  let running: Promise<Result> | undefined
  return (...parameters) => (running ??= inTime(() => call(...parameters)).finally(() => (running = undefined)))
}
