import type { FullResponse } from '../../client/transport/response.ts'
import type { Issue } from '../../schema/issues.ts'
import { parseRetryAfter } from '../../client/timing/retry-after.ts'
import { catalogue, gatewayDocUrl } from '../codes/doc-url.ts'
import type { Actor, ErrorFacts, RetryAdvice, Effect, Scope } from '../codes/error-facts.ts'
import type { ErrorBody } from './error-body.ts'
import { findFacts, knownCode, provesNothing } from '../codes/look-up-code.ts'
import { WazzupApiError } from '../api-error.ts'
import { WazzupValidationError } from '../validation-error.ts'
import type { ErrorContext } from '../wazzup-error.ts'

/** A failed call, as a server in front of Wazzup reported it. */
export interface Problem {
  /** Effect of the call, as far as that server knows. */
  effect: Effect
  /** Whether the server passes on a rejection by Wazzup. Then code and status have their meaning in the catalogue. */
  isFromWazzup: boolean
  /** Creates the error to throw. */
  toError(context: ErrorContext): WazzupApiError | WazzupValidationError
}

/**
 * Reads a response of the type `application/problem+json`, which a gateway returns and Wazzup never does. Returns undefined
 * for any other response. The texts of the catalogue do not apply here: the 401 of a gateway is not about the `apiKey`.
 */
export function readProblem(response: FullResponse, body: ErrorBody): Problem | undefined {
  if (!/^application\/problem\+json\s*(;|$)/i.test(response.header('content-type') ?? '')) return undefined
  return problemFrom(response, body.raw, body)
}

/**
 * Reads an error response to a client without a key, which may come from a sign-in, a proxy or a router in front of the
 * gateway. Returns undefined if the body has a code of Wazzup: then the server that adds the key passed on Wazzup's error.
 */
export function readResponseWithoutKey(response: FullResponse, body: ErrorBody): Problem | undefined {
  const { code, description } = body
  // Guards of Nest return "Forbidden". It is not Wazzup's code, which is spelled "FORBIDDEN".
  if (knownCode(code) && !/^[A-Z][a-z]/.test(code!)) return undefined
  return problemFrom(response, { title: description }, body)
}

function problemFrom(response: FullResponse, stated: unknown, { decisive, raw }: ErrorBody): Problem {
  const { status } = response
  const isObject = typeof stated === 'object' && stated !== null && !Array.isArray(stated)
  const body = (isObject ? stated : {}) as Record<string, unknown>
  const code = textOf(body.code)
  const type = textOf(body.type)
  const isFromWazzup = type !== undefined && type.startsWith(`${catalogue}#`)
  const claimed = body.effect === 'none' || body.effect === 'unknown' ? body.effect : undefined
  const issues = issuesIn(body.issues)
  return {
    effect: claimed ?? (decisive || provesNothing(undefined, status) ? 'unknown' : 'none'),
    isFromWazzup,
    toError(context) {
      if (issues.length > 0) return new WazzupValidationError('input', issues, context)
      const title = textOf(body.title)
      const facts = isFromWazzup ? findFacts(code, status) : factsOf(status)
      // If the app sent the message again without its id, the customer could get it twice.
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
          retryAfter: parseRetryAfter(response.header('retry-after'), response.header('date')),
          meaning: textOf(body.detail) ?? title ?? meaning,
          remedy: textOf(body.remedy) ?? remedy,
          retry: isSendInDoubt ? 'never' : (oneOf<RetryAdvice>(['never', 'later', 'now'], body.retry) ?? facts.retry),
          actor: oneOf<Actor>(['developer', 'account owner', 'recipient', 'Wazzup'], body.actor) ?? facts.actor,
          scope: oneOf<Scope>(['call', 'message', 'chat', 'channel', 'account'], body.scope) ?? facts.scope,
          docUrl: isFromWazzup ? type : gatewayDocUrl,
          raw,
        },
        context,
      )
    },
  }
}

/** Returns the texts for a status that comes from a server in front of Wazzup. */
function textsOf(status: number): { meaning: string; remedy: string } {
  const who = 'The server behind baseUrl'
  switch (status) {
    case 401:
      return { meaning: `${who} requires a sign-in.`, remedy: 'Sign in again: the session may have expired.' }
    case 403:
      return {
        meaning: `${who} does not allow this call.`,
        remedy: 'Check its sign-in, its `authorize` and its `origins`.',
      }
    case 404:
      return {
        meaning: `${who} does not serve this call.`,
        remedy: 'Check baseUrl and the endpoints of its gateway.',
      }
    default:
      return status >= 500
        ? { meaning: `${who} failed.`, remedy: 'Check its log.' }
        : { meaning: `${who} rejected the call.`, remedy: 'Read its response in `raw`.' }
  }
}

function factsOf(status: number): ErrorFacts {
  // A 401 may be temporary too: the same call can succeed once the session is renewed.
  const isPassing = status === 401 || status === 408 || status === 429 || status >= 500
  return { retry: isPassing ? 'later' : 'never', actor: 'developer', scope: 'call' }
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
