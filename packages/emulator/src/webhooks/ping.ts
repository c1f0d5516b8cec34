import { postWebhook, type WebhookPost } from './post-webhook.ts'

/** What came of a test ping: the status of the address, or nothing within the time. */
export type PingResult = { answered: number } | { answered: 'nothing' }

/** Posts `{ "test": true }` as Wazzup does while it handles `PATCH /v3/webhooks`. Only 200 will do. */
export async function pingWebhook(
  address: string,
  line: Pick<WebhookPost, 'contentType' | 'crmKey' | 'fetch' | 'whenPassed'>,
): Promise<PingResult> {
  const answer = await postWebhook({ ...line, address, body: JSON.stringify({ test: true }) })
  return { answered: answer?.status ?? 'nothing' }
}
