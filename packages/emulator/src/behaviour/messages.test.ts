import { describe, expect, it } from 'vitest'
import { channelIds } from '../default-seed.ts'
import { createEmulator } from '../emulator.ts'
import { ask } from '../test-client.ts'

// Expected codes: the error table of https://wazzup24.com/help/api-en/sending-messages/

async function withSent(extra: object = {}) {
  const emulator = createEmulator({ now: () => 0 })
  const body = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79999999999', text: 'Hello', ...extra }
  const { json } = await ask(emulator, 'POST', '/v3/message', body)
  const path = `/v3/message/${(json as { messageId: string }).messageId}`
  return { emulator, path }
}

describe('edit', () => {
  it('replaces the text in the ledger', async () => {
    const { emulator, path } = await withSent()
    emulator.clock.advance(5)
    expect(await ask(emulator, 'PATCH', path, { text: 'Bye' })).toMatchObject({ status: 200, text: '' })
    expect(emulator.ledger).toMatchObject([{ text: 'Bye', state: 'edited', changedAt: 5 }])
  })

  it.each([
    [{ text: 'a', contentUri: 'https://example.com/image.png' }, 'MESSAGES_ONLY_TEXT_OR_CONTENT'],
    [{}, 'MESSAGE_NOTHING_TO_SEND'],
    [{ text: 'x'.repeat(10_001) }, 'MESSAGE_TEXT_TOO_LONG'],
    [{ text: 1 }, 'INVALID_MESSAGE_DATA'],
  ])('%# is refused', async (body, error) => {
    const { emulator, path } = await withSent()
    expect((await ask(emulator, 'PATCH', path, body)).json).toMatchObject({ error })
    expect(emulator.ledger[0]?.state).toBe('accepted')
  })

  it('is refused for buttons, for WABA and for an unknown message', async () => {
    const replyMarkup = { replyMarkup: 'reply', buttons: [[{ text: 'Yes' }]] }
    const telegram = { channelId: channelIds.telegram, chatType: 'telegram', buttonsObject: replyMarkup }
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

describe('delete', () => {
  it('takes a message away once', async () => {
    const { emulator, path } = await withSent()
    expect((await ask(emulator, 'DELETE', path)).status).toBe(200)
    expect(emulator.ledger[0]?.state).toBe('deleted')
    expect((await ask(emulator, 'DELETE', path)).json).toMatchObject({ error: 'MESSAGES_NOT_FOUND' })
    expect((await ask(emulator, 'PATCH', path, { text: 'a' })).json).toMatchObject({ error: 'MESSAGES_NOT_FOUND' })
  })

  it('is refused for WABA', async () => {
    const { emulator, path } = await withSent({ channelId: channelIds.wapi })
    expect((await ask(emulator, 'DELETE', path)).json).toMatchObject({
      error: 'CHANNEL_INVALID_TRANSPORT_FOR_DELETION',
    })
  })
})
