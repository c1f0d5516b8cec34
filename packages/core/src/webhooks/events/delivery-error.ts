import { apiErrors, type ApiErrorCode } from '../../errors/codes/api-codes.ts'
import { deliveryErrors, type DeliveryErrorCode } from '../../errors/codes/delivery-codes.ts'
import { catalogue } from '../../errors/codes/doc-url.ts'
import type { Actor, ErrorFacts, RetryAdvice } from '../../errors/codes/error-facts.ts'
import { readErrorShape } from '../../errors/from-response/error-shape.ts'
import { foldCode, knownCode, refusedSomehow } from '../../errors/codes/look-up-code.ts'

/** Why an accepted message did not arrive. Plain data: it can be stored and passed on. */
export interface DeliveryError extends ErrorFacts {
  /**
   * Wazzup's code in the catalogue's spelling; a numeric code as text. Any other string when it is a new one, undefined
   * when there was none.
   */
  code: DeliveryErrorCode | ApiErrorCode | (string & {}) | undefined
  /** Wazzup's own words. */
  description: string | undefined
  /** Wazzup's details. */
  data: unknown
  /** Whether sending the message again may succeed: `never` without a change, `later` when something else changed, `now`. */
  retry: RetryAdvice
  /** Who has to act. */
  actor: Actor
  /** What happened, in one sentence. */
  meaning: string
  /** What to do about it. */
  remedy: string
  /** The page of this code. */
  docUrl: string
}

/** Sentences for people, by code. `createWebhooks` brings them along, `createReceiver` works without. */
export type ExplainDelivery = (code: DeliveryErrorCode | ApiErrorCode | undefined) => {
  meaning: string
  remedy: string
}

export const explainNoDelivery: ExplainDelivery = (code) => ({
  meaning: 'The message was accepted and did not arrive.',
  remedy: code ? `See the page of ${code}.` : 'Read the description.',
})

type Item = Readonly<Record<string, unknown>>

/** Whether an item of a delivery says that its message failed: by its status, by the documented `error`, or beside it. */
export function tellsError(item: Item): boolean {
  const { status } = item
  if (status === 'error' || !saysNothing(item.error)) return true
  // What came in or arrived has not failed: three fields more to look for in each of thousands of items.
  if (status === 'inbound' || status === 'delivered' || status === 'read') return false
  return !saysNothing(item.errors) || !saysNothing(item.errorCode) || !saysNothing(item.error_code)
}

/** Objects inside of objects are looked into this deep; a hostile body nests thousands. */
const mostLevels = 4

/** null, and what some languages make of it: '', 0, '0', {}, [], and objects and lists of these. */
export function saysNothing(value: unknown, levels = mostLevels): boolean {
  if (!value || value === '0') return true
  if (typeof value !== 'object' || levels === 0) return false
  return Object.values(value).every((each) => saysNothing(each, levels - 1))
}

/** Reads why a message failed, out of its item: in `error`, or in flat fields beside it. */
export function readDeliveryError(item: Item, explain: ExplainDelivery): DeliveryError {
  const { code: given, description, data } = readErrorShape(errorOf(item))
  const known = given === undefined ? undefined : knownDeliveryCode(given)
  return {
    code: known ?? given,
    description,
    data,
    ...(known ? factsOf(known) : refusedSomehow),
    ...explain(known),
    docUrl: known ? `${catalogue}#${known.toLowerCase()}` : catalogue,
  }
}

/** What is said of the failure, and nothing else of the item. */
function errorOf(item: Item): unknown {
  const { error, errors, errorCode, error_code, errorDescription, error_description, errorMessage, error_message } =
    item
  const flat = { errors, errorCode, error_code, errorDescription, error_description, errorMessage, error_message }
  if (typeof error === 'object' && !saysNothing(error)) return saysNothing(flat) ? error : { ...flat, error }
  const { code, description, message, data } = item
  return { ...flat, error, code, description, message, data }
}

let byFoldedCode: Map<string, DeliveryErrorCode> | undefined

/** The catalogue's spelling of a code: of the table of deliveries first, because its texts fit better, else of that of responses. */
function knownDeliveryCode(code: string): DeliveryErrorCode | ApiErrorCode | undefined {
  // Backwards, so that of two codes that differ in underscores only the first stands for both.
  byFoldedCode ??= new Map(
    (Object.keys(deliveryErrors) as DeliveryErrorCode[]).toReversed().map((key) => [foldCode(key), key]),
  )
  if (Object.hasOwn(deliveryErrors, code)) return code as DeliveryErrorCode
  return byFoldedCode.get(foldCode(code)) ?? (knownCode(code) as ApiErrorCode | undefined)
}

function factsOf(code: DeliveryErrorCode | ApiErrorCode): ErrorFacts {
  const tables: Readonly<Record<string, ErrorFacts>> = { ...apiErrors, ...deliveryErrors }
  return tables[code]!
}
