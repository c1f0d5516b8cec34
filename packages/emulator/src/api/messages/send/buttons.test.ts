import { describe, expect, it } from 'vitest'
import { channelIds, chatIds, templateIds } from '../../../account/entities/default-seed.ts'
import { createEmulator } from '../../../emulator/create-emulator.ts'
import { ask } from '../../../testing/test-client.ts'
import { obeys } from '../../../testing/test-rules.ts'

// The four dialects: the table of buttons on Wazzup's page on messages, https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/

const chatTypes = { wapi: 'whatsapp', telegram: 'telegram', maxbot: 'max' } as const
const link = 'https://example.com/offer'
const template = { templateId: templateIds.greeting, templateValues: ['17', 'Clara'] }

async function send(transport: keyof typeof chatTypes, buttonsObject: unknown, content: object = { text: 'Well?' }) {
  const emulator = createEmulator()
  const chat = { channelId: channelIds[transport], chatType: chatTypes[transport], chatId: chatIds[transport] }
  const { status, json } = await ask(emulator, 'POST', '/v3/message', { ...chat, ...content, buttonsObject })
  return { status, json, kept: emulator.ledger[0]?.buttonsObject }
}

const refused = { status: 400, json: { error: 'INVALID_MESSAGE_DATA', data: { fields: ['buttonsObject'] } } }
const long = (characters: number) => 'x'.repeat(characters)

describe('buttons of WABA beside a text', () => {
  it.each([
    ['20 characters', { text: long(20), type: 'text' }],
    ['a payload', { text: 'Yes', type: 'text', payload: 'yes' }],
  ])(`accepts a button of %s ${obeys('send/buttons-waba')}`, async (_, button) => {
    expect(await send('wapi', { buttons: [button] })).toMatchObject({ status: 201, kept: { buttons: [button] } })
  })

  it.each([
    ['21 characters', { text: long(21), type: 'text' }],
    ['an empty text', { text: '', type: 'text' }],
    ['another type', { text: 'Yes', type: 'button' }],
    ['no type', { text: 'Yes' }],
    ['only a payload', { payload: 'yes' }],
    ['a row of buttons', [{ text: 'Yes', type: 'text' }]],
  ])(`rejects a button of %s ${obeys('send/buttons-waba')}`, async (_, button) => {
    expect(await send('wapi', { buttons: [{ text: 'No', type: 'text' }, button] })).toMatchObject(refused)
  })

  it(`rejects a payload that is not text ${obeys('send/buttons-waba-unread')}`, async () => {
    expect(await send('wapi', { buttons: [{ text: 'Yes', type: 'text', payload: 1 }] })).toMatchObject(refused)
  })

  it(`drops the buttons after the tenth, even invalid ones ${obeys('send/buttons-waba', 'send/buttons-waba-unread')}`, async () => {
    const buttons = Array.from({ length: 10 }, (_, index) => ({ text: `B${index}`, type: 'text' }))
    const { status, kept } = await send('wapi', { buttons: [...buttons, { text: long(21), type: 'button' }, 'B11'] })
    expect([status, kept]).toEqual([201, { buttons }])
    expect(await send('wapi', { buttons: [...buttons.slice(1), { text: long(21), type: 'text' }] })).toMatchObject(
      refused,
    )
  })

  it(`ignores buttons beside a file ${obeys('send/buttons-waba')}`, async () => {
    const buttonsObject = { buttons: [{ text: 'Yes', type: 'text' }] }
    expect(await send('wapi', buttonsObject, { contentUri: 'https://example.com/a.png' })).toMatchObject(refused)
  })
})

describe('buttons of WABA beside a template', () => {
  it.each([
    ['a payload', [{ payload: 'thanks' }]],
    ['more than a payload', [{ text: long(21), payload: 'thanks' }]],
    ['nothing dropped beyond ten', Array.from({ length: 11 }, () => ({ payload: 'thanks' }))],
  ])(`accepts buttons with %s ${obeys('send/buttons-waba', 'send/buttons-waba-unread')}`, async (_, buttons) => {
    const code = `@template: ${templateIds.greeting} { [[17]]; [[Clara]] }`
    for (const content of [template, { text: code }])
      expect(await send('wapi', { buttons }, content)).toMatchObject({ status: 201, kept: { buttons } })
  })

  it.each([[{}], [{ payload: '' }], [{ payload: 1 }], [{ text: 'Yes', type: 'text' }]])(
    `rejects the button %j ${obeys('send/buttons-waba')}`,
    async (button) => {
      expect(await send('wapi', { buttons: [button] }, template)).toMatchObject(refused)
    },
  )
})

describe('a Telegram bot', () => {
  const inline = (button: object) => ({ replyMarkup: 'inline', buttons: [[button]] })
  const reply = (button: object) => ({ replyMarkup: 'reply', buttons: [[button]] })

  it.each([
    ['64 characters and a link', inline({ text: long(64), url: link })],
    ['64 bytes of data', inline({ text: 'Yes', callbackData: 'я'.repeat(32) })],
    ['1 byte of data', inline({ text: 'Yes', callbackData: 'y' })],
    ['64 characters in place of the keyboard', reply({ text: long(64) })],
    ['one press', { ...reply({ text: 'Yes' }), oneTimeKeyboard: true }],
    ['nothing: the keyboard goes', { replyMarkup: 'reply', removeKeyboard: true }],
    ['null: the keyboard goes', { replyMarkup: 'reply', removeKeyboard: true, buttons: null }],
    ['a text, all else null', reply({ text: 'Yes', url: null, callbackData: null })],
  ])(`accepts buttons of %s ${obeys('send/buttons-telegram', 'access/null')}`, async (_, buttonsObject) => {
    expect(await send('telegram', buttonsObject)).toMatchObject({ status: 201, kept: buttonsObject })
  })

  it.each([
    ['65 characters', inline({ text: long(65), url: link })],
    ['65 characters in place of the keyboard', reply({ text: long(65) })],
    ['an empty text', inline({ text: '', url: link })],
    ['an empty text in place of the keyboard', reply({ text: '' })],
    ['neither link nor data', inline({ text: 'Yes' })],
    ['no data', inline({ text: 'Yes', callbackData: '' })],
    ['66 bytes of data', inline({ text: 'Yes', callbackData: 'я'.repeat(33) })],
    ['a link in place of the keyboard', reply({ text: 'Yes', url: link })],
    ['data in place of the keyboard', reply({ text: 'Yes', callbackData: 'yes' })],
    ['another kind of keyboard', { replyMarkup: 'keyboard', buttons: [[{ text: 'Yes' }]] }],
    ['no kind of keyboard', { buttons: [[{ text: 'Yes' }]] }],
    ['no row', { replyMarkup: 'inline', buttons: [{ text: 'Yes', url: link }] }],
    ['nothing, and the keyboard stays', { replyMarkup: 'reply' }],
  ])(`rejects buttons of %s ${obeys('send/buttons-telegram')}`, async (_, buttonsObject) => {
    expect(await send('telegram', buttonsObject)).toMatchObject(refused)
  })
})

describe('a MAX bot', () => {
  const callback = { type: 'callback', text: 'Yes', payload: 'yes' }

  it.each([
    [callback],
    [{ type: 'link', text: 'Offer', url: link }],
    [{ type: 'message', text: 'Yes' }],
    [{ ...callback, intent: 'default' }],
    [{ ...callback, intent: 'positive' }],
    [{ ...callback, intent: 'negative' }],
    [{ ...callback, intent: null, url: null }],
  ])(`accepts the button %j ${obeys('send/buttons-max')}`, async (button) => {
    const buttonsObject = { chatType: 'max', buttons: [[button]] }
    expect(await send('maxbot', buttonsObject)).toMatchObject({ status: 201, kept: buttonsObject })
    expect(await send('maxbot', { buttons: [[button]] })).toMatchObject({ status: 201 })
  })

  it.each([
    [{ type: 'callback', text: 'Yes' }],
    [{ type: 'callback', payload: 'yes' }],
    [{ type: 'link', text: 'Offer' }],
    [{ type: 'link', url: link }],
    [{ type: 'message' }],
    [{ type: 'text', text: 'Yes' }],
    [{ text: 'Yes', payload: 'yes' }],
    [{ ...callback, intent: 'neutral' }],
    ['Yes'],
  ])(`rejects the button %j ${obeys('send/buttons-max')}`, async (button) => {
    expect(await send('maxbot', { buttons: [[callback, button]] })).toMatchObject(refused)
  })

  it(`requires rows ${obeys('send/buttons-max')}`, async () => {
    expect(await send('maxbot', { buttons: [callback] })).toMatchObject(refused)
  })
})
