import { postWebhook, type WebhookPost } from './post-webhook.ts'

/** Result of a ping: the status of the response, or `nothing` within the time limit. */
export type PingResult = { answered: number } | { answered: 'nothing' }

/** Posts `{ "test": true }` as Wazzup does while it handles `PATCH /v3/webhooks`. Only the status 200 is accepted. */
export async function pingWebhook(
  address: string,
  line: Pick<WebhookPost, 'contentType' | 'crmKey' | 'fetch' | 'whenPassed'>,
): Promise<PingResult> {
  const answer = await postWebhook({ ...line, address, body: JSON.stringify({ test: true }) })
  return { answered: answer?.status ?? 'nothing' }
}
