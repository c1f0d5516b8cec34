import { buildRejection } from '../api/rejections.ts'
import { toText, type ApiResponse } from '../api/responses.ts'
import type { CommandedError, CallFault } from './call-fault-kinds.ts'

/** A response, and how it is transferred. */
export type FaultyResponse =
  | { how: 'whole'; response: ApiResponse }
  /** The connection breaks before the first byte. */
  | { how: 'cut' }
  | { how: 'late'; response: ApiResponse; ms: number }
  | { how: 'in pieces'; response: ApiResponse; ms: number }
  | { how: 'half, then silence'; response: ApiResponse }
  | { how: 'half, then broken'; response: ApiResponse }

/** The request that a fault strikes. */
export interface StruckRequest {
  /** Executes the request and returns the true response. */
  accept(): Promise<ApiResponse>
  now(): number
  requestId(): string
}

const SLOW_MS = 2_000
const RETRY_AFTER_MS = 5_000
const ELSEWHERE = 'https://elsewhere.invalid/'

function errorPage(fault: { status?: number | undefined; html?: string | undefined }): FaultyResponse {
  const { status = 500 } = fault
  const html =
    fault.html ?? `<html><head><title>${status}</title></head><body><center><h1>${status}</h1></center></body></html>`
  return { how: 'whole', response: { status, text: html, headers: { 'content-type': 'text/html' } } }
}

/** 429 has an empty body and documents no Retry-After: https://wazzup24.com/help/api-en/common-errors/ */
function tooManyRequests(fault: CallFault & { kind: 'too many requests' }, now: number): FaultyResponse {
  const { retryAfter = 'absent', ms = RETRY_AFTER_MS } = fault
  if (retryAfter === 'absent') return { how: 'whole', response: { status: 429 } }
  // An HTTP date has no fractions of a second. Round up, so that no caller retries too early.
  const date = new Date(Math.ceil((now + ms) / 1_000) * 1_000)
  const value = retryAfter === 'seconds' ? String(Math.ceil(ms / 1_000)) : date.toUTCString()
  return { how: 'whole', response: { status: 429, headers: { 'retry-after': value } } }
}

function truncated(response: ApiResponse): FaultyResponse {
  const { text, headers } = toText(response)
  return {
    how: 'whole',
    response: { status: response.status, text: text.slice(0, Math.ceil(text.length / 2)), headers },
  }
}

/** Applies a fault to one request. */
export async function strikeCall(fault: CallFault | CommandedError, request: StruckRequest): Promise<FaultyResponse> {
  switch (fault.kind) {
    case 'connection reset':
      return { how: 'cut' }
    case 'too many requests':
      return tooManyRequests(fault, request.now())
    case 'server error':
      return errorPage(fault)
    case 'redirect': {
      const { status = 302, location = ELSEWHERE } = fault
      return { how: 'whole', response: { status, headers: { location } } }
    }
    case 'api error':
      if (fault.effect === 'accepted') await request.accept()
      return { how: 'whole', response: buildRejection(fault.code, request.requestId, fault) }
  }
  const response = await request.accept()
  switch (fault.kind) {
    case 'response lost':
      return { how: 'cut' }
    case 'slow headers':
      return { how: 'late', response, ms: fault.ms ?? SLOW_MS }
    case 'slow body':
      return { how: 'in pieces', response, ms: fault.ms ?? SLOW_MS }
    case 'stalled body':
      return { how: 'half, then silence', response }
    case 'broken body':
      return { how: 'half, then broken', response }
    case 'truncated json':
      return truncated(response)
    case 'empty response':
      return { how: 'whole', response: { status: response.status } }
    case 'server error after acceptance':
      return errorPage(fault)
  }
}
