import type { OwnEvidence } from '../../api/messages/own-sends.ts'

/**
 * Who wrote a message. Certain only for what this client sent; otherwise guessed from the fields of the item.
 *
 * - `client`: the customer.
 * - `api`: sent through the API: by this client, which is certain, or by another program with a key of the account.
 * - `operator`: an employee, in Wazzup's chat or in the CRM.
 * - `phone`: an employee on the phone, in the messenger itself.
 * - `unknown`: the item does not say.
 */
export type Writer = 'customer' | 'api' | 'operator' | 'phone' | 'unknown'

/** What a verdict rests on: what this client remembers of its sends, or fields of the item. */
export type Evidence =
  | OwnEvidence
  | 'isEcho is true'
  | 'isEcho is false'
  | 'status is inbound'
  | 'status is outgoing'
  | 'sentFromApp is true'
  | 'authorId is given'
  | 'authorName is Admin'
  | 'authorName is given'
  | 'no authorName'
  | 'no authorId'

/** A verdict and what it rests on. */
export interface Author {
  readonly is: Writer
  readonly evidence: readonly Evidence[]
}

/** What a message says about its origin. */
interface Origin {
  isEcho?: boolean | null | undefined
  status?: string | null | undefined
  authorName?: string | null | undefined
  authorId?: string | null | undefined
  sentFromApp?: boolean | null | undefined
}

/** Whether a message came in, went out, or does not say. */
export type Direction = 'in' | 'out' | 'unknown'

/**
 * Which way a message went. Both fields have been seen missing, and `isEcho: false` on outgoing ones: whatever says
 * "outgoing" wins, because a bot that takes its own message for a client's answers itself for ever.
 */
export function directionOf({ isEcho, status, authorName, authorId, sentFromApp }: Origin): Direction {
  if (isEcho === true || sentFromApp === true) return 'out'
  if (status) return status === 'inbound' ? 'in' : 'out'
  // Only echoes name an employee.
  if (authorName || authorId) return 'out'
  return isEcho === false ? 'in' : 'unknown'
}

// Verdicts are made once for each combination of facts: a body may hold thousands of messages.
const verdicts = new Map<number, Author>()

/** Tells who wrote a message. Seen live: an echo of the API is by "Admin" without an id, an operator has both, a phone neither. */
export function authorOf(message: Origin): Author {
  const { isEcho, status, authorName, authorId, sentFromApp } = message
  const facts =
    (isEcho === true ? 1 : 0) |
    (isEcho === false ? 2 : 0) |
    (status ? (status === 'inbound' ? 4 : 8) : 0) |
    (sentFromApp === true ? 16 : 0) |
    (authorId ? 32 : 0) |
    (authorName ? (authorName.toLowerCase() === 'admin' ? 64 : 128) : 0)
  let verdict = verdicts.get(facts)
  if (!verdict) {
    verdict = Object.freeze({ is: writerOf(message), evidence: Object.freeze(evidenceOf(facts, directionOf(message))) })
    verdicts.set(facts, verdict)
  }
  return verdict
}

/** Returns the author of a message that this client sent: `api`, whatever Wazzup names. */
export function ownAuthor({ evidence }: Author, own: OwnEvidence): Author {
  return Object.freeze({ is: 'api', evidence: Object.freeze([own, ...evidence]) })
}

function writerOf(message: Origin): Writer {
  const direction = directionOf(message)
  if (direction !== 'out') return direction === 'in' ? 'customer' : 'unknown'
  if (message.sentFromApp === true || message.authorId) return 'operator'
  if (!message.authorName) return 'phone'
  return message.authorName.toLowerCase() === 'admin' ? 'api' : 'unknown'
}

function evidenceOf(facts: number, direction: Direction): Evidence[] {
  const evidence: Evidence[] = []
  const note = (bit: number, text: Evidence) => void (facts & bit && evidence.push(text))
  note(1, 'isEcho is true')
  note(2, 'isEcho is false')
  note(4, 'status is inbound')
  note(8, 'status is outgoing')
  note(16, 'sentFromApp is true')
  note(32, 'authorId is given')
  note(64, 'authorName is Admin')
  note(128, 'authorName is given')
  if (direction === 'out' && !(facts & (64 | 128))) evidence.push('no authorName')
  if (direction === 'out' && !(facts & 32)) evidence.push('no authorId')
  return evidence
}
