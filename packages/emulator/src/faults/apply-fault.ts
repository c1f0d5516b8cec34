import { toText, type ApiResponse } from '../api/responses.ts'
import { buildRejection } from '../api/rejections.ts'
import type { CommandedError, Fault } from './call-fault-kinds.ts'

/** How an answer goes on its way. */
export type FaultyResponse =
  | { how: 'whole'; answer: ApiResponse }
  /** Not a byte of it: the connection breaks. */
  | { how: 'cut' }
  | { how: 'late'; answer: ApiResponse; ms: number }
  | { how: 'in pieces'; answer: ApiResponse; ms: number }
  | { how: 'half, then silence'; answer: ApiResponse }
  | { how: 'half, then broken'; answer: ApiResponse }

/** What a fault needs of the emulator. */
export interface FaultContext {
  /** Lets the request take effect and gets the true answer. */
  accept(): Promise<ApiResponse>
  now(): number
  requestId(): string
}

const SLOW_MS = 2_000
const RETRY_AFTER_MS = 5_000
const ELSEWHERE = 'https://elsewhere.invalid/'

function errorPage(fault: { status?: number | undefined; page?: string | undefined }): FaultyResponse {
  const { status = 500 } = fault
  const page =
    fault.page ?? `<html><head><title>${status}</title></head><body><center><h1>${status}</h1></center></body></html>`
  return { how: 'whole', answer: { status, text: page, headers: { 'content-type': 'text/html' } } }
}

/** 429 has an empty body and documents no Retry-After: https://wazzup24.com/help/api-en/common-errors/ */
function tooManyRequests(fault: Fault & { kind: 'too many requests' }, now: number): FaultyResponse {
  const { retryAfter = 'absent', ms = RETRY_AFTER_MS } = fault
  if (retryAfter === 'absent') return { how: 'whole', answer: { status: 429 } }
  // A date has no fractions of a second: the next whole second, so that nobody is told to come too early.
  const date = new Date(Math.ceil((now + ms) / 1_000) * 1_000)
  const value = retryAfter === 'seconds' ? String(Math.ceil(ms / 1_000)) : date.toUTCString()
  return { how: 'whole', answer: { status: 429, headers: { 'retry-after': value } } }
}

function truncated(answer: ApiResponse): FaultyResponse {
  const { text, headers } = toText(answer)
  return { how: 'whole', answer: { status: answer.status, text: text.slice(0, Math.ceil(text.length / 2)), headers } }
}

/** Lets a fault happen to one request. */
export async function applyFault(fault: Fault | CommandedError, context: FaultContext): Promise<FaultyResponse> {
  switch (fault.kind) {
    case 'connection reset':
      return { how: 'cut' }
    case 'too many requests':
      return tooManyRequests(fault, context.now())
    case 'server error':
      return errorPage(fault)
    case 'redirect': {
      const { status = 302, location = ELSEWHERE } = fault
      return { how: 'whole', answer: { status, headers: { location } } }
    }
    case 'api error':
      if (fault.effect === 'accepted') await context.accept()
      return { how: 'whole', answer: buildRejection(fault.code, context.requestId, fault) }
  }
  const answer = await context.accept()
  switch (fault.kind) {
    case 'answer lost':
      return { how: 'cut' }
    case 'slow headers':
      return { how: 'late', answer, ms: fault.ms ?? SLOW_MS }
    case 'slow body':
      return { how: 'in pieces', answer, ms: fault.ms ?? SLOW_MS }
    case 'stalled body':
      return { how: 'half, then silence', answer }
    case 'broken body':
      return { how: 'half, then broken', answer }
    case 'truncated json':
      return truncated(answer)
    case 'empty answer':
      return { how: 'whole', answer: { status: answer.status } }
    case 'server error after acceptance':
      return errorPage(fault)
  }
}
