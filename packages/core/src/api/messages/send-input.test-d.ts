import { describe, expectTypeOf, test } from 'vitest'
import type { EditInput, SendInput, Sent, Wazzup } from '../../index.ts'
import type { SendChatType } from './send-input.ts'

declare const wazzup: Wazzup
declare const send: Wazzup['messages']['send']

const whatsapp = { channelId: 'c', chatType: 'whatsapp', chatId: '79011112233' } as const
const telegram = { channelId: 'c', chatType: 'telegram', chatId: '1' } as const

describe('valid sends compile', () => {
  test('each kind of content', () => {
    expectTypeOf(send({ ...whatsapp, text: 'hi' })).resolves.toEqualTypeOf<Sent>()
    void send({ ...whatsapp, contentUri: 'https://example.com/a.pdf' })
    void send({ ...whatsapp, templateId: 't', templateValues: ['a'], buttonsObject: { buttons: [{ payload: 'p' }] } })
    void send({ ...whatsapp, text: '@template: guid { [[a]] }', buttonsObject: { buttons: [{ payload: 'p' }] } })
    void send({ ...whatsapp, text: 'hi', buttonsObject: { buttons: [{ text: 'Yes', type: 'text' }] } })
  })

  test('phone and username on the messengers that have them', () => {
    void send({ channelId: 'c', chatType: 'telegram', username: 'anna', text: 'hi' })
    void send({ channelId: 'c', chatType: 'telegram', phone: '79011112233', text: 'hi' })
    void send({ channelId: 'c', chatType: 'max', phone: '79011112233', text: 'hi' })
  })

  test('keyboards', () => {
    void send({
      ...telegram,
      text: 'hi',
      buttonsObject: { replyMarkup: 'inline', buttons: [[{ text: 'Open', url: 'https://example.com' }]] },
    })
    void send({ ...telegram, text: 'bye', buttonsObject: { replyMarkup: 'reply', removeKeyboard: true } })
    void send({
      channelId: 'c',
      chatType: 'max',
      chatId: '1',
      text: 'hi',
      buttonsObject: { buttons: [[{ type: 'callback', text: 'Yes', payload: 'yes' }]] },
    })
  })

  test('a chatType known only at run time allows all documented fields', () => {
    const chatType: string = JSON.parse('"telegram"')
    void send({ channelId: 'c', chatType, chatId: '1', text: 'hi' })
    void send({ channelId: 'c', chatType, username: 'anna', text: 'hi' })
  })

  test('a literal of a messenger that Wazzup adds later', () => {
    void send({ channelId: 'c', chatType: 'newone', chatId: '1', text: 'hi' })
  })

  test('a chatType that is one of several', () => {
    const chatType = 'whatsapp' as 'whatsapp' | 'viber'
    void send({ channelId: 'c', chatType, chatId: '1', text: 'hi' })
  })

  test('an input whose messenger is a type parameter', () => {
    expectTypeOf(<C extends SendChatType>(input: SendInput<C>) => send(input)).returns.resolves.toEqualTypeOf<Sent>()
  })

  test('an input of a type of your own', () => {
    interface Message {
      channelId: string
      chatType: 'viber'
      chatId: string
      text: string
    }
    expectTypeOf<Message>().toExtend<Parameters<typeof send<'viber'>>[0]>()
  })

  test('the fields of an input can be read', () => {
    expectTypeOf<SendInput['text']>().toExtend<string | undefined>()
    expectTypeOf<SendInput<'viber'>['chatId']>().toEqualTypeOf<string>()
    expectTypeOf<Parameters<typeof send>[0]['crmMessageId']>().toEqualTypeOf<string | undefined>()
  })

  test('an unknown value of an open list', () => {
    const chatType = 'whatsapp' as 'whatsapp' | 'viber' | (string & {})
    void send({ channelId: 'c', chatType, chatId: '1', text: 'hi' })
  })
})

describe('invalid sends do not compile', () => {
  test('text and contentUri together', () => {
    // @ts-expect-error a picture with a caption is two messages
    void send({ ...whatsapp, text: 'hi', contentUri: 'https://example.com/a.png' })
    // @ts-expect-error also where the messenger is known only at run time
    void send({ channelId: 'c', chatType: 'x' as string, chatId: '1', text: 'hi', contentUri: 'https://example.com' })
  })

  test('no content', () => {
    // @ts-expect-error one of text, contentUri, templateId
    void send({ ...whatsapp })
  })

  test('no recipient', () => {
    // @ts-expect-error chatId is missing
    void send({ channelId: 'c', chatType: 'whatsapp', text: 'hi' })
  })

  test('a Telegram field on WhatsApp', () => {
    // @ts-expect-error username is Telegram's
    void send({ channelId: 'c', chatType: 'whatsapp', username: 'anna', text: 'hi' })
    // @ts-expect-error phone is Telegram's and MAX's
    void send({ channelId: 'c', chatType: 'whatsapp', phone: '79011112233', text: 'hi' })
    // @ts-expect-error username is not MAX's
    void send({ channelId: 'c', chatType: 'max', username: 'anna', text: 'hi' })
    // @ts-expect-error beside chatId it is one too many
    void send({ ...whatsapp, username: 'anna', text: 'hi' })
  })

  test('buttons of another messenger', () => {
    const row = [{ text: 'Open', url: 'https://example.com' }]
    // @ts-expect-error rows are Telegram's and MAX's
    void send({ ...whatsapp, text: 'hi', buttonsObject: { replyMarkup: 'inline', buttons: [row] } })
    // @ts-expect-error Viber has no buttons
    void send({ channelId: 'c', chatType: 'viber', chatId: '7', text: 'hi', buttonsObject: { buttons: [] } })

    const idle = [{ text: 'Does nothing' }]
    // @ts-expect-error an inline button opens a link or sends data
    void send({ ...telegram, text: 'hi', buttonsObject: { replyMarkup: 'inline', buttons: [idle] } })
    const max = { channelId: 'c', chatType: 'max', chatId: '1', text: 'hi' } as const
    // @ts-expect-error a link has a url
    void send({ ...max, buttonsObject: { buttons: [[{ type: 'link', text: 'a' }]] } })
  })

  test('a transport as chatType', () => {
    const rest = { channelId: 'c', chatId: '1', text: 'hi' }
    // @ts-expect-error wapi is a transport: use chatType 'whatsapp'
    void send({ ...rest, chatType: 'wapi' })
    // @ts-expect-error tgapi is a transport: use chatType 'telegram'
    void send({ ...rest, chatType: 'tgapi' })
    // @ts-expect-error maxbot is a transport: use chatType 'max'
    void send({ ...rest, chatType: 'maxbot' })
  })

  test('a hint stands at the field that does not fit', () => {
    const viber = { channelId: 'c', chatType: 'viber', chatId: '1', text: 'hi' } as const
    void send({
      ...viber,
      // @ts-expect-error Only a personal Telegram or MAX takes a phone
      phone: '79011112233',
    })
    void send({
      ...viber,
      // @ts-expect-error Only WABA takes templates
      templateId: 't',
    })
    void send({
      ...whatsapp,
      text: 'hi',
      // @ts-expect-error Send the file and its caption as two messages
      contentUri: 'https://example.com/a.png',
    })
  })

  test('numbers and unknown fields', () => {
    // @ts-expect-error ids are strings
    void send({ channelId: 'c', chatType: 'whatsapp', chatId: 79011112233, text: 'hi' })
    // @ts-expect-error a misspelt field
    void send({ ...whatsapp, text: 'hi', crmMesageId: '1' })
  })
})

describe('the other calls', () => {
  test('an edit has either text or a file', () => {
    void wazzup.messages.edit({ messageId: 'm', text: 'new' })
    // @ts-expect-error not both
    void wazzup.messages.edit({ messageId: 'm', text: 'new', contentUri: 'https://example.com' })
    // @ts-expect-error not neither
    void wazzup.messages.edit({ messageId: 'm' })
  })

  test('a function of an EditInput is an edit', () => {
    expectTypeOf(async (_: EditInput) => {}).toExtend<Wazzup['messages']['edit']>()
    // @ts-expect-error an edit is no string
    expectTypeOf(async (_: string) => {}).toExtend<Wazzup['messages']['edit']>()
  })

  test('a subscription needs all four flags', () => {
    // @ts-expect-error an absent flag would switch the others off
    void wazzup.subscription.set({ webhooksUri: 'https://example.com', subscriptions: { channelsUpdates: true } })
  })

  test('a card needs its filter', () => {
    void wazzup.chatWindow.get({ user: { id: '1' }, scope: 'global' })
    // @ts-expect-error filter is missing
    void wazzup.chatWindow.get({ user: { id: '1' }, scope: 'card' })
  })

  test('lists are awaited or iterated', async () => {
    for await (const contact of wazzup.contacts.list()) expectTypeOf(contact.id).toEqualTypeOf<string>()
    expectTypeOf((await wazzup.contacts.list()).data[0]!.id).toEqualTypeOf<string>()
    expectTypeOf((await wazzup.channels.list())[0]!.channelId).toEqualTypeOf<string>()
  })
})
