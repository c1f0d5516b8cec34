import { channelIds, chatIds, createEmulator, templateIds } from '@wazzup-kit/emulator'
import { DEFAULT_URL } from '@wazzup-kit/emulator/control'
import type { Exchange } from '../exchange.ts'

/** An exchange with the control API, with the operation to which it belongs. */
export interface ControlExchange extends Exchange {
  operationId: string
}

const START = Date.UTC(2026, 10, 22, 12)
const { whatsapp, wapi } = channelIds
const crmContact = { id: 'c1', responsibleUserId: 'user-1', name: 'Dora', contactData: [] as object[] }
const deal = { id: 'd1', responsibleUserId: 'user-1', name: 'Chairs', uri: 'https://crm.example/d1', contacts: ['c1'] }

/** Responds as a CRM that creates what it is asked for. */
async function crm(_address: unknown, init?: RequestInit): Promise<Response> {
  const body = JSON.parse(String(init?.body)) as { createContact?: { contactData: object[] }; createDeal?: object }
  if (body.createContact) return Response.json({ ...crmContact, contactData: body.createContact.contactData })
  return Response.json(body.createDeal ? { ...deal, closed: false } : { ok: true })
}

/** Makes every call of the control API once, in an account with two channels and one template. */
export async function recordControl(): Promise<ControlExchange[]> {
  const seed = createEmulator({ now: () => START })
  const emulator = createEmulator({
    now: () => START,
    webhookFetch: crm,
    channels: [whatsapp, wapi].map((id) => seed.state.channels.get(id)!),
    templates: [seed.state.templates.get(templateIds.greeting)!],
  })
  const server = await emulator.listen()
  const exchanges: ControlExchange[] = []

  async function ask(operationId: string, path: string, body?: object): Promise<unknown> {
    const method = body ? 'POST' : 'GET'
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${server.url}${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    })
    const answer = await response.text()
    if (!response.ok) throw new Error(`${operationId}: ${response.status} ${answer}`)
    // The port of the recording is another one each time.
    const shown = <Value>(value: Value): Value =>
      JSON.parse(JSON.stringify(value).replaceAll(server.url, DEFAULT_URL)) as Value
    exchanges.push({
      operationId,
      method,
      path,
      ...(body && { body: shown(body) }),
      status: response.status,
      answer: shown(answer),
    })
    return JSON.parse(answer) as unknown
  }

  async function act<Result>(verb: string, input: object = {}): Promise<Result> {
    const { result } = (await ask(verb, `/_emulator/do/${verb}`, input)) as { result: Result }
    return result
  }

  /** Calls Wazzup's API as the app does. */
  async function call<Answer>(path: string, body: object): Promise<Answer> {
    const response = await emulator.fetch(`https://api.wazzup24.com/v3/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${emulator.keys.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return (await response.json()) as Answer
  }

  const send = async (body: object): Promise<string> => (await call<{ messageId: string }>('message', body)).messageId

  try {
    await act('subscription.set', { webhooksUri: 'https://crm.example/wazzup?key=secret' })
    const written = await act<{ messageId: string; chatId: string }>('simulate.customer.send', {
      from: { name: 'Eve', phone: '79011112233' },
      text: 'Is it ready?',
    })
    await act('simulate.customer.edit', { messageId: written.messageId, text: 'Is my order ready?' })
    await act('simulate.operator.markNoReplyNeeded', { chatId: written.chatId })
    await act('simulate.operator.send', { from: 'phone', chatId: written.chatId, text: 'Tomorrow.' })
    const window = await openWindow()
    await act('simulate.chatWindow.createEntity', { window })
    await act('simulate.chatWindow.openEntity', { window, dealId: 'deal-1' })
    const chat = { channelId: whatsapp, chatType: 'whatsapp', chatId: '79011112233' }
    const messageId = await send({ ...chat, text: '17', crmMessageId: 'order-17' })
    await act('settled', { timeout: 10_000 })
    await act('simulate.message.markSent', { messageId })
    await act('simulate.message.markDelivered', { messageId })
    await act('simulate.customer.read', { chatId: written.chatId })
    await act('simulate.message.markRead', { messageId })
    await act('simulate.message.markEdited', { messageId })
    await act('simulate.message.fail', { messageId, code: 'BAD_CONTACT' })
    await act('simulate.message.failNext', { code: 'SPAM', times: 2 })
    await act('simulate.message.echoNextAs', { status: 'read' })
    await act('simulate.message.dropNext', { times: 1 })
    await act('simulate.contact.askFor', { chatType: 'whatsapp', chatId: '79011112233', name: 'Eve' })
    await act('simulate.deal.askFor', { chatType: 'whatsapp', chatId: '79011112233' })
    await act('simulate.channel.setState', { channelId: whatsapp, state: 'notEnoughMoney' })
    await act('simulate.template.setStatus', { templateGuid: templateIds.greeting, status: 'APPROVED' })
    await act('simulate.customer.press', { messageId: await sendButtons(), button: 0 })
    await act('simulate.customer.delete', { messageId: written.messageId })
    await act('settings.set', { tariff: 'inbox', closedWindows: 'reject' })
    await act('deliver', { body: { messages: [] } })
    await act('settled')
    await readAll(written.chatId)
    await act('faults.calls.next', { kind: 'response lost', route: 'messages.send', times: 2 })
    await act('faults.calls.respondWith', { code: 'CHANNEL_NO_MONEY', route: 'messages.send' })
    await act('faults.calls.mix', { kinds: ['response lost', 'too many requests'], probability: 0.1, seed: 'monday' })
    await act('faults.calls.clear', { number: 2 })
    await act('faults.deliveries.next', { kind: 'late', about: 'messages', ms: 5_000 })
    await act('faults.deliveries.mix', { kinds: ['repeated', 'reordered'], probability: 0.2 })
    await act('faults.deliveries.release')
    await act('faults.deliveries.clear', { number: 1 })
    await act('faults.clear')
    await act('clock.advance', { ms: 61_000 })
    await act('reset', { ids: 'again', keepSubscription: true })
    return exchanges
  } finally {
    await server.close()
  }

  /** Opens a chat window for the customer of the default deal, and returns its address. */
  async function openWindow(): Promise<string> {
    const filter = [{ chatType: 'whatsapp', chatId: chatIds.whatsapp }]
    const options = { useDealsEvents: true }
    const { url } = await call<{ url: string }>('iframe', {
      user: { id: 'user-1', name: 'Ann' },
      scope: 'card',
      filter,
      options,
    })
    return url
  }

  /** Sends two quick replies on WABA, where the customer has just written. */
  async function sendButtons(): Promise<string> {
    const { chatId } = emulator.simulate.customer.send({ channelId: wapi })
    const buttons = ['Yes', 'No'].map((text) => ({ text, type: 'text' }))
    const chat = { channelId: wapi, chatType: 'whatsapp', chatId }
    emulator.state.nextOutcomes.length = 0
    const messageId = await send({ ...chat, text: 'Shall we deliver?', buttonsObject: { buttons } })
    await emulator.settled()
    return messageId
  }

  async function readAll(chatId: string): Promise<void> {
    const key = `${whatsapp}/whatsapp/${chatId}`
    for (const name of ['ledger', 'requests', 'deliveries']) await ask(`records.${name}`, `/_emulator/${name}?limit=1`)
    await ask('page.health', '/_emulator/health')
    await ask('page.state', '/_emulator/state')
    await ask('page.chats', `/_emulator/chats/${encodeURIComponent(key)}/messages?before=2`)
    await ask('page.log', '/_emulator/log/request/1')
  }
}
