import { apiErrors, type ApiErrorCode } from '../../errors/codes/api-codes.ts'
import { deliveryErrors, type DeliveryErrorCode } from '../../errors/codes/delivery-codes.ts'
import { catalogue } from '../../errors/codes/doc-url.ts'
import type { Actor, ErrorFacts, RetryAdvice, Scope } from '../../errors/codes/error-facts.ts'
import { readErrorShape } from '../../errors/from-response/error-shape.ts'
import { saysNothing } from '../../errors/from-response/says-nothing.ts'
import { foldCode, knownCode, unknownRejection } from '../../errors/codes/look-up-code.ts'

/** Why an accepted message did not arrive. It is plain data, so you can store it as JSON. */
export interface DeliveryError extends ErrorFacts {
  /**
   * Wazzup's code in the spelling of the catalogue; a numeric code as text. Any other string is a code that this version
   * does not know. Undefined when Wazzup sent no code.
   */
  code: DeliveryErrorCode | ApiErrorCode | (string & {}) | undefined
  /** Wazzup's description of the error. */
  description: string | undefined
  /** Wazzup's details of the error. */
  data: unknown
  /** Whether sending the message again may succeed: `never` without a change of the message, `later` after another change, or `now`. */
  retry: RetryAdvice
  /** Who has to act. */
  actor: Actor
  /** What would have to change: the message, the chat (another messenger may do), the channel (another number may do) or the account. Our assumption. */
  scope: Scope
  /** What happened, in one sentence. */
  meaning: string
  /** What to do about it. */
  remedy: string
  /** Address of the documentation of this code. */
  docUrl: string
}

/** Returns the sentences of a code. `createWebhooks` has those of the catalogue, `createReceiver` only general ones. */
export type ExplainDelivery = (code: DeliveryErrorCode | ApiErrorCode | undefined) => {
  meaning: string
  remedy: string
}

export const explainNoDelivery: ExplainDelivery = (code) => ({
  meaning: 'The message was accepted and did not arrive.',
  remedy: code ? `See the page of ${code}.` : 'Read the description.',
})

type Item = Readonly<Record<string, unknown>>

/** Fields of an item that contain an error, in place of the documented `error` or beside it. */
const codeFields = ['errors', 'errorCode', 'error_code']
const wordFields = ['errorDescription', 'error_description', 'errorMessage', 'error_message']
const flatFields = /* @__PURE__ */ codeFields.concat(wordFields)

/**
 * Returns whether an item says that its message failed: in its status, in the documented `error`, or in fields beside it.
 * Incoming and delivered messages have not failed, whatever error is beside their status.
 */
export function tellsError(item: Item): boolean {
  const { status, code } = item
  if (status === 'error') return true
  if (status === 'inbound' || status === 'delivered' || status === 'read') return false
  const fields = status ? codeFields : flatFields
  if (!saysNothing(item.error) || fields.some((field) => !saysNothing(item[field]))) return true
  return !status && typeof code === 'string' && knownDeliveryCode(code) !== undefined
}

/** Returns why a message failed, from the `error` of its item or from the fields beside it. */
export function readDeliveryError(item: Item, explain: ExplainDelivery): DeliveryError {
  const { code: given, description, data } = readErrorShape(errorOf(item))
  const known = given === undefined ? undefined : knownDeliveryCode(given)
  return {
    code: known ?? given,
    description,
    data,
    ...(known ? factsOf(known) : unknownRejection),
    ...explain(known),
    docUrl: known ? `${catalogue}#${known.toLowerCase()}` : catalogue,
  }
}

/** Returns the fields about the failure, without the other fields of the item. */
function errorOf(item: Item): unknown {
  const flat = Object.fromEntries(flatFields.map((field) => [field, item[field]]))
  const { error, code, description, message, data } = item
  if (typeof error === 'object' && !saysNothing(error)) {
    return saysNothing(flat) && saysNothing(code) ? error : { ...flat, error, code }
  }
  return { ...flat, error, code, description, message, data }
}

let byFoldedCode: Map<string, DeliveryErrorCode> | undefined

/** Returns the spelling of a code in the catalogue. The table of deliveries comes first, because its texts fit better than those of responses. */
function knownDeliveryCode(code: string): DeliveryErrorCode | ApiErrorCode | undefined {
  // In reverse, so that of two codes that differ only in underscores the first one wins.
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
