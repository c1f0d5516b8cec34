import { Stopped, withDeadline } from '../client/timing/deadline.ts'
import type { FetchLike } from '../client/transport/transport.ts'
import { createInputError } from '../errors/validation-error.ts'
import { callRules } from '../client/options.ts'
import { optionIssues } from '../errors/check-options.ts'
import { isAnything, isFunction, mustBe, type Rules } from '../schema/option-rules.ts'
import { checkAddress, hostIssues } from './check-address.ts'
import { DownloadError } from './download-error.ts'

/** Options of {@link downloadFile}. */
export interface DownloadOptions {
  /**
   * The hosts that files may come from, with their subdomains, for example `store.wazzup24.com`. There is no default, because
   * Wazzup documents no list of its hosts.
   */
  hosts: readonly string[]
  /** Maximum size of the file in bytes. They are counted while they come, and after they were decompressed. */
  maxBytes: number
  /** Aborts the download, for example the `signal` of a handler. */
  signal?: AbortSignal | undefined
  /**
   * Milliseconds for the whole download.
   *
   * @default 30_000
   */
  timeout?: number | undefined
  /**
   * Function that makes the requests.
   *
   * @default globalThis.fetch, as it is at the time of the call
   */
  fetch?: FetchLike | undefined
}

const { signal, timeout } = callRules

const rules: Rules<DownloadOptions> = {
  hosts: isAnything,
  maxBytes: mustBe('a number of bytes from 1', (value: number) => Number.isSafeInteger(value) && value >= 1),
  signal,
  timeout,
  fetch: isFunction,
}

/** A file that was downloaded. */
export interface DownloadedFile {
  /** The content. */
  bytes: Uint8Array
  /** The `content-type` that the host sent. The sender of the file may have chosen it, so it proves nothing about the content. */
  type: string | undefined
}

/** Number of redirects that are followed. */
const mostRedirects = 3

/**
 * Downloads the file of a message. A forged delivery may contain any address, and your server can reach what the sender cannot:
 * only https addresses on your `hosts` are requested, and each redirect is checked like the first address.
 *
 * @example
 * const { bytes } = await downloadFile(file.url, { hosts: ['store.wazzup24.com'], maxBytes: 50_000_000, signal })
 * @throws DownloadError with the `reason`, and with `retry` for whether another try may succeed; WazzupValidationError for an
 *   invalid option.
 */
export async function downloadFile(url: string, options: DownloadOptions): Promise<DownloadedFile> {
  const issues = [...hostIssues(options?.hosts), ...optionIssues(options, rules, ['maxBytes'])]
  if (issues.length > 0) throw createInputError(issues, 'downloadFile')
  const { hosts, timeout = 30_000, signal } = options
  const first = checkAddress(url, hosts)
  try {
    return await withDeadline(timeout, signal, async (stop) =>
      readFile(await request(first, options, stop), options, stop),
    )
  } catch (error) {
    throw toDownloadError(error, timeout)
  }
}

/** Follows redirects to allowed addresses. */
async function request(first: URL, { hosts, fetch }: DownloadOptions, signal: AbortSignal): Promise<Response> {
  let url = first
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const response = await (fetch ?? globalThis.fetch)(url.href, { redirect: 'manual', signal })
    const { status, headers, type, ok } = response
    if (ok) return response
    await response.body?.cancel()
    // A browser does not show where a redirect leads.
    if (type === 'opaqueredirect') throw new DownloadError('forbidden', 'a redirect cannot be checked')
    const location = status >= 300 && status < 400 ? headers.get('location') : null
    if (location === null) throw new DownloadError('status', `the host responded with ${status}`, status)
    url = checkAddress(location, hosts, url)
  }
  throw new DownloadError('forbidden', `more than ${mostRedirects} redirects`)
}

/** Reads a body, and stops as soon as it is too large. Its header alone proves nothing. */
async function readFile(
  { headers, body }: Response,
  { maxBytes }: DownloadOptions,
  signal: AbortSignal,
): Promise<DownloadedFile> {
  const reader = body?.getReader()
  let bytes = new Uint8Array(firstRoom)
  let size = 0
  let isTooLarge = Number(headers.get('content-length')) > maxBytes
  while (reader && !isTooLarge && !signal.aborted) {
    const { done, value } = await reader.read()
    if (done) break
    isTooLarge = size + value.byteLength > maxBytes
    if (isTooLarge) break
    if (size + value.byteLength > bytes.byteLength) bytes = enlarge(bytes, size + value.byteLength)
    bytes.set(value, size)
    size += value.byteLength
  }
  // Not awaited: a stream may never end its cancel.
  reader?.cancel().catch(() => {})
  if (isTooLarge) throw new DownloadError('tooLarge', `the file has more than ${maxBytes} bytes`)
  return { bytes: bytes.slice(0, size), type: headers.get('content-type') ?? undefined }
}

/** Bytes for which there is room at first. The chunks are not kept: millions of small ones take far more memory than the file. */
const firstRoom = 65_536

function enlarge(bytes: Uint8Array, least: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(least, 2 * bytes.byteLength))
  larger.set(bytes)
  return larger
}

/** The error of `fetch` may contain the address, so it is not passed on. */
function toDownloadError(error: unknown, timeout: number): DownloadError {
  if (error instanceof DownloadError) return error
  if (!(error instanceof Stopped)) return new DownloadError('connection', 'the connection failed, or broke')
  return error.reason === 'timeout'
    ? new DownloadError('timeout', `it took longer than ${timeout} ms`)
    : new DownloadError('aborted', 'it was aborted')
}
