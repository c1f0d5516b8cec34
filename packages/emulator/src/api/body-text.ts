import { docUrls } from '@wazzup-kit/core/schemas'
import { rule } from '../rules/rule.ts'
import type { ApiResponse } from './responses.ts'

/** Largest body of a request in bytes. */
const MOST_BODY_BYTES = 1024 * 1024

/** Response to a body that is too large. */
export const rejectLargeBody = rule(
  {
    id: 'access/body-size',
    sentence: 'Wazzup responds with 413 and an empty body to a request whose body is larger than 1 MB.',
    docUrl: docUrls.commonErrors,
    basis: 'our assumption',
  },
  (): ApiResponse => ({ status: 413 }),
)

/** Functions of this file that implement rules. */
export const requestBodyRules = [rejectLargeBody]

/** Reads a stream up to the limit. The server reads and drops the rest, so that the connection can be used again. */
async function readStream(body: ReadableStream<Uint8Array>): Promise<string | undefined> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  const reader = body.getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes += part.value.length
    if (bytes > MOST_BODY_BYTES) return undefined
    text += decoder.decode(part.value, { stream: true })
  }
  return text + decoder.decode()
}

/**
 * Returns the body of a request as text, or undefined when it is too large. A body whose length is announced is not read
 * then.
 */
export async function readBodyText(request: Request): Promise<string | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > MOST_BODY_BYTES) return undefined
  // A body in chunks announces no length.
  if (request.headers.has('transfer-encoding') && request.body) return readStream(request.body)
  const text = await request.text()
  // Text has at least a third as many characters as bytes, so most texts need not be counted.
  const isLarge = text.length * 3 > MOST_BODY_BYTES && new TextEncoder().encode(text).length > MOST_BODY_BYTES
  return isLarge ? undefined : text
}
