import type { OwnEvidence } from '../../api/messages/own-sends.ts'

/**
 * Who wrote a message. Certain only for messages that this client sent; otherwise derived from the fields of the item.
 *
 * - `customer`: the customer.
 * - `api`: sent through the API, by this client or by another program with a key of the account.
 * - `operator`: an employee who wrote in Wazzup's chat or in the CRM.
 * - `phone`: an employee who wrote in the messenger itself, on the phone.
 * - `unknown`: the item does not say.
 */
export type Writer = 'customer' | 'api' | 'operator' | 'phone' | 'unknown'

/** A reason for a verdict: a send that this client remembers, or a field of the item. */
export type Evidence =
  | OwnEvidence
  | 'the outbox sent it'
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

/** Who wrote a message, and the reasons for this verdict. */
export interface Author {
  /** Who wrote the message. */
  readonly is: Writer
  /** The reasons for the verdict: the fields of the item, and a send that this client remembers. */
  readonly evidence: readonly Evidence[]
  /** Id of the entry of the outbox that sent the message. */
  readonly entry?: string | undefined
}

/** The fields of a message that show its origin. */
interface Origin {
  isEcho?: boolean | null | undefined
  status?: string | null | undefined
  authorName?: string | null | undefined
  authorId?: string | null | undefined
  sentFromApp?: boolean | null | undefined
}

/** Whether a message is incoming or outgoing; `unknown` when its fields do not show it. */
export type Direction = 'in' | 'out' | 'unknown'

/**
 * Returns the direction of a message. In production, both `isEcho` and `status` were observed to be missing; public code
 * expects `isEcho: false` on outgoing messages too. One field that says "outgoing" is enough, because a bot that mistakes its own
 * message for a customer's would reply to itself without end.
 */
export function directionOf({ isEcho, status, authorName, authorId, sentFromApp }: Origin): Direction {
  if (isEcho === true || sentFromApp === true) return 'out'
  if (status) return status === 'inbound' ? 'in' : 'out'
  // Only outgoing messages name an employee.
  if (authorName || authorId) return 'out'
  return isEcho === false ? 'in' : 'unknown'
}

// Verdicts are created once for each combination of facts, because a body may contain thousands of messages.
const verdicts = new Map<number, Author>()

/**
 * Returns who wrote a message. Observed in production: an echo of a send through the API has the `authorName` "Admin" and no
 * `authorId`, one of an operator has both fields, and one from the phone has neither.
 */
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
    const direction = directionOf(message)
    verdict = Object.freeze({ evidence: Object.freeze(evidenceOf(facts, direction)), is: writerOf(facts, direction) })
    verdicts.set(facts, verdict)
  }
  return verdict
}

/** Returns the author of a message that this client sent: `api`, regardless of the author that Wazzup names. */
export function ownAuthor({ evidence }: Author, own: Evidence): Author {
  return Object.freeze({ is: 'api', evidence: Object.freeze([own, ...evidence]) })
}

/** Returns the author of a message that an entry of the outbox sent. */
export function sentBy(author: Author, entry: string): Author {
  return Object.freeze({ ...ownAuthor(author, 'the outbox sent it'), entry })
}

function writerOf(facts: number, direction: Direction): Writer {
  if (direction !== 'out') return direction === 'in' ? 'customer' : 'unknown'
  if (facts & (16 | 32)) return 'operator'
  if (facts & 64) return 'api'
  return facts & 128 ? 'unknown' : 'phone'
}

/** The evidence that each bit of the facts stands for, from the lowest. */
const evidenceOfBits: readonly Evidence[] = [
  'isEcho is true',
  'isEcho is false',
  'status is inbound',
  'status is outgoing',
  'sentFromApp is true',
  'authorId is given',
  'authorName is Admin',
  'authorName is given',
]

function evidenceOf(facts: number, direction: Direction): Evidence[] {
  const evidence = evidenceOfBits.filter((_, bit) => facts & (1 << bit))
  if (direction === 'out' && !(facts & (64 | 128))) evidence.push('no authorName')
  if (direction === 'out' && !(facts & 32)) evidence.push('no authorId')
  return evidence
}
