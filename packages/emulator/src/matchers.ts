/** Entry `@wazzup-kit/emulator/matchers`: `expect.extend(wazzupMatchers)`, for Vitest and for Jest. */
import { statusMatcher, type ExpectedStatus } from './matchers/status-matcher.ts'
import { sentMatcher, type ExpectedSend } from './matchers/sent-matcher.ts'

export type { ExpectedSend, SentSource } from './matchers/sent-matcher.ts'
export type { ExpectedStatus } from './matchers/status-matcher.ts'
export type { StatusSource } from './matchers/status-matcher.ts'

/** Assertions that `expect.extend(wazzupMatchers)` adds. */
export interface WazzupMatchers<Result = unknown> {
  /**
   * Asserts that the emulator, or a list of entries of its ledger, has accepted a matching send. Fields that are left
   * out match any value; each may be an asymmetric matcher.
   *
   * @example
   *   expect(emulator).toHaveSent({ to: '79011112233', text: 'Hi', times: 1 })
   *   expect(emulator).not.toHaveSent() // nothing at all was sent
   */
  toHaveSent(expected?: ExpectedSend): Result
  /**
   * Asserts that a webhook reported a matching status, in `statuses` or in a message. The source may be an emulator, a
   * list of deliveries, or bodies that your app received.
   *
   * @example
   *   expect(emulator).toHaveReceivedStatus({ messageId, status: 'error', code: 'SPAM' })
   */
  toHaveReceivedStatus(expected?: ExpectedStatus): Result
}

/** Matchers for Vitest and Jest: `expect.extend(wazzupMatchers)`. */
export const wazzupMatchers = {
  /**
   * Implements `expect(emulator).toHaveSent(...)`.
   */
  toHaveSent: sentMatcher,
  /**
   * Implements `expect(emulator).toHaveReceivedStatus(...)`.
   */
  toHaveReceivedStatus: statusMatcher,
}

// Only one of these runners is installed, and versions differ in their type parameters. The other one must not be an
// error for the user's compiler. Comments of this form remain in the built types.

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
