import { describe, expect, it } from 'vitest'
import { channelIds } from '../../../account/entities/default-seed.ts'
import { createEmulator } from '../../../emulator/create-emulator.ts'
import type { EmulatorOptions } from '../../../emulator/emulator.ts'
import { ask } from '../../../testing/test-client.ts'
import { obeys } from '../../../testing/test-rules.ts'

// Tariffs: the error table of https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/ . An older page of prices
// defines what counts as a dialog of a tariff.

const whatsapp = { channelId: channelIds.whatsapp, chatType: 'whatsapp' }
const beyond = { status: 400, json: { error: 'CHANNEL_LIMIT_EXCEEDED' } }

function start(options: EmulatorOptions) {
  const emulator = createEmulator({ rateLimit: 'off', ...options })
  const { simulate } = emulator
  return {
    emulator,
    send: (chatId: string, more: object = {}) =>
      ask(emulator, 'POST', '/v3/message', { ...whatsapp, chatId, text: 'Hi', ...more }),
    customerSends: (chatId: string) => simulate.customer.send({ ...whatsapp, chatId }),
    operatorSends: (chatId: string) => simulate.operator.send({ from: 'phone', ...whatsapp, chatId }),
  }
}

/** Returns this number of different chat ids. */
const chats = (count: number) => Array.from({ length: count }, (_, index) => String(7_900_000_000 + index))

describe('the dialogs of a tariff', () => {
  it.each([
    ['start', 50],
    ['inbox', 500],
    ['pro', 500],
  ] as const)(
    `are those with an outgoing message; on %s their number is limited to %i ${obeys('first/dialogs', 'first/dialogs-counted', 'first/dialogs-beyond')}`,
    async (tariff, most) => {
      const { emulator, send, customerSends } = start({ tariff })
      for (const chatId of chats(most + 2)) customerSends(chatId)
      for (const chatId of chats(most)) expect((await send(chatId)).status).toBe(201)
      const [further, another] = chats(most + 2).slice(most) as [string, string]
      expect(await send(further)).toMatchObject(beyond)
      expect((await send(chats(1)[0]!)).status).toBe(201)
      const viber = { channelId: channelIds.viber, chatType: 'viber' }
      emulator.simulate.customer.send({ ...viber, chatId: another })
      expect((await send(another, viber)).status).toBe(201)
      emulator.state.settings.tariff = 'max'
      expect((await send(further)).status).toBe(201)
    },
  )

  it(`are counted from zero on the 1st of a month ${obeys('first/dialogs-counted', 'first/dialogs-month')}`, async () => {
    const { emulator, send } = start({ tariff: 'start', now: () => Date.parse('2026-01-31T23:59:59.998Z') })
    for (const chatId of chats(50)) await send(chatId)
    emulator.clock.advance(1)
    expect(await send('79111111111')).toMatchObject(beyond)
    emulator.clock.advance(1)
    expect((await send('79111111111')).status).toBe(201)
    for (const chatId of chats(49)) expect((await send(chatId)).status).toBe(201)
    expect(await send(chats(50)[49]!)).toMatchObject(beyond)
  })

  it(`are also opened by operators and by sends that fail later ${obeys('first/dialogs-month')}`, async () => {
    const { emulator, send, operatorSends } = start({ tariff: 'start' })
    for (const chatId of chats(49)) operatorSends(chatId)
    emulator.simulate.message.failNext('BAD_CONTACT')
    expect((await send('79111111111')).status).toBe(201)
    expect(await send('79222222222')).toMatchObject(beyond)
  })

  it('are not opened by a rejected send', async () => {
    const { send, operatorSends } = start({ tariff: 'start' })
    for (const chatId of chats(49)) operatorSends(chatId)
    expect((await send('79111111111', { text: '' })).status).toBe(400)
    expect((await send('79222222222')).status).toBe(201)
  })
})

it(`the response names the Inbox tariff when the customer must begin ${obeys('first/inbox-response')}`, async () => {
  const { emulator, send } = start({ tariff: 'inbox' })
  const description = "Can't write by first on inbox tariff"
  expect(await send('79111111111')).toMatchObject({
    status: 400,
    json: { error: 'MESSAGES_NOT_TEXT_FIRST', description },
  })
  emulator.state.settings.tariff = 'max'
  const instagram = { channelId: channelIds.instagram, chatType: 'instagram' }
  expect(await send('stranger', instagram)).toMatchObject({
    status: 400,
    json: { error: 'MESSAGES_NOT_TEXT_FIRST', description: 'MESSAGES_NOT_TEXT_FIRST' },
  })
})
