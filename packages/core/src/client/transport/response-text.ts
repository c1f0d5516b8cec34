/**
 * Maximum number of bytes of a body, after decompression. The largest documented response, a page of 100 entities, is well
 * below one megabyte. Without a limit, a few kilobytes of gzip could become gigabytes of text.
 */
const MOST_BYTES = 10_000_000

/** Reads the text of a response. Throws when it is larger than {@link MOST_BYTES}. */
export async function readText(response: Response): Promise<string> {
  const { body } = response
  // Needs no stream if the length is known to be small, and has none if a custom fetch returns a simpler body.
  if (!body?.getReader || isKnownToBeSmall(response)) return checked(await response.text())
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    bytes += value.byteLength
    if (bytes > MOST_BYTES) {
      reader.cancel().catch(() => {})
      throw tooLarge()
    }
    text += decoder.decode(value, { stream: true })
  }
}

/**
 * Whether `content-length` proves that the body is small. The header counts compressed bytes, so it proves nothing for a
 * compressed body. In a cross-origin response, a page can read the length, but not whether the body is compressed.
 */
function isKnownToBeSmall({ headers, type }: { headers?: Headers; type?: string }): boolean {
  if (!headers || headers.get('content-encoding') || type === 'cors') return false
  const length = headers.get('content-length')
  return length !== null && Number(length) <= MOST_BYTES
}

function checked(text: string): string {
  if (text.length > MOST_BYTES) throw tooLarge()
  return text
}

function tooLarge(): Error {
  return new Error(`the body of the response is larger than ${MOST_BYTES} bytes`)
}
