import { apiErrors, type ApiErrorCode } from '@wazzup-kit/core/errors'
import { createEmulator } from '@wazzup-kit/emulator'
import type { JsonObject } from '../schemas/json-schema.ts'

/** The response of the emulator to a rejected call. */
export interface Rejection {
  status: number
  body: JsonObject
}

/** Records a rejection by the emulator for every code. Replaces request ids by zeros, so that the document is reproducible. */
export async function recordRejections(): Promise<ReadonlyMap<ApiErrorCode, Rejection>> {
  const emulator = createEmulator({ rateLimit: 'off' })
  const rejections = new Map<ApiErrorCode, Rejection>()
  for (const code of Object.keys(apiErrors) as ApiErrorCode[]) {
    emulator.faults.calls.respondWith(code)
    const response = await emulator.fetch('http://localhost/v3/message', { method: 'POST', body: '{}' })
    const body = (await response.json()) as JsonObject
    if ('requestId' in body) body.requestId = '0'.repeat(32)
    rejections.set(code, { status: response.status, body })
  }
  return rejections
}
