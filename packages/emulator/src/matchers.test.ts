import { expect as jestExpect } from 'expect'
import { describe, expect, it } from 'vitest'
import { channelIds } from './account/entities/default-seed.ts'
import { createEmulator } from './emulator/create-emulator.ts'
import type { Emulator } from './emulator/emulator.ts'
import { wazzupMatchers } from './matchers.ts'
import { createSubscribedAccount } from './testing/test-account.ts'
import { ask } from './testing/test-client.ts'

expect.extend(wazzupMatchers)
jestExpect.extend(wazzupMatchers)

const chat = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79011112233' }

async function send(emulator: Emulator, text: string): Promise<string> {
  const { json } = await ask(emulator, 'POST', '/v3/message', { ...chat, text })
  await emulator.settled()
  return (json as { messageId: string }).messageId
}

function messageOf(assertion: () => void): string {
  try {
    assertion()
  } catch (error) {
    return (error as Error).message
  }
  return 'it passed'
}

/** The two matchers under either test runner. */
interface Asserting {
  toHaveSent: (expected?: object) => void
  toHaveReceivedStatus: (expected?: object) => void
  not: Omit<Asserting, 'not'>
}
const runners: [string, (received: unknown) => Asserting][] = [
  // oxlint-disable-next-line vitest/valid-expect
  ['Vitest', (received) => expect(received)],
  ['Jest', (received) => jestExpect(received)],
]

describe.each(runners)('under %s', (_, check) => {
  it('toHaveSent compares only the given fields', async () => {
    const emulator = createEmulator()
    const messageId = await send(emulator, 'Hello, Clara')
    check(emulator).toHaveSent({ to: '79011112233', text: 'Hello, Clara' })
    check(emulator).toHaveSent({ text: expect.stringContaining('Clara') as string, times: 1 })
    check(emulator.ledger).toHaveSent({ messageId, state: 'accepted' })
    check(emulator).not.toHaveSent({ to: '79011112233', text: 'Hello' })
    check(emulator).not.toHaveSent({ text: 'Hello, Clara', times: 2 })
  })

  it('toHaveSent prints what was sent instead', async () => {
    const emulator = createEmulator()
    expect(messageOf(() => check(emulator).toHaveSent({ text: 'Hi' }))).toBe(
      'expected to have sent:\n  {"text":"Hi"}\nIt was found 0 times. Everything there is:\n  nothing was sent\nthere is no webhook subscription, so nothing is delivered',
    )
    for (let index = 0; index < 12; index += 1) await send(emulator, `Text ${index}`)
    const message = messageOf(() => check(emulator).toHaveSent({ to: '79', text: 'Hi' }))
    expect(message).toContain('{"to":"79","text":"Hi"}')
    expect(message).toContain('... and 2 before\n')
    expect(message).toContain('\n  {"to":"79011112233","chatType":"whatsapp","text":"Text 11"}')
    expect(message).not.toContain('"text":"Text 1"')
    expect(messageOf(() => check(emulator).toHaveSent({ to: '79011112233', times: 1 }))).toContain('12 times')
    const like = expect.stringContaining('Bye') as string
    expect(messageOf(() => check(emulator).toHaveSent({ text: like }))).toContain('StringContaining')
    expect(messageOf(() => check(emulator).not.toHaveSent({ text: 'Text 3' }))).toContain('expected not to have sent:')
  })

  it('toHaveReceivedStatus finds statuses in status deliveries and in messages', async () => {
    const { emulator, bodies } = await createSubscribedAccount()
    const messageId = await send(emulator, 'Hello')
    check(emulator).toHaveReceivedStatus({ messageId, status: 'delivered' })
    check(emulator.deliveries).toHaveReceivedStatus({ messageId, status: 'sent', times: 2 })
    check(bodies()).toHaveReceivedStatus({ messageId, status: 'delivered', times: 1 })
    check(emulator).not.toHaveReceivedStatus({ status: 'read' })
    emulator.simulate.message.failNext('SPAM', { inside: 'messages' })
    const failed = await send(emulator, 'Buy!')
    check(emulator).toHaveReceivedStatus({ messageId: failed, status: 'error', code: 'SPAM' })
    emulator.simulate.customer.send()
    await emulator.settled()
    expect(messageOf(() => check(emulator).toHaveReceivedStatus({ messageId: failed, status: 'read' }))).toContain(
      '"status":"error"',
    )
    expect(messageOf(() => check(bodies().slice(0, 0)).toHaveReceivedStatus({}))).toContain('no status came')
  })

  it('toHaveSent matches any message by default', async () => {
    const emulator = createEmulator()
    check(emulator).not.toHaveSent()
    await send(emulator, 'Hello')
    check(emulator).toHaveSent()
    expect(messageOf(() => check(emulator).not.toHaveSent())).toContain('expected not to have sent:\n  anything\n')
    expect(messageOf(() => check(emulator).toHaveSent({ text: 'Bye', times: 1 }))).toContain('sent, once:')
  })

  it('the failure message explains why a send or a status may be missing', async () => {
    const why = (source: Emulator): string =>
      messageOf(() => check(source).toHaveSent({ text: 'Hi' }))
        .split('\n')
        .at(-1)!
    const { emulator } = await createSubscribedAccount({}, () => new Response(null, { status: 500 }))
    emulator.simulate.customer.send()
    expect(why(emulator)).toBe('nothing was delivered so far: await emulator.settled() first')
    await emulator.settled()
    expect(why(emulator)).toBe('a delivery of messages got 500')

    const { emulator: poor } = await createSubscribedAccount()
    poor.state.channels.get(channelIds.whatsapp)!.state = 'notEnoughMoney'
    await ask(poor, 'POST', '/v3/message', { ...chat, text: 'Hi' })
    expect(why(poor)).toMatch(/^a send got 400 .*CHANNEL_NO_MONEY/)

    const { emulator: busy } = await createSubscribedAccount({}, () => new Promise(() => {}))
    const begun = new Promise((resolve) => busy.watchChanges(({ about }) => about === 'delivery' && resolve(about)))
    busy.simulate.customer.send()
    await begun
    expect(why(busy)).toBe('a delivery of messages is on its way: await emulator.settled() first')
    busy.reset()
    busy.faults.calls.next('connection reset')
    await ask(busy, 'POST', '/v3/message', { ...chat, text: 'Hi' }).catch(() => {})
    expect(why(busy)).toBe('a send got no response (fault: connection reset)')
  })

  it('the matchers reject a value that is not an emulator', () => {
    expect(messageOf(() => check('nothing').toHaveSent({}))).toContain('requires an emulator')
    expect(messageOf(() => check(undefined).toHaveReceivedStatus({}))).toContain('requires an emulator')
  })
})
