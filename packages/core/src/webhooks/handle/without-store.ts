import { createInputError } from '../../errors/validation-error.ts'
import type { Chat } from '../../store/handling/pauses.ts'

/** Returns the error of a function that does not work without a store. */
export function createNoStoreError(path: string): Error {
  return createInputError([{ path, message: 'needs a store: pass createWebhooks({ outbox }) or ({ store })' }])
}

const reject = async (): Promise<never> => {
  throw createNoStoreError('chat')
}

/** The chat of a receiver without a store. */
export const chatWithoutStore: Chat = { pause: reject, resume: reject, isPaused: reject }
