import { describe, expect, it } from 'vitest'
import { channelIds } from '../../account/entities/default-seed.ts'
import { createEmulator } from '../../emulator/create-emulator.ts'
import type { Emulator } from '../../emulator/emulator.ts'
import { ask } from '../../testing/test-client.ts'
import { obeys } from '../../testing/test-rules.ts'

// The events on Wazzup's page on the chat window, https://wazzup24.ru/help/api-ru/okno-chatov-iframe/

const clara = { chatType: 'whatsapp', chatId: '79000000201' }
const stranger = { chatType: 'whatsapp', chatId: '79000000999' }
const options = { useDealsEvents: true }

async function open(emulator: Emulator, more: object): Promise<string> {
  const body = { user: { id: 'user-1', name: 'Ann' }, scope: 'global', ...more }
  return ((await ask(emulator, 'POST', '/v3/iframe', body)).json as { url: string }).url
}

describe('an event of a chat window', () => {
  it(`has the chat, the employee and the deal ${obeys('chat-window/events', 'chat-window/event-fields', 'chat-window/event-user', 'chat-window/deals')}`, async () => {
    const emulator = createEmulator()
    const url = await open(emulator, { scope: 'card', filter: [clara], options })
    const chat = { ...clara, channelId: channelIds.whatsapp }
    const data = { ...chat, userId: 'user-1', integrationId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string }
    const { origin } = new URL(url)
    expect(emulator.simulate.chatWindow.createEntity({ window: url })).toEqual({
      origin,
      data: { type: 'WZ_CREATE_ENTITY', data },
    })
    const link = 'https://crm.example/deals/deal-1'
    const entity = { id: 'deal-1', name: 'First deal', link, closed: false, responsibleUserName: 'Ann' }
    expect(emulator.simulate.chatWindow.openEntity({ window: url, dealId: 'deal-1' })).toEqual({
      origin,
      data: { type: 'WZ_OPEN_ENTITY', data: { ...data, entity } },
    })
    expect(JSON.parse(JSON.stringify(emulator.simulate.chatWindow.createEntity({ window: url })))).not.toHaveProperty(
      'data.data.entity',
    )
  })

  it(`is about the active chat, or the one that is named ${obeys('chat-window/event-channel')}`, async () => {
    const emulator = createEmulator()
    const { createEntity } = emulator.simulate.chatWindow
    const url = await open(emulator, {
      activeChat: { channelId: channelIds.tgapi, chatType: 'telegram', chatId: '7' },
      options,
    })
    expect(createEntity({ window: url }).data.data).toMatchObject({
      channelId: channelIds.tgapi,
      chatType: 'telegram',
      chatId: '7',
    })
    const named = createEntity({ window: url, channelId: channelIds.vk, chatId: '8' })
    expect(named.data.data).toMatchObject({ channelId: channelIds.vk, chatType: 'vk', chatId: '8' })
    expect(createEntity({ window: url, ...stranger }).data.data.channelId).toBe(channelIds.whatsapp)
    emulator.simulate.customer.send({ channelId: channelIds.wapi, ...stranger })
    expect(createEntity({ window: url, ...stranger }).data.data.channelId).toBe(channelIds.wapi)
    const other = { chatType: 'telegram', chatId: '500000201' }
    emulator.clock.advance(1_000)
    emulator.simulate.operator.send({ from: 'phone', channelId: channelIds.telegram, ...other })
    expect(createEntity({ window: url, ...other }).data.data.channelId).toBe(channelIds.telegram)
  })

  it(`is not posted without useDealsEvents, and none exists for useMessageEvents ${obeys('chat-window/events', 'chat-window/message-events')}`, async () => {
    const emulator = createEmulator()
    for (const given of [undefined, { useMessageEvents: true }, { useDealsEvents: false }]) {
      const url = await open(emulator, { scope: 'card', filter: [clara], options: given })
      expect(() => emulator.simulate.chatWindow.createEntity({ window: url })).toThrow(
        'without "options.useDealsEvents"',
      )
    }
    expect(Object.keys(emulator.simulate.chatWindow)).toEqual(['createEntity', 'openEntity'])
  })

  it('is only about a window, a chat and a deal that exist', async () => {
    const emulator = createEmulator()
    const { createEntity, openEntity } = emulator.simulate.chatWindow
    const url = await open(emulator, { scope: 'card', filter: [stranger], options })
    expect(() => createEntity({ window: url.replace(/token=./, 'token=x') })).toThrow('no chat window at this address')
    expect(() => createEntity({ window: 'none' })).toThrow('no chat window at this address')
    expect(() => createEntity({ window: url, chatId: clara.chatId })).toThrow('no chat whatsapp/79000000201')
    expect(() => openEntity({ window: url, dealId: 'deal-1' })).toThrow('has no deal deal-1')
    const all = await open(emulator, { options })
    expect(() => createEntity({ window: all })).toThrow('chatId is missing')
    emulator.reset()
    expect(() => createEntity({ window: all, ...clara })).toThrow('no chat window at this address')
  })
})

describe('the address of a window', () => {
  it(`is a page of the emulator while that listens ${obeys('chat-window/local', 'chat-window/url')}`, async () => {
    const emulator = createEmulator()
    const server = await emulator.listen()
    expect(await open(emulator, {})).toMatch(new RegExp(`^${server.url}/chat/[0-9a-f-]{36}\\?token=[0-9a-f]{32}$`))
    await server.close()
    expect(await open(emulator, {})).toMatch(/^https:\/\/\d{8}\.wazzup24\.com\/chat\//)
  })

  it(`is valid until a hundred newer windows are open ${obeys('chat-window/lifetime')}`, async () => {
    const emulator = createEmulator()
    const url = await open(emulator, { options, activeChat: clara })
    for (let count = 1; count < 100; count += 1) await open(emulator, {})
    expect(emulator.simulate.chatWindow.createEntity({ window: url }).data.type).toBe('WZ_CREATE_ENTITY')
    await open(emulator, {})
    expect(() => emulator.simulate.chatWindow.createEntity({ window: url })).toThrow('no chat window')
  })
})
