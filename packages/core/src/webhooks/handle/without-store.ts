import { createOptionError } from '../../errors/validation-error.ts'
import type { Rule } from '../../schema/option-rules.ts'
import type { Chat } from '../../store/handling/pauses.ts'
import type { StoreFunctions } from '../../store/inbox/inbox-parts.ts'

/** The rule of an option that does not work without a store. */
export const needsStore: Rule = () => 'needs a store: pass createWebhooks({ outbox }) or ({ store })'

/** Returns the error of a function that does not work without a store. */
export function createNoStoreError(path: string): Error {
  return createOptionError(path, needsStore(path)!)
}

// @__NO_SIDE_EFFECTS__
function rejectFor(path: string): () => Promise<never> {
  return async () => {
    throw createNoStoreError(path)
  }
}

const reject = rejectFor('chat')

/** The chat of a receiver without a store. */
export const chatWithoutStore: Chat = { pause: reject, resume: reject, isPaused: reject }

/** The functions of a receiver without a store that need one. */
export const withoutStore: StoreFunctions = {
  deadLetters: rejectFor('deadLetters'),
  replay: rejectFor('replay'),
  chat: () => chatWithoutStore,
  start() {
    throw createNoStoreError('start')
  },
  async stop() {},
  drain: rejectFor('drain'),
}
