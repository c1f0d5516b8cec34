import { describe, expect, it } from 'vitest'
import { channelIds } from '../../account/entities/default-seed.ts'
import { createEmulator } from '../../emulator/create-emulator.ts'
import type { Emulator } from '../../emulator/emulator.ts'
import { ask } from '../../testing/test-client.ts'
import { obeys } from '../../testing/test-rules.ts'

// Wazzup's page on the chat window, https://wazzup24.ru/help/api-ru/okno-chatov-iframe/ and its older English cut.

const open = (emulator: Emulator, body: unknown) => ask(emulator, 'POST', '/v3/iframe', body)
const user = { id: 'user-1', name: 'Ann' }
const all = { user, scope: 'global' }
const card = (...filter: unknown[]) => ({ user, scope: 'card', filter })
const chat = { chatType: 'whatsapp', chatId: '791' }

describe('the chat window', () => {
  it(`responds with a link to a host of eight digits ${obeys('chat-window/url')}`, async () => {
    expect((await open(createEmulator(), all)).json).toEqual({
      url: expect.stringMatching(/^https:\/\/\d{8}\.wazzup24\.com\/chat\/[0-9a-f-]{36}\?token=/) as string,
    })
  })

  it.each([
    ['a user with a name', all],
    [
      'a kind of CRM and two flags',
      { ...all, options: { clientType: 'amocrm', useDealsEvents: true, useMessageEvents: false } },
    ],
    ['a chat by its type', card({ chatType: 'vk' })],
    ['a chat by a username', card({ chatType: 'telegram', username: 'ann' })],
    ['unknown parts of a chat', { ...card({ ...chat, colour: 1 }), activeChat: { foo: 1 } }],
    ['null for an option', { ...all, activeChat: null, options: null }],
  ])(`accepts %s ${obeys('chat-window/fields', 'chat-window/chats')}`, async (_, body) => {
    expect(await open(createEmulator(), body)).toMatchObject({
      status: 200,
      json: { url: expect.any(String) as string },
    })
  })

  it.each([
    ['no body', undefined],
    ['no user', { scope: 'global' }],
    ['a user without an id', { ...all, user: { name: 'Ann' } }],
    ['an empty id', { ...all, user: { ...user, id: '' } }],
    ['a name that is no text', { ...all, user: { ...user, name: 7 } }],
    ['no scope', { user }],
    ['another scope', { ...all, scope: 'mine' }],
    ['a card without a filter', { user, scope: 'card' }],
    ['a card with an empty filter', card()],
    ['a filter that is no array', { user, scope: 'card', filter: chat }],
    ['a chat without a type', card(chat, { chatId: '791' })],
    ['a type that is no text', card({ ...chat, chatType: 7 })],
    ['a chat that is none', card(chat, 'whatsapp')],
    ['an active chat that is none', { ...all, activeChat: 'whatsapp' }],
    ['a number for a kind of CRM', { ...all, options: { clientType: 7 } }],
    ['a text for a flag', { ...all, options: { useDealsEvents: 'yes' } }],
    ['a number for the other flag', { ...all, options: { useMessageEvents: 1 } }],
    ['options that are none', { ...all, options: [] }],
  ])(
    `rejects %s ${obeys('chat-window/scope', 'chat-window/fields', 'chat-window/chats', 'chat-window/wrong')}`,
    async (_, body) => {
      const answer = await open(createEmulator(), body)
      expect([answer.status, answer.json]).toEqual([400, { error: { code: 'VALIDATION_ERROR' } }])
    },
  )

  it(`responds with the nested shape on command, and with status 500 ${obeys('chat-window/errors', 'access/error-shapes')}`, async () => {
    const emulator = createEmulator()
    emulator.faults.calls.respondWith('NO_SUCH_ACCOUNT', { route: 'chatWindow.get' })
    expect((await open(emulator, all)).json).toEqual({ error: { code: 'NO_SUCH_ACCOUNT' } })
    emulator.faults.calls.next('server error', { route: 'chatWindow.get' })
    expect((await open(emulator, all)).status).toBe(500)
    expect((await open(emulator, all)).status).toBe(200)
  })
})

describe('opening a chat window', () => {
  it(`creates a contact for an unknown customer ${obeys('chat-window/contact')}`, async () => {
    const emulator = createEmulator()
    const body = card({ ...chat, name: 'Fay' }, { chatType: 'vk', chatId: '792' })
    expect((await open(emulator, body)).status).toBe(200)
    const known = { 'whatsapp/791': { name: 'Fay' }, 'vk/792': { name: '792' } }
    expect(Object.fromEntries(emulator.state.customers)).toEqual(known)
    await open(emulator, { ...all, activeChat: { channelId: channelIds.whatsapp, ...chat } })
    expect(Object.fromEntries(emulator.state.customers)).toEqual(known)
    await open(emulator, { ...all, activeChat: { channelId: channelIds.viber, chatType: 'viber', chatId: '793' } })
    expect(emulator.state.customers.get('viber/793')).toEqual({ name: '793' })
  })

  it(`does not create a contact in the CRM ${obeys('chat-window/contact-place')}`, async () => {
    const emulator = createEmulator({ contacts: [] })
    await open(emulator, card(chat))
    expect(emulator.state.customers.has('whatsapp/791')).toBe(true)
    expect((await ask(emulator, 'GET', '/v3/contacts')).json).toEqual({ count: 0, data: [] })
  })

  it.each(['telegram', 'max'])(
    `by a phone number does not begin a dialog on %s ${obeys('chat-window/by-phone', 'chat-window/by-phone-response', 'chat-window/chats')}`,
    async (chatType) => {
      const emulator = createEmulator()
      const byPhone = { chatType, phone: '79000000777', name: 'Fay' }
      const answer = await open(emulator, { ...card(byPhone), activeChat: byPhone })
      expect(answer).toMatchObject({ status: 200, json: { url: expect.any(String) as string } })
      expect(emulator.state.customers.size).toBe(0)
    },
  )

  it.each([
    ['an uploaded user', { id: 'user-1' }],
    ['an unknown user', { id: 'unknown-user' }],
    ['an empty name', { id: 'user-1', name: '' }],
    ['null for a name', { id: 'user-1', name: null }],
  ])(
    `is rejected without user.name for %s ${obeys('chat-window/user', 'chat-window/fields', 'access/error-shapes')}`,
    async (_, given) => {
      const answer = await open(createEmulator(), { ...all, user: given })
      expect([answer.status, answer.json]).toEqual([400, { error: { code: 'INVALID_USER' } }])
    },
  )

  it(`is accepted for a user who was not uploaded but has a name ${obeys('chat-window/named-user')}`, async () => {
    expect((await open(createEmulator(), { ...all, user: { id: 'unknown-user', name: 'New' } })).status).toBe(200)
  })
})
