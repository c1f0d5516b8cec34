import { getTransportFacts } from '@wazzup-kit/core/messengers'
import { chatTypes, deliveryErrors, transports, type DeliveryErrorCode } from '@wazzup-kit/core/schemas'
import { describe, expect, it } from 'vitest'
import { channelIds, chatIds, templateIds } from '../account/entities/default-seed.ts'
import { createSubscribedAccount } from '../testing/test-account.ts'
import { ask } from '../testing/test-client.ts'
import type { MessageType } from '../webhooks/message-items.ts'
import { obeys } from '../testing/test-rules.ts'

// Fields: https://wazzup24.ru/help/api-ru/webhooks-2/ ; authors of echoes as observed in production.

const types: MessageType[] = [
  'text',
  'image',
  'audio',
  'video',
  'document',
  'vcard',
  'geo',
  'wapi_template',
  'unsupported',
  'missing_call',
  'unknown',
  'system',
]

describe('customer.send', () => {
  it(`sends a text through WhatsApp by default ${obeys('customer/message', 'customer/phone')}`, async () => {
    const { emulator, bodies } = await createSubscribedAccount({ now: () => 0 })
    const message = emulator.simulate.customer.send()
    await emulator.settled()
    expect(bodies()).toEqual([{ messages: [message] }])
    expect(message).toEqual({
      messageId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      channelId: channelIds.whatsapp,
      chatType: 'whatsapp',
      chatId: '79000000301',
      dateTime: '1970-01-01T00:00:00.001Z',
      type: 'text',
      isEcho: false,
      contact: { name: 'Dora', phone: '79000000301' },
      text: 'Hello',
      status: 'inbound',
    })
  })

  it(`sends every type on every transport and in every type of chat ${obeys('customer/types')}`, async () => {
    const { emulator, bodies } = await createSubscribedAccount()
    const chats = transports.flatMap((transport) =>
      (getTransportFacts(transport)?.chatTypes.value ?? []).map((chatType) => ({
        channelId: channelIds[transport],
        chatType,
      })),
    )
    expect(new Set(chats.map(({ chatType }) => chatType))).toEqual(new Set(chatTypes))
    for (const chat of chats) for (const type of types) emulator.simulate.customer.send({ ...chat, type })
    await emulator.settled()
    const messages = bodies().flatMap((body) => body.messages ?? [])
    expect(messages).toHaveLength(chats.length * types.length)
    expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(messages.length)
    for (const { type, text, contentUri, chatId } of messages) {
      const isFile = ['image', 'audio', 'video', 'document'].includes(type)
      expect([typeof text, typeof contentUri]).toEqual([
        type === 'text' ? 'string' : 'undefined',
        isFile ? 'string' : 'undefined',
      ])
      expect(chatId).not.toBe('')
    }
  })

  it(`posts every given field, also null ${obeys('customer/nulls')}`, async () => {
    const { emulator, bodies } = await createSubscribedAccount()
    const given = {
      text: null,
      contact: null,
      interactive: [{}],
      instPost: { id: '1' },
      dateTime: '2025-01-01T00:00:00',
    }
    emulator.simulate.customer.send(given)
    await emulator.settled()
    expect(bodies()[0]?.messages?.[0]).toMatchObject(given)
  })

  it('saves the message: it can be quoted, and counts as unanswered until an operator or the app answers', async () => {
    const { emulator } = await createSubscribedAccount()
    const { state, simulate } = emulator
    const { messageId, contact } = simulate.customer.send({ chatId: '79000000201' })
    simulate.customer.send({ chatId: '79000000201' })
    expect(contact).toEqual({ name: 'Clara', phone: '79000000201' })
    expect(state.incoming.has(messageId)).toBe(true)
    const counter = async (user: string) => (await ask(emulator, 'GET', `/v3/unanswered/${user}`)).json
    expect(await counter('user-1')).toMatchObject({ counterV2: 2, type: 'red' })
    expect(await counter('user-2')).toMatchObject({ counterV2: 0 })
    const body = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79000000201', text: 'Hi' }
    const answer = await ask(emulator, 'POST', '/v3/message', { ...body, refMessageId: messageId })
    expect(answer.status).toBe(201)
    expect(state.waiting.size).toBe(0)
    simulate.customer.send({ chatId: '79000000201' })
    simulate.operator.send({ from: 'phone', chatId: '79000000201' })
    expect(state.waiting.size).toBe(0)
  })

  it(`quotes, edits and deletes; a reply that quotes a deleted message fails ${obeys('customer/changes', 'customer/quote', 'send/quote-deleted')}`, async () => {
    const { emulator, bodies } = await createSubscribedAccount()
    const { customer } = emulator.simulate
    const { messageId } = customer.send({ text: 'Helo' })
    customer.send({ quotes: messageId })
    customer.edit(messageId, 'Hello')
    customer.delete(messageId)
    await emulator.settled()
    expect(bodies().flatMap(({ messages = [] }) => messages)).toMatchObject([
      { messageId, text: 'Helo' },
      { quotedMessage: { messageId, text: 'Helo', type: 'text' } },
      { messageId, text: 'Hello', isEcho: false, status: 'inbound', isEdited: true, oldInfo: { oldText: 'Helo' } },
      { messageId, isDeleted: true, oldInfo: { oldText: 'Hello' } },
    ])
    const body = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79000000301', text: 'Hi' }
    const answer = await ask(emulator, 'POST', '/v3/message', { ...body, refMessageId: messageId })
    expect(answer.status).toBe(201)
    await emulator.settled()
    expect(bodies().at(-1)).toMatchObject({
      statuses: [{ status: 'error', error: { error: 'CANNOT_REPLY_TO_DELETED' } }],
    })
    const refMessageId = emulator.simulate.operator.send({ from: 'phone', chatId: '79000000301' }).messageId
    expect((await ask(emulator, 'POST', '/v3/message', { ...body, refMessageId })).status).toBe(201)
  })

  it('mistakes of a test throw an error that names the mistake', async () => {
    const { emulator } = await createSubscribedAccount()
    const { customer, message } = emulator.simulate
    expect(() => customer.send({ channelId: 'nowhere' })).toThrow('no channel nowhere')
    expect(() => customer.edit('nothing', 'a')).toThrow('no message nothing')
    expect(() => message.markRead('nothing')).toThrow('no message nothing')
    expect(() => message.markRead(customer.send().messageId)).toThrow('has no status')
    const { messageId } = emulator.simulate.operator.send({ from: 'phone', chatId: '79000000301', text: 'Ours' })
    expect(() => customer.edit(messageId, 'Theirs')).toThrow('not by a customer')
    expect(() => customer.delete(messageId)).toThrow('not by a customer')
    expect(emulator.state.messages.get(messageId)).toMatchObject({ text: 'Ours' })
    expect(emulator.state.messages.get(messageId)).not.toHaveProperty('isDeleted')
    expect(() => emulator.simulate.template.setStatus('nothing', 'PAUSED')).toThrow('no template nothing')
  })
})

describe('customer.press', () => {
  type Pressable = 'wapi' | 'telegram' | 'maxbot'

  async function sendTo(transport: Pressable, buttonsObject: object, content: object = { text: 'Well?' }) {
    const account = await createSubscribedAccount()
    const chatType = { wapi: 'whatsapp', telegram: 'telegram', maxbot: 'max' }[transport]
    const chat = { channelId: channelIds[transport], chatType, chatId: chatIds[transport] }
    const send = async (body: object) => {
      const { json } = await ask(account.emulator, 'POST', '/v3/message', { ...chat, ...body })
      return (json as { messageId: string }).messageId
    }
    return { ...account, chat, send, messageId: await send({ ...content, buttonsObject }) }
  }

  const template = { templateId: templateIds.greeting, templateValues: ['17', 'Clara'] }
  const interactive = {
    buttons: [
      { text: 'Yes', type: 'text' },
      { text: 'No', type: 'text', payload: 'refuse' },
    ],
  }
  const inline = [
    [{ text: 'Yes', callbackData: 'y' }],
    [
      { text: 'Offer', url: 'https://example.com/' },
      { text: 'No', callbackData: 'n' },
    ],
  ]
  const max = [
    [
      { type: 'callback', text: 'Yes', payload: 'y' },
      { type: 'message', text: 'No' },
    ],
    [{ type: 'link', text: 'Offer', url: 'https://example.com/' }],
  ]

  it.each([
    ['wapi', interactive, undefined, ['0', 'refuse']],
    ['wapi', { buttons: [...interactive.buttons, { text: 'Later', type: 'text' }] }, undefined, ['0', 'refuse', '2']],
    ['wapi', undefined, template, ['Thank you']],
    ['wapi', { buttons: [{ payload: 'thanks' }] }, template, ['thanks']],
    ['telegram', { replyMarkup: 'inline', buttons: inline }, undefined, ['y', 'nothing', 'n']],
    ['telegram', { replyMarkup: 'reply', buttons: [[{ text: 'Yes' }, { text: 'No' }]] }, undefined, ['Yes', 'No']],
    ['maxbot', { buttons: max }, undefined, ['y', 'No', 'nothing']],
  ] as [Pressable, object, object | undefined, string[]][])(
    `on %s returns the data of the button: %# ${obeys('customer/presses', 'customer/presses-payload')}`,
    async (transport, buttonsObject, content, says) => {
      const { emulator, bodies, chat, messageId } = await sendTo(transport, buttonsObject, content)
      const press = (button: number) => emulator.simulate.customer.press(messageId, button)
      const texts = says.filter((words) => words !== 'nothing')
      for (const [button, words] of says.entries())
        if (words === 'nothing') expect(() => press(button)).toThrow(`no button ${button} that sends a message`)
        else press(button)
      expect(() => press(says.length)).toThrow(`no button ${says.length}`)
      await emulator.settled()
      const incoming = bodies().flatMap(({ messages = [] }) => messages.filter(({ isEcho }) => !isEcho))
      expect(incoming).toMatchObject(texts.map((text) => ({ ...chat, type: 'text', text, status: 'inbound' })))
    },
  )

  it(`accepts a button of a keyboard that was removed ${obeys('customer/presses-payload')}`, async () => {
    const keyboard = { replyMarkup: 'reply', oneTimeKeyboard: true, buttons: [[{ text: 'Yes' }]] }
    const { emulator, messageId, send } = await sendTo('telegram', keyboard)
    await send({ text: 'Thanks', buttonsObject: { replyMarkup: 'reply', removeKeyboard: true } })
    for (const _ of ['first', 'second'])
      expect(emulator.simulate.customer.press(messageId, 0)).toMatchObject({ text: 'Yes' })
  })
})

describe('operator.send', () => {
  it.each([
    ['wazzup', { authorName: 'Ann', authorId: 'user-1', sentFromApp: true }],
    ['crm', { authorName: 'Ann', authorId: 'user-1' }],
    ['phone', {}],
  ] as const)(`from %s sets the author %j ${obeys('operator/author')}`, async (from, evidence) => {
    const { emulator, bodies } = await createSubscribedAccount({ now: () => 0 })
    const message = emulator.simulate.operator.send({ from, chatId: '79000000301', text: 'Good day' })
    await emulator.settled()
    expect(bodies()).toEqual([{ messages: [message] }])
    const { messageId, ...rest } = message
    expect(messageId).toMatch(/^[0-9a-f-]{36}$/)
    expect(JSON.parse(JSON.stringify(rest))).toEqual({
      channelId: channelIds.whatsapp,
      chatType: 'whatsapp',
      chatId: '79000000301',
      dateTime: '1970-01-01T00:00:00.001Z',
      type: 'text',
      isEcho: true,
      text: 'Good day',
      status: 'sent',
      ...evidence,
    })
  })

  it('accepts another author', async () => {
    const { emulator } = await createSubscribedAccount()
    const author = { authorName: 'Zoe', authorId: '9' }
    expect(emulator.simulate.operator.send({ from: 'crm', chatId: '1', ...author })).toMatchObject(author)
  })
})

describe('simulate.message', () => {
  it(`marks a message as sent, delivered, read and edited in the messenger ${obeys('echo/edited-outside', 'echo/statuses')}`, async () => {
    const { emulator, bodies } = await createSubscribedAccount({ now: () => 0 })
    const { operator, message } = emulator.simulate
    const { messageId } = operator.send({ from: 'phone', chatId: '79000000301' })
    message.markSent(messageId)
    message.markDelivered(messageId)
    message.markRead(messageId)
    expect(message.markEdited(messageId)).toEqual({
      messageId,
      timestamp: '1970-01-01T00:00:00.000Z',
      status: 'edited',
    })
    await emulator.settled()
    // The echo, then only statuses: an edit in the messenger is not reported as a message.
    expect(bodies().map((body) => [Object.keys(body), body.statuses?.map(({ status }) => status)])).toEqual([
      [['messages'], undefined],
      [['statuses'], ['sent']],
      [['statuses'], ['delivered']],
      [['statuses'], ['read']],
      [['statuses'], ['edited']],
    ])
    expect(emulator.state.messages.get(messageId)?.status).toBe('read')
  })

  it.each(Object.keys(deliveryErrors) as DeliveryErrorCode[])(
    `fails a message with %s, in statuses or in messages ${obeys('echo/failure', 'echo/failure-inside')}`,
    async (code) => {
      const { emulator, bodies } = await createSubscribedAccount()
      const { operator, message } = emulator.simulate
      const { messageId } = operator.send({ from: 'phone', chatId: '79000000301', type: 'wapi_template' })
      message.fail(messageId, code)
      message.fail(messageId, code, { inside: 'messages', description: 'Why' })
      message.fail(messageId, code, { data: { limit: 1 } })
      await emulator.settled()
      expect(bodies().slice(1)).toMatchObject([
        { statuses: [{ messageId, status: 'error', error: { error: code, description: code } }] },
        {
          messages: [{ messageId, type: 'wapi_template', status: 'error', error: { error: code, description: 'Why' } }],
        },
        { statuses: [{ error: { error: code, data: { limit: 1 } } }] },
      ])
    },
  )
})
