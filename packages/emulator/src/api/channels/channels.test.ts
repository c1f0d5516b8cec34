import { describe, expect, it } from 'vitest'
import { channelIds } from '../../account/entities/default-seed.ts'
import { createEmulator } from '../../emulator/create-emulator.ts'
import { ask } from '../../testing/test-client.ts'
import { obeys } from '../../testing/test-rules.ts'

// Fields and states: Wazzup's page on channels, https://wazzup24.ru/help/api-ru/rabota-s-kanalami/ ; codes: the error
// table of its page on messages, https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/

describe('the list of channels', () => {
  it(`contains only the documented fields of each channel ${obeys('channels/list', 'channels/name')}`, async () => {
    const own = { channelId: 'dffa1c7b-6db8-4b8f-b559-91166aba879e', transport: 'wapi', plainId: '79000000999' }
    const channels = [
      { ...own, state: 'onModeration', name: 'Shop', tier: 'TIER_1K' },
      { channelId: channelIds.vk, transport: 'vk', plainId: 'shop', state: 'notEnoughMoney' },
    ]
    expect((await ask(createEmulator({ channels }), 'GET', '/v3/channels')).json).toEqual([
      { ...own, state: 'onModeration', name: 'Shop' },
      { channelId: channelIds.vk, transport: 'vk', plainId: 'shop', state: 'notEnoughMoney' },
    ])
  })

  it(`has one active channel of each transport by default ${obeys('channels/transports', 'channels/list')}`, async () => {
    const { json } = await ask(createEmulator(), 'GET', '/v3/channels')
    const channels = json as { transport: string; plainId: string; state: string }[]
    expect(channels.map(({ transport, plainId, state }) => `${transport} ${plainId} ${state}`)).toEqual([
      'whatsapp 79000000000 active',
      'wapi 79000000001 active',
      'instagram emulated_instagram active',
      'tgapi 79000000003 active',
      'telegram emulated_telegram active',
      'vk emulated_vk active',
      'avito emulated_avito active',
      'viber 79000000007 active',
      'max 79000000008 active',
      'maxbot emulated_maxbot active',
    ])
  })

  it(`contains the channels of the seed, and these can send ${obeys('channels/transports')}`, async () => {
    const channelId = 'dffa1c7b-6db8-4b8f-b559-91166aba879e'
    const channels = [{ channelId, transport: 'cian', plainId: 'flat', state: 'active' }]
    const emulator = createEmulator({ channels })
    expect((await ask(emulator, 'GET', '/v3/channels')).json).toEqual(channels)
    for (const chatType of ['avito', 'whatsapp']) {
      const body = { channelId, chatType, chatId: '79', text: 'Hello' }
      expect((await ask(emulator, 'POST', '/v3/message', body)).status).toBe(201)
    }
  })
})

describe('a channel that is not active', () => {
  const send = async (emulator: ReturnType<typeof createEmulator>, transport: 'whatsapp' | 'wapi') => {
    const body = { channelId: channelIds[transport], chatType: 'whatsapp', chatId: '79999999999', text: 'Hello' }
    const { status, json } = await ask(emulator, 'POST', '/v3/message', body)
    return status === 201 ? 'accepted' : (json as { error: string }).error
  }

  it.each(['disabled', 'blocked'] as const)(
    `accepts a send in the state "%s" if the account is set so, as observed in production ${obeys('channels/accepts-and-loses')}`,
    async (state) => {
      const emulator = createEmulator({ blockedChannels: 'accept' })
      for (const transport of ['whatsapp', 'wapi'] as const) {
        emulator.state.channels.get(channelIds[transport])!.state = state
        expect(await send(emulator, transport)).toBe('accepted')
        emulator.state.channels.get(channelIds[transport])!.state = 'notEnoughMoney'
        expect(await send(emulator, transport)).toBe('CHANNEL_NO_MONEY')
      }
    },
  )

  it.each([
    ['whatsapp', 'notEnoughMoney', 'CHANNEL_NO_MONEY'],
    ['whatsapp', 'disabled', 'CHANNEL_BLOCKED'],
    ['whatsapp', 'blocked', 'CHANNEL_BLOCKED'],
    ['whatsapp', 'phoneUnavailable', 'MESSAGE_CHANNEL_UNAVAILABLE'],
    ['whatsapp', 'init', 'MESSAGE_CHANNEL_UNAVAILABLE'],
    ['whatsapp', 'openElsewhere', 'MESSAGE_CHANNEL_UNAVAILABLE'],
    ['whatsapp', 'openelsewhere', 'MESSAGE_CHANNEL_UNAVAILABLE'],
    ['whatsapp', 'qr', 'MESSAGE_CHANNEL_UNAVAILABLE'],
    ['whatsapp', 'qridle', 'MESSAGE_CHANNEL_UNAVAILABLE'],
    ['whatsapp', 'foreignphone', 'MESSAGE_CHANNEL_UNAVAILABLE'],
    ['whatsapp', 'unauthorized', 'MESSAGE_CHANNEL_UNAVAILABLE'],
    ['whatsapp', 'waitForPassword', 'MESSAGE_CHANNEL_UNAVAILABLE'],
    ['whatsapp', 'a state of next year', 'MESSAGE_CHANNEL_UNAVAILABLE'],
    ['whatsapp', 'NOTENOUGHMONEY', 'CHANNEL_NO_MONEY'],
    ['whatsapp', 'ACTIVE', 'accepted'],
    ['wapi', 'disabled', 'CHANNEL_BLOCKED'],
    ['wapi', 'blocked', 'CHANNEL_WAPI_REJECTED'],
    ['wapi', 'rejected', 'CHANNEL_WAPI_REJECTED'],
    ['wapi', 'Rejected', 'CHANNEL_WAPI_REJECTED'],
    ['wapi', 'onModeration', 'MESSAGE_CHANNEL_UNAVAILABLE'],
    ['wapi', 'notEnoughMoney', 'CHANNEL_NO_MONEY'],
  ] as const)(
    `rejects a send on %s in the state %s with %s ${obeys('channels/no-money', 'channels/switched-off', 'channels/rejected', 'channels/blocked-states', 'channels/unavailable', 'channels/other-states', 'channels/spelling')}`,
    async (transport, state, error) => {
      const emulator = createEmulator()
      emulator.state.channels.get(channelIds[transport])!.state = state
      expect(await send(emulator, transport)).toBe(error)
    },
  )
})
