import { parseJson, type FullResponse } from '../../client/transport/response.ts'
import type { Endpoint } from '../../api/endpoint.ts'
import { codesWithoutProof } from '../codes/api-codes.ts'
import { foldCode, isSameCode, knownCode, provesRejection } from '../codes/look-up-code.ts'
import { redact, redactText } from '../redaction/redact.ts'
import { readErrorShape, type ErrorShape } from './error-shape.ts'

/** The body of an error response, without secrets. */
export interface ErrorBody extends ErrorShape {
  /** The parsed body, or its first 2,000 characters if it is not JSON. Undefined if it is empty. */
  raw: unknown
  /**
   * A code that leaves it open whether the call had its effect, wherever it is in the body: a server in front of Wazzup may
   * wrap the error in a way that is not known, and "nothing was sent" needs a proof.
   */
  decisive: string | undefined
  /** The secrets of the call and of the response. */
  secrets: readonly string[]
}

const textLimit = 2_000

/** Reads the body of an error response to a call of this endpoint. */
export function readErrorBody(
  { status, text }: FullResponse,
  { doneWhen, repeat, secretOutput }: Endpoint,
  secretsOfCall: readonly string[],
): ErrorBody {
  const parsed = parseJson(text)
  const secrets = [...secretsOfCall, ...secretsIn(parsed?.json, secretOutput ?? [])]
  // Secret fields of the response can be found in JSON only, so the text of such an endpoint is dropped.
  const raw = parsed
    ? redact(parsed.json, secrets)
    : secretOutput
      ? undefined
      : redactText(text, secrets).slice(0, textLimit) || undefined
  // A text that is not JSON is read only if it is a known code. Otherwise it is the HTML of another server.
  const shape = readErrorShape(parsed ? raw : knownCode(text.trim()) && text)
  const folded = foldCode(text)
  const decisive = [doneWhen, ...codesWithoutProof].find(
    (code) => typeof code === 'string' && folded.includes(foldCode(code)),
  ) as string | undefined
  const isOfRetry = decisive === doneWhen
  const isOther = decisive && !isSameCode(shape.code ?? '', decisive)
  const code = isOther && !(isOfRetry && mayQuote(shape, decisive, status)) ? decisive : shape.code
  // That there is nothing to delete decides only about a retry, which looks at the code.
  return { ...shape, code, raw, decisive: isOfRetry && repeat !== 'keyed' ? undefined : decisive, secrets }
}

/**
 * Whether an error may only quote a code: it has another one, or a status that names a cause of its own. Otherwise a repeated
 * id proves that the message was sent.
 */
function mayQuote({ code = '' }: ErrorShape, decisive: string, status: number): boolean {
  const own = foldCode(code)
  return !own.startsWith(foldCode(decisive)) && (/\D/.test(own) || provesRejection(status))
}

/** Maximum depth of a body, so that a hostile one cannot exhaust the stack. Observed bodies are less deep. */
const deepest = 32

/** Returns the values of the secret fields of a response, at any depth of its body. */
function secretsIn(value: unknown, names: readonly string[], depth = 0): string[] {
  if (names.length === 0 || typeof value !== 'object' || value === null || depth > deepest) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    names.includes(name) && typeof inner === 'string' ? [inner] : secretsIn(inner, names, depth + 1),
  )
}
