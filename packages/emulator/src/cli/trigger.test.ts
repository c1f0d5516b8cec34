import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest'
import { actions } from '../server/page-actions/actions.ts'
import { channelIds, chatIds, templateIds } from '../account/entities/default-seed.ts'
import { createEmulator } from '../emulator/create-emulator.ts'
import type { ListeningEmulator } from '../emulator/emulator.ts'
import { ask } from '../testing/test-client.ts'
import { trigger } from './trigger.ts'

const emulator = createEmulator({ webhookFetch: async () => new Response() })
let server: ListeningEmulator
beforeAll(async () => void (server = await emulator.listen()))
afterAll(() => server.close())

let complaints: MockInstance<typeof process.stderr.write>
beforeEach(() => void (complaints = vi.spyOn(process.stderr, 'write').mockReturnValue(true)))
afterEach(() => void vi.restoreAllMocks())

/** Runs a command and returns its output. */
async function print(...args: string[]): Promise<string> {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  try {
    await trigger(args)
    return write.mock.calls.map(([text]) => String(text)).join('')
  } finally {
    write.mockRestore()
  }
}

const run = async (...args: string[]): Promise<unknown> => JSON.parse(await print(...args, '--url', server.url))

const chatId = '79000000301'
const events = Object.keys(actions).map((name) => name.replace(/^simulate\./, ''))

/** Returns the ids of a customer's message and of a sent one, for the events below. */
function messages(): { written: string; sent: string } {
  const { customer, operator } = emulator.simulate
  return { written: customer.send().messageId, sent: operator.send({ from: 'crm', chatId }).messageId }
}

/** Arguments with which each event works. */
const ways: Readonly<Record<string, (about: { written: string; sent: string }) => string[] | Promise<string[]>>> = {
  'customer.send': () => ['--text', 'Hi', '--from', '{"name":"Eva","phone":"79000000555"}'],
  'customer.press': async () => ['--messageId', await pressable(), '--button', '0'],
  'customer.edit': ({ written }) => ['--messageId', written, '--text', '1'],
  'customer.delete': ({ written }) => ['--messageId', written],
  'customer.read': () => ['--chatId', chatId],
  'operator.send': () => ['--from', 'crm', '--chatId', chatId],
  'operator.markNoReplyNeeded': () => ['--chatId', chatId],
  'chatWindow.createEntity': async () => ['--window', await openWindow()],
  'chatWindow.openEntity': async () => ['--window', await openWindow(), '--dealId', 'deal-1'],
  'message.markSent': ({ sent }) => ['--messageId', sent],
  'message.markDelivered': ({ sent }) => ['--messageId', sent],
  'message.markRead': ({ sent }) => ['--messageId', sent],
  'message.markEdited': ({ sent }) => ['--messageId', sent],
  'message.fail': ({ sent }) => ['--messageId', sent, '--code', 'SPAM', '--data', '{"limit":50}'],
  'message.failNext': () => ['--code', 'SPAM', '--times', '2'],
  'message.echoNextAs': () => ['--status', 'read'],
  'message.dropNext': () => [],
  'channel.setState': () => ['--channelId', channelIds.vk, '--state', 'qr'],
  'template.setStatus': () => ['--templateGuid', templateIds.greeting, '--status', 'PAUSED'],
  'contact.askFor': () => ['--chatType', 'whatsapp', '--chatId', '791'],
  'deal.askFor': () => ['--chatType', 'whatsapp', '--chatId', '791'],
  'clock.advance': () => ['--ms', '1000'],
  'subscription.set': () => ['--webhooksUri', 'https://crm.example/', '--subscriptions', JSON.stringify(flags)],
  'settings.set': () => ['--tariff', 'inbox', '--editingTime', '60000'],
  deliver: () => ['--body', '{"test":true}'],
  settled: () => ['--timeout', '5000'],
  reset: () => ['--ids', 'again'],
  'faults.clear': () => [],
  'faults.calls.next': () => ['--kind', 'response lost', '--times', 'all'],
  'faults.calls.respondWith': () => ['--code', 'SPAM', '--headers', '{"trace-id":"1"}', '--status', '418'],
  'faults.calls.mix': () => ['--probability', '0.5', '--kinds', '["response lost"]', '--seed', '7'],
  'faults.calls.clear': () => [],
  'faults.deliveries.next': () => ['--kind', 'late', '--ms', '5'],
  'faults.deliveries.mix': () => ['--probability', '0'],
  'faults.deliveries.release': () => [],
  'faults.deliveries.clear': () => ['--number', '1'],
}
const flags = {
  messagesAndStatuses: true,
  contactsAndDealsCreation: false,
  channelsUpdates: false,
  templateStatus: false,
}

/** Opens a chat window and returns its address. */
async function openWindow(): Promise<string> {
  const filter = [{ chatType: 'whatsapp', chatId: chatIds.whatsapp }]
  const body = { user: { id: 'user-1', name: 'Ann' }, scope: 'card', filter, options: { useDealsEvents: true } }
  return ((await ask(emulator, 'POST', '/v3/iframe', body)).json as { url: string }).url
}

/** Sends a message with a button and returns its id. */
async function pressable(): Promise<string> {
  const chat = { channelId: channelIds.telegram, chatType: 'telegram', chatId: chatIds.telegram }
  const buttonsObject = { replyMarkup: 'reply', buttons: [[{ text: 'Yes' }]] }
  const { json } = await ask(emulator, 'POST', '/v3/message', { ...chat, text: 'Sure?', buttonsObject })
  return (json as { messageId: string }).messageId
}

describe('every event of the help', () => {
  it('is listed', async () => {
    expect(Object.keys(ways)).toEqual(events)
    expect((await print('--help')).split('\n')).toEqual(expect.arrayContaining(events))
    expect(await print('-h')).toBe(await print('--help'))
  })

  it.each(events)('can be triggered: %s', async (event) => {
    emulator.reset()
    emulator.state.subscriptions.api.webhooksUri = 'https://crm.example/'
    expect(await run(event, ...(await ways[event]!(messages())))).toBeDefined()
  })

  it.each(events)('prints its fields with --help: %s', async (event) => {
    const text = await print(event, '--help')
    const { fields } = actions[event] ?? actions[`simulate.${event}`]!
    expect(text.split('\n')[0]).toBe(`wazzup-emulator trigger ${event}`)
    for (const name of Object.keys(fields)) expect(text).toContain(`\n  --${name} `)
    expect(await print('--help', event)).toBe(text)
    expect(await print(event, '-h', '--text', 'Hi')).toBe(text)
  })

  it('prints the allowed values of a field and which fields are required', async () => {
    expect(await print('channel.setState', '--help')).toMatch(/--state [\w|]*qr[\w|]* {2}\(needed\)/)
    const lines = (await print('faults.calls.next', '--help')).split('\n')
    expect(lines).toContain('  --times <number>|all')
    const written = await print('customer.send', '--help')
    expect(written).toContain('--from {"name"?:<text>,"phone"?:<text>,"username"?:<text>,"avatarUri"?:<text>}')
    expect(written).toContain('--file {"name":<text>,"data":<text>}')
    expect(written).toContain('--poll [<text>,...]')
    expect(await print('deliver', '--help')).toContain('--body <json>  (needed)')
    expect(await print('message.fail', '--help')).toContain('--data <json>\n')
    expect(await print('subscription.set', '--help')).toContain('--webhooksUri <text>|null  (needed)')
  })
})

describe('fields', () => {
  it.each([
    [['--text', '1'], { text: '1' }],
    [['--text=--help'], { text: '--help' }],
    [['--text', '-5'], { text: '-5' }],
    [['--text', 'null'], { text: 'null' }],
    [['--text', '{"a":1}'], { text: '{"a":1}' }],
    [['--chatId', '791'], { chatId: '791' }],
    [['--poll', '["Tea","Coffee"]'], { text: '• Tea\n• Coffee' }],
    [['--from', '{"name":"Eva","phone":"79000000555"}'], { contact: { name: 'Eva' } }],
    [['--input', '{"text":"one"}', '--text', 'two'], { text: 'two' }],
  ])('%j are parsed as %j', async (args, expected) => {
    emulator.reset()
    expect(await run('customer.send', ...args)).toMatchObject(expected)
    // Options may also come before the event.
    expect(JSON.parse(await print('--url', server.url, ...args, 'customer.send'))).toMatchObject(expected)
  })

  it('may be empty, unlike the options of the command', async () => {
    emulator.reset()
    expect(await run('customer.send', '--text', '', '--token', '', '--input', '')).toMatchObject({ text: '' })
    const elsewhere = await print('customer.send', '--url', '').catch((error: Error) => error.message)
    // Another emulator of this machine may have the default address.
    expect(elsewhere).toMatch(/No emulator responds at http:\/\/127\.0\.0\.1:4324|messageId|needs its token/)
  })

  it('may be null where null has a meaning', async () => {
    emulator.state.subscriptions.api.webhooksUri = 'https://crm.example/'
    await run('subscription.set', '--webhooksUri', 'null')
    expect(emulator.state.subscriptions.api.webhooksUri).toBeNull()
  })

  it.each([
    [['clock.advance', '--ms', 'soon'], 'ms'],
    [['customer.send', '--colour', 'red'], 'colour: there is no such field; there are channelId, chatType,'],
    [['customer.send', '--from', '{"age":5}'], 'from.age: there is no such field'],
    [['customer.send', '--file', '{"name":"a.pdf"}'], 'file.data is missing'],
    [['deliver'], 'body is missing'],
    [['customer.edit', '--text', 'Hi'], 'messageId is missing'],
    [['customer.send', '--text'], '--text needs a value'],
    [['customer.send', 'Hi'], '"Hi" has no field name'],
    [['customer.send', '--input', '[1]'], '--input must be an object'],
    [['customer.send', '--input', '{'], '--input must be JSON'],
    [['customer.read'], 'chatId is missing'],
    [['customer.read', '--chatId', 'unknown-chat'], 'has no chat'],
    [['customer.read', '--channelId', 'none', '--chatId', chatId], 'has no channel none'],
  ])('%j are rejected with a reason', async (args, why) => {
    await expect(run(...args)).rejects.toThrow(why)
  })
})

describe('an event that no app is subscribed to', () => {
  /** Runs a command without a subscription, and returns what it prints on stderr. */
  async function complaintOf(...args: string[]): Promise<string> {
    complaints.mockClear()
    await run(...args)
    return complaints.mock.calls.map(([text]) => String(text)).join('')
  }
  beforeEach(() => emulator.reset())

  it.each([
    [['customer.send'], 'messages', 'messagesAndStatuses'],
    [['channel.setState', '--channelId', channelIds.vk, '--state', 'qr'], 'channelsUpdates', 'channelsUpdates'],
    [['contact.askFor', '--chatType', 'vk', '--chatId', '1'], 'createContact', 'contactsAndDealsCreation'],
    [['template.setStatus', '--templateGuid', templateIds.greeting, '--status', 'PAUSED'], 'templateStatus', ''],
  ])('%j happens, and stderr says what was not posted', async (args, kind, flag) => {
    const complaint = await complaintOf(...args)
    expect(complaint).toContain(`No webhook with ${kind} was posted, because no app is subscribed to ${flag}`)
    expect(complaint).toContain('subscription.set')
    expect(emulator.deliveries).toEqual([])
  })

  it('follows from the flags of the subscription, not only from its address', async () => {
    emulator.state.subscriptions.api.webhooksUri = 'https://crm.example/'
    emulator.state.subscriptions.api.subscriptions = { ...flags, messagesAndStatuses: false, channelsUpdates: true }
    expect(await complaintOf('customer.send')).toContain('is subscribed to messagesAndStatuses')
    expect(await complaintOf('channel.setState', '--channelId', channelIds.vk, '--state', 'qr')).toBe('')
  })

  it('causes no complaint when there is nothing to post, and when the sidecar is subscribed', async () => {
    expect(await complaintOf('message.dropNext')).toBe('')
    expect(await complaintOf('clock.advance', '--ms', '1')).toBe('')
    emulator.state.subscriptions.sidecar.webhooksUri = 'https://sidecar.example/'
    emulator.state.subscriptions.sidecar.subscriptions = flags
    expect(await complaintOf('customer.send')).toBe('')
  })
})

it('customer.read marks the messages of an operator as read, by chat id or by chat key', async () => {
  emulator.reset()
  const whatsapp = { channelId: channelIds.whatsapp, chatType: 'whatsapp' }
  for (const chat of [
    ['--chatId', chatId],
    ['--chat', `${channelIds.whatsapp}/whatsapp/${chatId}`],
    ['--channelId', channelIds.whatsapp, '--chatType', 'whatsapp', '--chatId', chatId],
  ]) {
    const { messageId } = emulator.simulate.operator.send({ from: 'crm', ...whatsapp, chatId })
    expect(await run('customer.read', ...chat)).toEqual({ read: 1 })
    expect(emulator.state.messages.get(messageId)?.status).toBe('read')
  }
})
