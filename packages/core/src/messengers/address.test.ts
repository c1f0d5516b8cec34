import { describe, expect, test } from 'vitest'
import { getChatType, normalizeChatId, toAddress, transportFacts } from '../messengers.ts'

const channelId = 'c1'

describe('chat types', () => {
  test.each([
    ['wapi', 'whatsapp'],
    ['whatsapp', 'whatsapp'],
    ['tgapi', 'telegram'],
    ['telegram', 'telegram'],
    ['maxbot', 'max'],
    ['viber', 'viber'],
    ['cian', 'cian'],
  ])('a private chat on %s is %s', (transport, chatType) => {
    expect(getChatType({ transport })).toBe(chatType)
  })

  test('a channel without a kind has none, and nothing is known of it', () => {
    for (const transport of [null, undefined]) {
      expect(getChatType({ transport })).toBeUndefined()
      expect(toAddress({ channelId, transport }, { chatId: '7', phone: '7' })).toBeUndefined()
    }
  })

  test('a name of every object is not a kind of channel', () => {
    expect(getChatType({ transport: 'constructor' })).toBe('constructor')
    expect(toAddress({ channelId, transport: 'constructor' }, { phone: '79011112233' })).toBeUndefined()
  })
})

describe('chat ids', () => {
  test.each([
    '+7 (901) 111-22-33',
    ' 79011112233 ',
    '7 901 111 22 33',
    '7.901.111.22.33',
    '+7\u00A0901\u2011111\u201122\u201333',
    '\u202A+79011112233\u202C',
    '79011112233@c.us',
    '79011112233@s.whatsapp.net',
    79_011_112_233,
  ])('on WhatsApp and Viber, %j becomes digits', (id) => {
    for (const chatType of ['whatsapp', 'viber']) expect(normalizeChatId(chatType, id)).toBe('79011112233')
  })

  test.each(['', '+', 'ann', '7901 ext. 5', '٧٩٠١', '79011112233@g.us', 7.5, -7, Number.NaN, 2 ** 60])(
    'on WhatsApp, %j is rejected without being repeated in the error',
    (id) => {
      expect(() => normalizeChatId('whatsapp', id)).toThrow(/^normalizeChatId: chatId (?:has no digits|must be)/)
    },
  )

  test.each([
    ['instagram', '@shop', 'shop'],
    ['telegram', '-100123', '-100123'],
    ['telegram', 123_456, '123456'],
    ['whatsgroup', '79011112233-1600000000', '79011112233-1600000000'],
    ['vk', 'id 5', 'id 5'],
  ])('on %s, %j becomes %j', (chatType, id, normal) => {
    expect(normalizeChatId(chatType, id)).toBe(normal)
    expect(normalizeChatId(undefined, '@anna')).toBe('@anna')
  })

  test.each(['instagram', 'telegram'])('on %s, an empty id is rejected', (chatType) => {
    expect(() => normalizeChatId(chatType, chatType === 'instagram' ? '@' : ' ')).toThrow('chatId must not be empty')
  })
})

describe('addresses', () => {
  const phone = '+7 901 111-22-33'
  const digits = '79011112233'

  test.each([
    ['whatsapp', { chatType: 'whatsapp', chatId: digits }],
    ['wapi', { chatType: 'whatsapp', chatId: digits }],
    ['viber', { chatType: 'viber', chatId: digits }],
    ['tgapi', { chatType: 'telegram', phone: digits }],
    ['max', { chatType: 'max', phone: digits }],
  ])('a phone on %s', (transport, address) => {
    expect(toAddress({ channelId, transport }, { phone })).toEqual({ channelId, ...address })
    expect(toAddress({ channelId, transport }, { phone: Number(digits), username: '@ann' })).toEqual({
      channelId,
      ...address,
    })
  })

  test('a user name is for a personal Telegram only', () => {
    expect(toAddress({ channelId, transport: 'tgapi' }, { username: '@ann' })).toEqual({
      channelId,
      chatType: 'telegram',
      username: 'ann',
    })
    expect(() => toAddress({ channelId, transport: 'max' }, { username: 'ann' })).toThrow('phone is missing')
  })

  test.each(['telegram', 'maxbot', 'vk', 'avito', 'instagram', 'cian'])(
    'on %s only a known chat can be addressed',
    (transport) => {
      expect(toAddress({ channelId, transport }, { phone, username: 'ann' })).toBeUndefined()
      expect(toAddress({ channelId, transport }, { chatId: 7 })).toMatchObject({ channelId, chatId: '7' })
    },
  )

  test('a known chat comes before a phone', () => {
    expect(toAddress({ channelId, transport: 'tgapi' }, { chatId: '55', phone, username: null })).toEqual({
      channelId,
      chatType: 'telegram',
      chatId: '55',
    })
  })

  test.each(['whatsapp', 'tgapi', 'max'])('a phone without digits is rejected on %s', (transport) => {
    expect(() => toAddress({ channelId, transport }, { phone: 'unknown' })).toThrow(/^toAddress: phone must be a phone/)
    expect(() => toAddress({ channelId, transport }, { phone: '' })).toThrow(/^toAddress: phone has no digits/)
    expect(() => toAddress({ channelId, transport }, {})).toThrow(/^toAddress: phone is missing/)
  })

  test('a channel that cannot write first reaches a customer by nothing', () => {
    for (const { firstContact, reachedBy } of Object.values(transportFacts)) {
      expect(reachedBy.value.length === 0).toBe(firstContact.value === 'no')
    }
  })
})
