import { describe, expect, it } from 'vitest'
import { channelIds, chatIds } from '../../account/entities/default-seed.ts'
import { createEmulator } from '../../emulator/create-emulator.ts'
import type { EmulatorOptions } from '../../emulator/emulator.ts'
import type { EmulatedOperator } from '../../account/entities/entities.ts'
import { createSubscribedAccount } from '../../testing/test-account.ts'
import { ask } from '../../testing/test-client.ts'
import { obeys } from '../../testing/test-rules.ts'

// Wazzup's page on the unanswered counter, https://wazzup24.com/help/api-en/unanswered-counter/

const users = ['ann', 'bob', 'cid', 'dan', 'eve'].map((id) => ({ id, name: id }))
const contacts = [
  {
    id: 'c-1',
    responsibleUserId: 'ann',
    name: 'Clara',
    contactData: [{ chatType: 'whatsapp', chatId: chatIds.whatsapp }],
  },
]

function start(options: EmulatorOptions = {}) {
  const emulator = createEmulator({ now: () => 1_000, users, contacts, ...options })
  const counter = async (user: string) => (await ask(emulator, 'GET', `/v3/unanswered/${user}`)).json
  const write = (chatId: string) => emulator.simulate.customer.send({ channelId: channelIds.whatsapp, chatId })
  return { emulator, counter, write }
}

const operator = (userId: string, role: EmulatedOperator['role'], newCustomers: EmulatedOperator['newCustomers']) => ({
  userId,
  role,
  newCustomers,
})
const nothing = { counterV2: 0, type: null, lastMsgDateTime: null }

describe('the counter', () => {
  it(`shows each role what it may see ${obeys('unanswered/roles', 'unanswered/quality-control', 'unanswered/quality-control-sees')}`, async () => {
    const { counter, write } = start({
      operators: [
        operator('ann', 'sales rep', 'does not receive'),
        operator('bob', 'manager', 'receives'),
        operator('cid', 'head', 'does not receive'),
        operator('dan', 'quality control', 'receives'),
        operator('eve', 'none', 'receives'),
      ],
    })
    write(chatIds.whatsapp)
    write(chatIds.whatsapp)
    write('79000000888')
    const last = { lastMsgDateTime: '1970-01-01T00:00:01.000Z' }
    expect(await counter('ann')).toEqual({ counterV2: 2, type: 'red', ...last })
    expect(await counter('bob')).toEqual({ counterV2: 1, type: 'grey', ...last })
    expect(await counter('cid')).toEqual({ counterV2: 3, type: 'grey', ...last })
    expect(await counter('dan')).toEqual({ counterV2: 3, type: 'grey', ...last })
    expect(await counter('eve')).toEqual(nothing)
    expect(await counter('unknown-user')).toEqual(nothing)
  })

  it(`falls when an operator presses "No reply needed", and no webhook says so ${obeys('operator/no-reply-needed', 'operator/no-reply-needed-silent')}`, async () => {
    const { emulator, posts } = await createSubscribedAccount({ users, contacts })
    const counter = async () => (await ask(emulator, 'GET', '/v3/unanswered/ann')).json
    const write = (chatId: string) => emulator.simulate.customer.send({ channelId: channelIds.whatsapp, chatId })
    const changes: string[] = []
    emulator.watchChanges(({ about }) => void changes.push(about))
    for (const chatId of [chatIds.whatsapp, chatIds.whatsapp, '79000000888']) write(chatId)
    await emulator.settled()
    const before = posts.length
    expect(await counter()).toMatchObject({ counterV2: 3, type: 'red' })
    expect(emulator.simulate.operator.markNoReplyNeeded({ chatId: chatIds.whatsapp })).toBe(2)
    expect(emulator.simulate.operator.markNoReplyNeeded({ chatId: chatIds.whatsapp })).toBe(0)
    expect(await counter()).toMatchObject({ counterV2: 1, type: 'grey' })
    await emulator.settled()
    expect([posts.length, changes.filter((about) => about === 'unanswered')]).toEqual([before, ['unanswered']])
    write(chatIds.whatsapp)
    expect(await counter()).toMatchObject({ counterV2: 2, type: 'red' })
    expect(() => emulator.simulate.operator.markNoReplyNeeded({ channelId: 'none', chatId: '7' })).toThrow('no channel')
  })

  it.each([
    ['head', 'red'],
    ['quality control', 'grey'],
  ] as const)(
    `is, for a responsible operator in the role "%s", %s ${obeys('unanswered/red', 'unanswered/quality-control')}`,
    async (role, type) => {
      const { counter, write } = start({ operators: [operator('ann', role, 'does not receive')] })
      write(chatIds.whatsapp)
      expect(await counter('ann')).toMatchObject({ counterV2: 1, type })
    },
  )

  it(`counts messages, each for a week ${obeys('unanswered/messages', 'unanswered/week')}`, async () => {
    const { emulator, counter, write } = start()
    write(chatIds.whatsapp)
    emulator.clock.advance(86_400_000)
    write(chatIds.whatsapp)
    expect(await counter('ann')).toMatchObject({ counterV2: 2 })
    emulator.clock.advance(6 * 86_400_000 + 1)
    expect(await counter('ann')).toEqual({ counterV2: 1, type: 'red', lastMsgDateTime: '1970-01-02T00:00:01.000Z' })
    emulator.simulate.operator.send({ from: 'phone', chatId: chatIds.whatsapp })
    write(chatIds.whatsapp)
    expect(await counter('ann')).toMatchObject({ counterV2: 1 })
  })

  it(`counts a dialog of the seed as one message, or as many as it states ${obeys('unanswered/messages')}`, async () => {
    const chat = { channelId: channelIds.whatsapp, chatType: 'whatsapp', responsibleUserId: 'ann', since: 1_000 }
    const { counter, write } = start({
      waiting: [
        { ...chat, chatId: '791' },
        { ...chat, chatId: '792', writtenAt: [998, 999, 1_000] },
      ],
    })
    expect(await counter('ann')).toMatchObject({ counterV2: 4 })
    write('791')
    expect(await counter('ann')).toMatchObject({ counterV2: 5 })
  })

  it(`returns the time of the last unanswered message ${obeys('unanswered/fields', 'unanswered/last', 'unanswered/last-none')}`, async () => {
    const { emulator, counter, write } = start()
    write(chatIds.whatsapp)
    emulator.clock.advance(5_000)
    write('79000000888')
    expect(await counter('ann')).toEqual({ counterV2: 2, type: 'red', lastMsgDateTime: '1970-01-01T00:00:06.000Z' })
    expect(await counter('bob')).toEqual({ counterV2: 1, type: 'grey', lastMsgDateTime: '1970-01-01T00:00:06.000Z' })
  })

  it.each([false, true])(
    `is red for the operator responsible for a deal of the customer, closed: %j ${obeys('unanswered/roles', 'unanswered/deals')}`,
    async (closed) => {
      const deal = { id: 'd-1', responsibleUserId: 'bob', name: 'Deal', uri: '', contacts: ['c-0', 'c-1'], closed }
      const { counter, write } = start({
        deals: [deal, { ...deal, id: 'd-2', responsibleUserId: 'cid', contacts: ['c-2'] }],
        operators: [operator('bob', 'manager', 'does not receive'), operator('cid', 'sales rep', 'does not receive')],
      })
      write(chatIds.whatsapp)
      expect(await counter('ann')).toMatchObject({ counterV2: 1, type: 'red' })
      expect(await counter('bob')).toMatchObject({ counterV2: 1, type: 'red' })
      expect(await counter('cid')).toEqual(nothing)
    },
  )

  it(`is 0 for an unknown user, and its host is not given to a wrong key ${obeys('unanswered/unknown')}`, async () => {
    const { emulator, counter, write } = start()
    write('79000000888')
    expect(await counter('unknown-user')).toEqual(nothing)
    const path = '/counters/ws_host/api_v3/wrong'
    expect(await ask(emulator, 'GET', path, undefined, { key: 'none' })).toMatchObject({
      status: 401,
      json: { error: 'INVALID_APIKEY' },
    })
  })

  it(`has a live host that cannot be reached ${obeys('unanswered/host', 'unanswered/live')}`, async () => {
    const { emulator } = start()
    const { json } = await ask(emulator, 'GET', `/counters/ws_host/api_v3/${emulator.keys.apiKey}`)
    // RFC 6761 reserves `.invalid`: such a name never resolves.
    expect(json).toEqual({ host: expect.stringMatching(/^[a-z.-]+\.invalid$/) as string })
  })

  it(`treats users without a role as sales reps ${obeys('unanswered/default-role', 'unanswered/red', 'unanswered/grey')}`, async () => {
    const { counter, write } = start()
    write(chatIds.whatsapp)
    expect(await counter('ann')).toMatchObject({ counterV2: 1, type: 'red' })
    expect(await counter('bob')).toEqual(nothing)
    write('79000000888')
    expect(await counter('bob')).toMatchObject({ counterV2: 1, type: 'grey' })
  })

  it(`does not count messages older than a week or answered ones ${obeys('unanswered/week', 'send/clear-unanswered')}`, async () => {
    const { emulator, counter, write } = start()
    write(chatIds.whatsapp)
    emulator.clock.advance(7 * 86_400_000)
    expect(await counter('ann')).toMatchObject({ counterV2: 1 })
    emulator.clock.advance(1)
    expect(await counter('ann')).toEqual(nothing)
    write('79000000888')
    emulator.simulate.operator.send({ from: 'phone', chatId: '79000000888' })
    expect(await counter('bob')).toEqual(nothing)
  })
})
