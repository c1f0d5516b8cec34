import { createWazzup } from '@wazzup-kit/core'
import { createMarketplace } from '@wazzup-kit/core/marketplace'
import { channelIds, createEmulator } from '@wazzup-kit/emulator'
import { fixtures } from '@wazzup-kit/conformance/fixtures'
import type { Exchange } from './exchange.ts'

/** Time of the emulator, so that the documents are reproducible. */
const START = Date.UTC(2026, 10, 22, 12)

/** Replaces the id that the client generates, so that the documents are reproducible. */
function withoutGenerated(body: object): object {
  return 'crmMessageId' in body ? { ...body, crmMessageId: 'order-17-ready' } : body
}

/** Makes every call against the emulator, some successful and some rejected. Resolves with all requests and responses. */
export async function recordExchanges(): Promise<Exchange[]> {
  const exchanges: Exchange[] = []
  const emulator = createEmulator({ now: () => START, rateLimit: 'off', webhookFetch: async () => new Response() })
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    const sent = await request.clone().text()
    const response = await emulator.fetch(request)
    const { pathname, search } = new URL(request.url)
    exchanges.push({
      method: request.method,
      path: pathname + search,
      ...(sent !== '' && { body: withoutGenerated(JSON.parse(sent) as object) }),
      status: response.status,
      answer: await response.clone().text(),
    })
    return response
  }
  const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch })
  const marketplace = createMarketplace({ partnerKey: emulator.keys.partnerKey, fetch })

  // In the first round, unknown ids are rejected. In the second, the entities that were saved exist.
  for (const fixture of [...fixtures, ...fixtures])
    await Promise.resolve(fixture.call(wazzup, marketplace)).catch(() => undefined)

  for (const noun of ['users', 'contacts', 'deals']) {
    const of = (verb: string) => fixtures.find(({ endpoint }) => endpoint === `${noun}.${verb}`)!
    for (const verb of ['save', 'list', 'get']) await of(verb).call(wazzup, marketplace)
  }
  const { users } = emulator.state
  await wazzup.users.delete({ id: users.keys().next().value! })

  const to = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79011112233' } as const
  const { messageId } = await wazzup.messages.send({ ...to, text: 'Hello' })
  await wazzup.messages.edit({ messageId: messageId!, text: 'Hello again' })
  await wazzup.messages.delete({ messageId: messageId! })

  await marketplace.marketplace.save({ crmCode: 'my_crm', secret: 's3cret' })
  await marketplace.wauth.simulate({ type: 'my_crm', domain: 'https://crm.example' })
  const { state } = emulator.state.installations.at(-1)!
  await marketplace.wauth.connect({ state, secret: 's3cret', crmKey: 'crm-key', name: 'Shop' })
  return exchanges
}
