/** What came of a test ping: the status of the address, or nothing within the time. */
export type PingResult = { answered: number } | { answered: 'nothing' }

/** Documented: https://wazzup24.com/help/api-en/webhooks/ */
const WEBHOOK_TIMEOUT_MS = 30_000

/** The Content-Type of Wazzup's webhooks as the page prints it; `charset-utf-8` is no valid parameter. */
const WEBHOOK_CONTENT_TYPE = 'application/json; charset-utf-8'

/**
 * Posts `{ "test": true }` as Wazzup does while it handles `PATCH /v3/webhooks`, with the malformed Content-Type and
 * without an Authorization header unless a crmKey was set. Redirects are not followed: only 200 will do.
 */
export async function pingWebhook(
  address: string,
  options: { crmKey: string | null; fetch: typeof globalThis.fetch },
): Promise<PingResult> {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), WEBHOOK_TIMEOUT_MS)
  // A fetch that is somebody's function may ignore the signal.
  const timedOut = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(new Error('No answer in 30 seconds')), { once: true })
  })
  const headers: Record<string, string> = { 'content-type': WEBHOOK_CONTENT_TYPE }
  if (options.crmKey !== null) headers.authorization = `Bearer ${options.crmKey}`
  try {
    const request = options.fetch(address, {
      method: 'POST',
      headers,
      body: JSON.stringify({ test: true }),
      redirect: 'manual',
      signal: controller.signal,
    })
    const response = await Promise.race([request, timedOut])
    response.body?.cancel().catch(() => {})
    return { answered: response.status }
  } catch {
    return { answered: 'nothing' }
  } finally {
    clearTimeout(timer)
  }
}
