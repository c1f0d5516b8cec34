import { createInputError } from '../../errors/validation-error.ts'
import { isText } from '../../schema/option-rules.ts'
import type { WazzupError } from '../../errors/wazzup-error.ts'
import { isQuestion, type QuestionKind } from './question-responses.ts'
import type { ReceivedEvent } from '../receive/split-delivery.ts'

/** A question of a delivery, readable or not. */
export interface Question {
  kind: QuestionKind
  received: ReceivedEvent
  /** Why no entity can be created for it; undefined when one can. */
  problem: string | undefined
}

/** Returns the question in an event that is one, or that would be one if it could be read. */
export function questionIn(received: ReceivedEvent): Question | undefined {
  const { event } = received
  switch (event.kind) {
    case 'createContact': {
      const isUsable = event.contactData.some(({ chatType, chatId }) => isText(chatType) && isText(chatId))
      return { kind: event.kind, received, problem: isUsable ? undefined : 'names no chat in contactData' }
    }
    case 'createDeal': {
      const isUsable = event.contacts.some(isText)
      return { kind: event.kind, received, problem: isUsable ? undefined : 'names no contact in contacts' }
    }
    case 'unrecognized': {
      if (!isQuestion(event.key)) return undefined
      const [issue] = event.issues
      return { kind: event.key, received, problem: `cannot be read: ${issue?.path || 'it'} ${issue?.message}` }
    }
    default:
      return undefined
  }
}

/** Returns the error of a question that gets no entity. */
export function questionError(kind: QuestionKind, problem: string): WazzupError {
  return createInputError([{ path: kind, message: problem }], 'delivery')
}
