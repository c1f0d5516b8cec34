import type { PostFailure } from './post-failure.ts'
import { postWebhook, type WebhookPost } from './post-webhook.ts'

/** Result of a ping: the status of the response, or `nothing` within the time limit. */
export type PingResult = { answered: number } | { answered: 'nothing'; failure?: PostFailure | undefined }

/** Posts `{ "test": true }` as Wazzup does while it handles `PATCH /v3/webhooks`. Only the status 200 is accepted. */
export async function pingWebhook(
  address: string,
  line: Pick<WebhookPost, 'contentType' | 'crmKey' | 'fetch' | 'whenPassed'>,
): Promise<PingResult> {
  const { response, failure } = await postWebhook({ ...line, address, body: JSON.stringify({ test: true }) })
  return response ? { answered: response.status } : { answered: 'nothing', failure }
}
