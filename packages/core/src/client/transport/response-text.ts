/**
 * The most bytes of a body that are read, after decompression. The largest documented response is a page of 100 entities,
 * well below one megabyte; without a limit a few kilobytes of gzip become gigabytes of text.
 */
const MOST_BYTES = 10_000_000

/** Reads the text of a response. Throws when it is larger than {@link MOST_BYTES}. */
export async function readText(response: Response): Promise<string> {
  const { body } = response
  // A body whose length is known, and any that a custom fetch gives out without a stream.
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
 * A length counts compressed bytes, so it says nothing of a compressed body. From another origin a page is shown the
 * length, but not whether the body was compressed.
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
