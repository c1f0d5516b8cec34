import { transports } from '@wazzup-kit/core/schemas'
import { describe, expect, it } from 'vitest'
import { channelIds, chatIds } from '../../account/entities/default-seed.ts'
import { createEmulator } from '../../emulator/create-emulator.ts'
import { ask } from '../../testing/test-client.ts'
import { obeys } from '../../testing/test-rules.ts'

// Expected codes: the error table of https://wazzup24.com/help/api-en/sending-messages/

async function withSent(extra: object = {}) {
  const emulator = createEmulator({ now: () => 0 })
  const body = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79999999999', text: 'Hello', ...extra }
  const { json } = await ask(emulator, 'POST', '/v3/message', body)
  const path = `/v3/message/${(json as { messageId: string }).messageId}`
  return { emulator, path }
}

describe('edit', () => {
  it(`replaces the text in the ledger ${obeys('edit/replaces', 'edit/response')}`, async () => {
    const { emulator, path } = await withSent()
    emulator.clock.advance(5)
    expect(await ask(emulator, 'PATCH', path, { text: 'Bye' })).toMatchObject({ status: 200, text: '' })
    expect(emulator.ledger).toMatchObject([{ text: 'Bye', state: 'edited', changedAt: 5 }])
  })

  it(`replaces the file in the ledger ${obeys('edit/replaces', 'edit/response')}`, async () => {
    const [before, after] = ['https://example.com/a.png', 'https://example.com/b.png']
    const { emulator, path } = await withSent({ text: undefined, contentUri: before })
    expect(await ask(emulator, 'PATCH', path, { contentUri: after })).toMatchObject({ status: 200, text: '' })
    expect(emulator.ledger).toMatchObject([{ contentUri: after, state: 'edited' }])
  })

  it(`replaces a text with a file, and a file with a text ${obeys('edit/kind')}`, async () => {
    const { emulator, path } = await withSent()
    const contentUri = 'https://example.com/a.png'
    await ask(emulator, 'PATCH', path, { contentUri })
    expect(emulator.ledger[0]).toMatchObject({ contentUri, state: 'edited' })
    expect(emulator.ledger[0]).not.toHaveProperty('text')
    await ask(emulator, 'PATCH', path, { text: 'Bye' })
    expect(emulator.ledger[0]).toMatchObject({ text: 'Bye' })
    expect(emulator.ledger[0]).not.toHaveProperty('contentUri')
  })

  it.each([
    [{ text: 1 }, 'text'],
    [{ contentUri: 1 }, 'contentUri'],
    [{ contentUri: 'a file' }, 'contentUri'],
    [{ text: 'a', crmUserId: 1 }, 'crmUserId'],
  ])(
    `is rejected because of the invalid field of %j ${obeys('send/file-address', 'send/fields')}`,
    async (body, field) => {
      const { emulator, path } = await withSent()
      expect((await ask(emulator, 'PATCH', path, body)).json).toMatchObject({
        error: 'INVALID_MESSAGE_DATA',
        data: { fields: [field] },
      })
    },
  )

  it.each([
    [{ text: 'a', contentUri: 'https://example.com/image.png' }, 'MESSAGES_ONLY_TEXT_OR_CONTENT'],
    [{}, 'MESSAGE_NOTHING_TO_SEND'],
    [{ text: null, contentUri: null }, 'MESSAGE_NOTHING_TO_SEND'],
    [{ crmUserId: 'user-1' }, 'MESSAGE_NOTHING_TO_SEND'],
    [{ text: '' }, 'MESSAGES_TEXT_CAN_NOT_BE_BLANK'],
    [{ contentUri: '' }, 'MESSAGES_CONTENT_CAN_NOT_BE_BLANK'],
  ])(`%j is rejected ${obeys('edit/one-content')}`, async (body, error) => {
    const { emulator, path } = await withSent()
    expect((await ask(emulator, 'PATCH', path, body)).json).toMatchObject({ error })
    expect(emulator.ledger[0]?.state).toBe('accepted')
  })

  // The error table: 10 000, 10 000, 4096, 4096, 4096, 1000, 6999.
  it.each([
    ['whatsapp', 10_000, 'MESSAGE_TEXT_TOO_LONG'],
    ['instagram', 10_000, 'MESSAGES_TOO_LONG_INSTAGRAM'],
    ['tgapi', 4_096, 'MESSAGES_TOO_LONG_TELEGRAM'],
    ['telegram', 4_096, 'MESSAGES_TOO_LONG_TELEGRAM'],
    ['vk', 4_096, 'MESSAGES_TOO_LONG_VK'],
    ['avito', 1_000, 'MESSAGES_TOO_LONG_AVITO'],
    ['viber', 6_999, 'MESSAGES_TOO_LONG_VIBER'],
  ] as const)(
    `on %s accepts up to %i characters, like a send ${obeys('edit/length')}`,
    async (transport, longest, error) => {
      const chatType = transport === 'tgapi' ? 'telegram' : transport
      const { emulator, path } = await withSent({
        channelId: channelIds[transport],
        chatType,
        chatId: chatIds[transport],
      })
      expect((await ask(emulator, 'PATCH', path, { text: 'x'.repeat(longest + 1) })).json).toMatchObject({ error })
      expect(emulator.ledger[0]?.state).toBe('accepted')
      expect((await ask(emulator, 'PATCH', path, { text: 'x'.repeat(longest) })).status).toBe(200)
    },
  )

  it(`is rejected for buttons, for WABA and for an unknown message ${obeys('edit/buttons', 'edit/waba', 'edit/unknown')}`, async () => {
    const replyMarkup = { replyMarkup: 'reply', buttons: [[{ text: 'Yes' }]] }
    const chat = { channelId: channelIds.telegram, chatType: 'telegram', chatId: chatIds.telegram }
    const telegram = { ...chat, buttonsObject: replyMarkup }
    const keyboard = await withSent(telegram)
    expect((await ask(keyboard.emulator, 'PATCH', keyboard.path, { text: 'a' })).json).toMatchObject({
      error: 'MESSAGES_CONTAIN_BUTTONS',
    })
    const waba = await withSent({ channelId: channelIds.wapi })
    expect((await ask(waba.emulator, 'PATCH', waba.path, { text: 'a' })).json).toMatchObject({
      error: 'CHANNEL_INVALID_TRANSPORT_FOR_EDITING',
    })
    const unknown = '/v3/message/6f1b3c67-3008-488b-9abc-12fcac6de134'
    expect((await ask(waba.emulator, 'PATCH', unknown, { text: 'a' })).json).toMatchObject({
      error: 'MESSAGES_NOT_FOUND',
    })
  })
})

describe('the period for an edit or a deletion', () => {
  it.each([
    ['editingTime', 'PATCH', 'MESSAGES_EDITING_TIME_EXPIRED'],
    ['deletionTime', 'DELETE', 'MESSAGES_DELETION_TIME_EXPIRED'],
  ] as const)(`%s ends after its configured time ${obeys('edit/period')}`, async (period, method, error) => {
    const { emulator, path } = await withSent()
    emulator.state.settings[period] = 60_000
    const change = () => ask(emulator, method, path, method === 'PATCH' ? { text: 'Bye' } : undefined)
    emulator.clock.advance(60_001)
    expect((await change()).json).toMatchObject({ error })
    expect(emulator.ledger).toMatchObject([{ text: 'Hello', state: 'accepted' }])
    emulator.state.settings[period] = 'unlimited'
    emulator.clock.advance(10 * 365 * 86_400_000)
    expect((await change()).status).toBe(200)
  })

  it('has not ended in its last millisecond', async () => {
    const { emulator, path } = await withSent()
    Object.assign(emulator.state.settings, { editingTime: 60_000, deletionTime: 60_000 })
    emulator.clock.advance(60_000)
    expect((await ask(emulator, 'PATCH', path, { text: 'Bye' })).status).toBe(200)
    expect((await ask(emulator, 'DELETE', path)).status).toBe(200)
  })
})

describe('delete', () => {
  it(`deletes a message once ${obeys('edit/unknown', 'edit/response')}`, async () => {
    const { emulator, path } = await withSent()
    expect(await ask(emulator, 'DELETE', path)).toMatchObject({ status: 200, text: '' })
    expect(emulator.ledger[0]?.state).toBe('deleted')
    expect((await ask(emulator, 'DELETE', path)).json).toMatchObject({ error: 'MESSAGES_NOT_FOUND' })
    expect((await ask(emulator, 'PATCH', path, { text: 'a' })).json).toMatchObject({ error: 'MESSAGES_NOT_FOUND' })
  })

  it(`is rejected for WABA ${obeys('delete/waba')}`, async () => {
    const { emulator, path } = await withSent({ channelId: channelIds.wapi })
    expect((await ask(emulator, 'DELETE', path)).json).toMatchObject({
      error: 'CHANNEL_INVALID_TRANSPORT_FOR_DELETION',
    })
  })
})

describe('undocumented limits of edits and deletions', () => {
  it(`do not exist on other transports, however late ${obeys('edit/other-transports')}`, async () => {
    for (const transport of transports.filter((name) => name !== 'wapi')) {
      const chatType = { tgapi: 'telegram', maxbot: 'max' }[transport as string] ?? transport
      const { emulator, path } = await withSent({
        channelId: channelIds[transport],
        chatType,
        chatId: chatIds[transport],
      })
      emulator.clock.advance(365 * 86_400_000)
      expect((await ask(emulator, 'PATCH', path, { text: 'Bye' })).status).toBe(200)
      expect((await ask(emulator, 'DELETE', path)).status).toBe(200)
    }
  })

  it.each([
    ['PATCH', 'messages.edit', 'MESSAGES_EDITING_TIME_EXPIRED'],
    ['PATCH', 'messages.edit', 'CHANNEL_INVALID_TRANSPORT_FOR_CONTENT_EDITING'],
    ['DELETE', 'messages.delete', 'MESSAGES_DELETION_TIME_EXPIRED'],
  ] as const)(
    `are available on command: %s is rejected (%s: %s) ${obeys('edit/other-transports')}`,
    async (method, route, error) => {
      const { emulator, path } = await withSent()
      emulator.faults.calls.respondWith(error, { route })
      const body = method === 'PATCH' ? { text: 'Bye' } : undefined
      expect((await ask(emulator, method, path, body)).json).toMatchObject({ error })
      expect(emulator.ledger[0]?.state).toBe('accepted')
    },
  )
})
