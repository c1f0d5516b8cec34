/** Entry `@wazzup-kit/emulator/matchers`: `expect.extend(wazzupMatchers)`, for Vitest and for Jest. */
import { statusMatcher, type ExpectedStatus } from './matchers/status-matcher.ts'
import { sentMatcher, type ExpectedSend } from './matchers/sent-matcher.ts'

export type { ExpectedSend, SentSource } from './matchers/sent-matcher.ts'
export type { ExpectedStatus } from './matchers/status-matcher.ts'
export type { StatusSource } from './matchers/status-matcher.ts'

/** What an assertion can say once `expect` was extended. */
export interface WazzupMatchers<Result = unknown> {
  /**
   * That the emulator, or a list of its ledger's entries, accepted such a send; fields that are left out may be anything,
   * and each may be an asymmetric matcher: `expect(emulator).toHaveSent({ to: '79011112233', text: 'Hi', times: 1 })`. A
   * bot that keeps quiet: `expect(emulator).not.toHaveSent()`.
   */
  toHaveSent(expected?: ExpectedSend): Result
  /**
   * That a webhook told such a status, in `statuses` or in a message: of the emulator, of a list of its deliveries, or of
   * bodies that a receiver got: `expect(emulator).toHaveReceivedStatus({ messageId, status: 'error', code: 'SPAM' })`.
   */
  toHaveReceivedStatus(expected?: ExpectedStatus): Result
}

/** The matchers: `expect.extend(wazzupMatchers)`. */
export const wazzupMatchers = { toHaveSent: sentMatcher, toHaveReceivedStatus: statusMatcher }

// Only one of these runners is installed, and versions differ in their type parameters. The other must be no error for
// the user's compiler, so these comments have a form that survives the build.

/** @ts-ignore */
declare module 'vitest' {
  /** @ts-ignore */
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> extends WazzupMatchers<R> {}
}

/** @ts-ignore */
declare module 'expect' {
  /** @ts-ignore */
  interface Matchers<R extends void | Promise<void>, T = unknown> extends WazzupMatchers<R> {}
}

declare global {
  namespace jest {
    /** @ts-ignore */
    interface Matchers<R, T = {}> extends WazzupMatchers<R> {}
  }
}
