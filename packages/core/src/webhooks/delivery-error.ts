import { deliveryErrors, type DeliveryErrorCode } from '../errors/delivery-errors.ts'
import { catalogue } from '../errors/doc-url.ts'
import type { ErrorFacts } from '../errors/error-facts.ts'
import { foldCode, refusedSomehow } from '../errors/find-facts.ts'

/** Why an accepted message did not arrive. Plain data: it can be stored and passed on. */
export interface DeliveryError extends ErrorFacts {
  /** Wazzup's code in the catalogue's spelling; any other string when it is a new one, undefined when there was none. */
  code: DeliveryErrorCode | (string & {}) | undefined
  /** Wazzup's own words. */
  description: string | undefined
  /** Wazzup's details. */
  data: unknown
  /** What happened, in one sentence. */
  meaning: string
  /** What to do about it. */
  remedy: string
  /** The page of this code. */
  docUrl: string
}

/** Sentences for people, by code. `createWebhooks` brings them along, `createReceiver` works without. */
export type ExplainDelivery = (code: DeliveryErrorCode | undefined) => { meaning: string; remedy: string }

export const explainNoDelivery: ExplainDelivery = (code) => ({
  meaning: 'The message was accepted and did not arrive.',
  remedy: code ? `See the page of ${code}.` : 'Read the description.',
})

let byFoldedCode: Map<string, DeliveryErrorCode> | undefined

function knownDeliveryCode(code: string): DeliveryErrorCode | undefined {
  // Backwards, so that of two codes that differ in underscores only the first stands for both.
  byFoldedCode ??= new Map(
    (Object.keys(deliveryErrors) as DeliveryErrorCode[]).toReversed().map((key) => [foldCode(key), key]),
  )
  return Object.hasOwn(deliveryErrors, code) ? (code as DeliveryErrorCode) : byFoldedCode.get(foldCode(code))
}

/** Reads the `error` of a message or a status: an object, an array of one, the code alone, or nothing at all. */
export function readDeliveryError(value: unknown, explain: ExplainDelivery): DeliveryError {
  const first: unknown = Array.isArray(value) ? value[0] : value
  const item = (typeof first === 'object' && first !== null ? first : { error: first }) as Record<string, unknown>
  const given = textOf(item.error) ?? textOf(item.code)
  const known = given === undefined ? undefined : knownDeliveryCode(given)
  return {
    code: known ?? given,
    description: textOf(item.description),
    data: item.data,
    ...(known ? deliveryErrors[known] : refusedSomehow),
    ...explain(known),
    docUrl: known ? `${catalogue}#${known.toLowerCase()}` : catalogue,
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
