import {
  createClient,
  createGateway,
  createWazzup,
  createWebhooks,
  defineEndpoint,
  splitBatches,
  isWazzupError,
  type Sent,
  type Wazzup,
} from '@wazzup-kit/core'
import { checkMessage } from '@wazzup-kit/core/messengers'
import { apiErrors, type ApiErrorCode } from '@wazzup-kit/core/errors'
import { createMarketplace } from '@wazzup-kit/core/marketplace'
import { ContactSchema, endpoints, SendInputSchema } from '@wazzup-kit/core/schemas'
import * as v from 'valibot'

const wazzup: Wazzup = createWazzup({ apiKey: 'packed-key', baseUrl: String(process.env.WAZZUP_BASE_URL) })
const message = { channelId: 'channel-1', chatType: 'whatsapp', chatId: '79000000201' } as const

// core bundles its own valibot. The schemas of both copies must work together.
const Saved = v.object({ contact: ContactSchema, at: v.string() })
const Short = v.pipe(
  SendInputSchema,
  v.check(({ text }) => (text ?? '').length < 10),
)
const ping = defineEndpoint({
  method: 'GET',
  path: '/v3/ping',
  docUrl: 'https://example.com',
  input: v.strictObject({ times: v.optional(v.number()) }),
  output: v.looseObject({ pong: v.boolean() }),
  repeat: 'always',
  key: 'api',
  sidecar: false,
})
const own = createClient({ ping: { get: ping } }, { apiKey: 'packed-key' })

/** Compiled only, with exactOptionalPropertyTypes: every option may be undefined. */
export function nothing(none: undefined): void {
  createWazzup({
    apiKey: 'packed-key',
    baseUrl: none,
    fetch: none,
    timeout: none,
    rateLimit: none,
    hooks: none,
    explain: none,
  })
  const options = {
    signal: none,
    timeout: none,
    attemptTimeout: none,
    maxRetries: none,
    apiKey: none,
    firstAttemptAt: none,
  }
  void wazzup.messages.send(
    { ...message, text: 'a', crmMessageId: none, crmUserId: none, clearUnanswered: none },
    options,
  )
  void wazzup.messages.edit({ messageId: 'm', text: 'a', crmUserId: none, contentUri: none }, options)
  void wazzup.templates.list({ limit: none, offset: none }, options)
  void wazzup.users.save({ users: [{ id: '1', name: 'Ann', phone: none }] }, options)
  void wazzup.chatWindow.get({ user: { id: '1', name: none }, scope: 'global', activeChat: none }, options)
  void wazzup.subscription.ensure({ url: 'https://example.com', events: none, foreign: none, templateFlag: none })
  createWebhooks({ secret: 's', wazzup: none, onError: none, timeout: none, limits: { bytes: none, depth: none } })
  createGateway({ wazzup, allow: [], authorize: () => 401, origins: none, timeout: none, limits: { bytes: none } })
  void checkMessage({ ...message, text: none, templateId: none }, { transport: 'whatsapp' })
  void splitBatches([1], async () => none, { size: none, signal: none })
}

/** Compiled only. If a declaration became `any`, these comments would have no error to expect. */
export function misuse(): void {
  // @ts-expect-error a message has either text or contentUri
  void wazzup.messages.send({ ...message, text: 'a', contentUri: 'https://example.com/a.png' })
  // @ts-expect-error a client needs a key
  createMarketplace({})
  // @ts-expect-error the code does not exist
  const code: ApiErrorCode = 'NO_SUCH_CODE'
  void code
  // @ts-expect-error the project's schema requires a number
  void own.ping.get({ times: 'often' })
  // @ts-expect-error core's schema reads an id as a string
  const id: number = v.parse(Saved, {}).contact.id
  void id
}

async function run(): Promise<void> {
  const sent: Sent = await wazzup.messages.send({ ...message, text: 'hello from TypeScript' })
  console.log('sent', sent.messageId)

  try {
    await wazzup.messages.send({ ...message, text: 'reject this' })
  } catch (error) {
    if (!isWazzupError(error, 'BALANCE_IS_EMPTY')) throw error
    console.log('rejected', error.code, error.effect)
  }

  const warnings = checkMessage({ ...message, text: 'hello' }, { transport: 'whatsapp' })
  console.log('entries', warnings.length, 'BALANCE_IS_EMPTY' in apiErrors, endpoints.messages.send.path)

  const saved = v.parse(Saved, { contact: { id: 7 }, at: 'now' })
  const long = v.safeParse(Short, { ...message, text: 'longer than ten' })
  const rejected = await own.ping.get({ times: '3' as never }).catch((error: Error) => error.message)
  console.log('schemas', saved.contact.id, long.success, rejected)
}

void run()
