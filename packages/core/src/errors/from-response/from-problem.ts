import { parseJson, type FullResponse } from '../../client/transport/response.ts'
import type { Issue } from '../../schema/issues.ts'
import { redact, redactText } from '../redaction/redact.ts'
import { parseRetryAfter } from '../../client/timing/retry-after.ts'
import { catalogue, gatewayDocUrl } from '../codes/doc-url.ts'
import type { Actor, RetryAdvice, Effect } from '../codes/error-facts.ts'
import { readErrorShape } from './error-shape.ts'
import { findFacts, knownCode, provesNothing } from '../codes/look-up-code.ts'
import { WazzupApiError } from '../api-error.ts'
import { WazzupValidationError } from '../validation-error.ts'
import type { ErrorContext } from '../wazzup-error.ts'

/** What a server in front of Wazzup said of a call that failed. */
export interface Problem {
  /** What the call did, as far as that server knows. */
  effect: Effect
  /** Whether it passes on a rejection by Wazzup, so that code and status mean what Wazzup means by them. */
  isFromWazzup: boolean
  toError(context: ErrorContext): WazzupApiError | WazzupValidationError
}

/**
 * Reads `application/problem+json`, which a gateway answers and Wazzup never does; undefined for any other response.
 * Wazzup's texts for a status would be untrue here: the 401 of a gateway says nothing about an apiKey.
 */
export function readProblem(answer: FullResponse, secrets: readonly string[]): Problem | undefined {
  if (!/^application\/problem\+json\s*(;|$)/i.test(answer.header('content-type') ?? '')) return undefined
  const raw = redact(parseJson(answer.text)?.json, secrets)
  return problemFrom(answer, raw, raw)
}

/**
 * Reads what a client without a key is answered by whatever stands in front of a gateway: a sign-in, a proxy, a router.
 * Undefined when the body holds a code of Wazzup: then a server that adds the key passes on what Wazzup said.
 */
export function readAnswerWithoutKey(answer: FullResponse, secrets: readonly string[]): Problem | undefined {
  const parsed = parseJson(answer.text)
  const raw = parsed ? redact(parsed.json, secrets) : redactText(answer.text, secrets).slice(0, 2_000)
  const { code, description } = readErrorShape(parsed && raw)
  // Nest's guards say "Forbidden", which Wazzup would spell "FORBIDDEN".
  if (code !== undefined && knownCode(code) !== undefined && !/^[A-Z][a-z]/.test(code)) return undefined
  return problemFrom(answer, { title: description }, raw)
}

function problemFrom(answer: FullResponse, stated: unknown, raw: unknown): Problem {
  const { status } = answer
  const isObject = typeof stated === 'object' && stated !== null && !Array.isArray(stated)
  const body = (isObject ? stated : {}) as Record<string, unknown>
  const code = textOf(body.code)
  const type = textOf(body.type)
  const isFromWazzup = type !== undefined && type.startsWith(`${catalogue}#`)
  const claimed = body.effect === 'none' || body.effect === 'unknown' ? body.effect : undefined
  const issues = issuesIn(body.issues)
  return {
    effect: claimed ?? (provesNothing(code, status) ? 'unknown' : 'none'),
    isFromWazzup,
    toError(context) {
      if (issues.length > 0) return new WazzupValidationError('input', issues, context)
      const title = textOf(body.title)
      const facts = isFromWazzup ? findFacts(code, status) : factsOf(status)
      // Called again without its id, the message could be sent twice.
      const isSendInDoubt = context.effect === 'unknown' && context.crmMessageId !== undefined
      const { meaning, remedy } = textsOf(status)
      return new WazzupApiError(
        {
          status,
          code,
          description: isFromWazzup ? undefined : title,
          data: undefined,
          fields: textsIn(body.fields),
          requestId: undefined,
          retryAfter: parseRetryAfter(answer.header('retry-after'), answer.header('date')),
          meaning: textOf(body.detail) ?? title ?? meaning,
          remedy: textOf(body.remedy) ?? remedy,
          retry: isSendInDoubt ? 'never' : (oneOf<RetryAdvice>(['never', 'later', 'now'], body.retry) ?? facts.retry),
          actor: oneOf<Actor>(['developer', 'account owner', 'recipient', 'Wazzup'], body.actor) ?? facts.actor,
          docUrl: isFromWazzup ? type : gatewayDocUrl,
          raw: raw === '' ? undefined : raw,
        },
        context,
      )
    },
  }
}

/** What a status of a server in front of Wazzup means, which is none of Wazzup's. */
function textsOf(status: number): { meaning: string; remedy: string } {
  const who = 'The server behind baseUrl'
  switch (status) {
    case 401:
      return { meaning: `${who} does not know who is asking.`, remedy: 'Sign in again: the session may have expired.' }
    case 403:
      return {
        meaning: `${who} does not allow this call.`,
        remedy: 'Look at what its sign-in, its `authorize` and its `origins` allow.',
      }
    case 404:
      return {
        meaning: `${who} serves no such call.`,
        remedy: 'Compare baseUrl and the calls that its gateway allows.',
      }
    default:
      return status >= 500
        ? { meaning: `${who} failed.`, remedy: 'Look into its log.' }
        : { meaning: `${who} rejected the call.`, remedy: 'Read its response: `raw` of the error.' }
  }
}

function factsOf(status: number): { retry: RetryAdvice; actor: Actor } {
  // A session that was renewed lets the same call through.
  const isPassing = status === 401 || status === 408 || status === 429 || status >= 500
  return { retry: isPassing ? 'later' : 'never', actor: 'developer' }
}

function issuesIn(value: unknown): Issue[] {
  if (!Array.isArray(value)) return []
  return value.slice(0, 20).flatMap((item: unknown) => {
    const { path, message } = (item ?? {}) as Partial<Record<keyof Issue, unknown>>
    return typeof path === 'string' && typeof message === 'string' ? [{ path, message }] : []
  })
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

function oneOf<Value extends string>(values: readonly Value[], value: unknown): Value | undefined {
  return values.find((each) => each === value)
}
