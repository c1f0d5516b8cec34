import { createEmulator } from '../emulator/create-emulator.ts'
import type { Emulator, EmulatorOptions } from '../emulator/emulator.ts'
import { ask } from './test-client.ts'
import type { WebhookBody } from '../webhooks/bodies.ts'

/** One POST, as `webhookFetch` receives it. */
export interface Post {
  address: string
  headers: Record<string, string>
  text: string
}

/** An emulator whose deliveries go to a function of the test. */
export interface SubscribedAccount {
  emulator: Emulator
  /** All posted deliveries, without the ping. */
  posts: Post[]
  /** Returns the bodies of the deliveries as parsed JSON. */
  bodies(): WebhookBody[]
}

export const everything = {
  messagesAndStatuses: true,
  contactsAndDealsCreation: true,
  channelsUpdates: true,
  templateStatus: true,
}

/** The address that {@link createSubscribedAccount} subscribes. */
export const hook = 'https://example.com/hook?key=canary-secret'

/** Creates an emulator that posts to `answer`, by default an empty 200. */
export async function createSubscribedAccount(
  options: EmulatorOptions = {},
  answer: (post: Post) => Response | Promise<Response> = () => new Response(),
): Promise<SubscribedAccount> {
  const posts: Post[] = []
  let subscribing = true
  const emulator = createEmulator({
    async webhookFetch(address, init) {
      if (subscribing) return new Response()
      const headers = init?.headers as Record<string, string>
      const text = typeof init?.body === 'string' ? init.body : new TextDecoder().decode(init?.body as Uint8Array)
      const post = { address: String(address), headers, text }
      posts.push(post)
      return answer(post)
    },
    ...options,
  })
  await subscribe(emulator)
  subscribing = false
  return { emulator, posts, bodies: () => posts.map(({ text }) => JSON.parse(text) as WebhookBody) }
}

/** Subscribes through the API. */
export async function subscribe(
  emulator: Emulator,
  { webhooksUri = hook, subscriptions = everything, key = emulator.keys.apiKey } = {},
): Promise<void> {
  const { status, text } = await ask(emulator, 'PATCH', '/v3/webhooks', { webhooksUri, subscriptions }, { key })
  if (status !== 200) throw new Error(`Not subscribed: ${status} ${text}`)
}
