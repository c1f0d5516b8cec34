import { describe, expect, test } from 'vitest'
import { readChatWindowEvent } from '../chat-window.ts'

const url = 'https://12345678.wazzup24.com/chat/0b1e5a1e?token=secret'
const origin = 'https://12345678.wazzup24.com'
/** The fields are from the documentation of the chat window. */
const chat = { chatType: 'whatsapp', chatId: '79011112233', channelId: 'c1', userId: '5', integrationId: 'i1' }
const entity = { id: 'd1', name: 'Deal', link: 'https://crm.example/d1', closed: false, responsibleUserName: 'Ann' }
const create = { type: 'WZ_CREATE_ENTITY', data: chat }
const open = { type: 'WZ_OPEN_ENTITY', data: { ...chat, entity } }

describe('a chat window', () => {
  test('says that a deal is created or opened', () => {
    expect(readChatWindowEvent({ origin, data: create }, { url })).toEqual(create)
    expect(readChatWindowEvent({ origin, data: open }, { url })).toEqual(open)
  })

  test.each([
    ['JSON', JSON.stringify(open)],
    ['JSON in JSON', JSON.stringify({ ...open, data: JSON.stringify(open.data) })],
    ['numbers', { ...open, data: { ...open.data, userId: 5 } }],
    ['new fields', { ...open, more: 1, data: { ...open.data, more: 1, entity: { ...entity, more: 1 } } }],
  ])('is understood also with %s', (_form, data) => {
    expect(readChatWindowEvent({ origin, data }, { url })).toEqual(open)
  })

  test('loses no event because of a field that is missing or null', () => {
    expect(readChatWindowEvent({ origin, data: { type: 'WZ_OPEN_ENTITY', data: null } }, { url })).toEqual({
      type: 'WZ_OPEN_ENTITY',
      data: { entity: {} },
    })
    expect(readChatWindowEvent({ origin, data: { type: 'WZ_CREATE_ENTITY' } }, { url })?.type).toBe('WZ_CREATE_ENTITY')
  })

  test('has no id that was rounded, because it may be that of another chat', () => {
    const data = '{"type":"WZ_CREATE_ENTITY","data":{"chatId":17841400008460057}}'
    expect(readChatWindowEvent({ origin, data }, { url })).toMatchObject({ data: { chatId: undefined } })
  })

  test('is understood in a browser without URL.canParse', () => {
    const { canParse } = URL
    Reflect.deleteProperty(URL, 'canParse')
    try {
      expect(readChatWindowEvent({ origin, data: create }, { url })).toEqual(create)
    } finally {
      URL.canParse = canParse
    }
  })

  test('may say something unknown', () => {
    expect(readChatWindowEvent({ origin, data: { type: 'WZ_CREATE_CONTACT', data: chat } }, { url })).toEqual({
      type: 'unknown',
      name: 'WZ_CREATE_CONTACT',
      data: chat,
    })
  })
})

describe('a message of another page', () => {
  test.each([
    ['another origin', 'https://evil.example'],
    ['a longer host', `${origin}.evil.example`],
    ['another account', 'https://87654321.wazzup24.com'],
    ['no encryption', 'http://12345678.wazzup24.com'],
    ['another port', `${origin}:8443`],
    ['a sandboxed page', 'null'],
    ['no origin', ''],
  ])('is no event: %s', (_from, other) => {
    expect(readChatWindowEvent({ origin: other, data: create }, { url })).toBeUndefined()
  })

  test.each(['', 'not an address', 'data:text/html,x', 'about:blank'])(
    'is no event when the address of the window is %j',
    (address) => {
      for (const from of ['null', '', origin]) {
        expect(readChatWindowEvent({ origin: from, data: create }, { url: address })).toBeUndefined()
      }
    },
  )

  test('is no event when it comes from another frame of the same origin', () => {
    const [mine, other] = [{}, {}]
    expect(readChatWindowEvent({ origin, data: create, source: other }, { url, source: mine })).toBeUndefined()
    expect(readChatWindowEvent({ origin, data: create }, { url, source: mine })).toBeUndefined()
    expect(readChatWindowEvent({ origin, data: create, source: mine }, { url, source: mine })).toEqual(create)
  })

  test.each([null, undefined, 5, 'hello', '{', [], {}, { type: 5 }])('is no event without a type: %j', (data) => {
    expect(readChatWindowEvent({ origin, data }, { url })).toBeUndefined()
  })
})
