import { MEGABYTE } from '@wazzup-kit/core/messengers'
import { transports } from '@wazzup-kit/core/schemas'
import { describe, expect, it } from 'vitest'
import { channelIds, chatIds, templateIds } from '../../account/entities/default-seed.ts'
import type { EmulatorOptions } from '../../emulator/emulator.ts'
import { createSubscribedAccount } from '../../testing/test-account.ts'
import { ask } from '../../testing/test-client.ts'
import { obeys } from '../../testing/test-rules.ts'

// Fields: https://wazzup24.ru/help/api-ru/webhooks-2/ ; authors, missing `delivered` and precision of dates as observed in production.

const NOON = Date.UTC(2026, 10, 22, 12, 0, 30, 250)
const whatsapp = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79000000301', text: 'Hello' }

async function start(options: EmulatorOptions = {}) {
  const account = await createSubscribedAccount({ now: () => NOON, ...options })
  const { emulator } = account
  async function call(method: string, path: string, body?: object): Promise<string> {
    const { status, json } = await ask(emulator, method, path, body)
    expect(status).toBeLessThan(300)
    await emulator.settled()
    return (json as { messageId: string } | undefined)?.messageId ?? ''
  }
  const echoes = () => account.bodies().flatMap(({ messages = [] }) => messages)
  const statuses = () => account.bodies().flatMap((body) => body.statuses ?? [])
  return { ...account, call, echoes, statuses, send: (body: object) => call('POST', '/v3/message', body) }
}

describe('after an accepted send', () => {
  it(`Wazzup posts an echo of "Admin" without an id, then the statuses ${obeys('echo/send', 'echo/by-itself')}`, async () => {
    const { send, bodies } = await start()
    const messageId = await send({ ...whatsapp, chatType: 'whatsapp' })
    const { text, ...address } = whatsapp
    expect(bodies()).toEqual([
      {
        messages: [
          {
            messageId,
            ...address,
            dateTime: '2026-11-22T12:00:00.001Z',
            isEcho: true,
            type: 'text',
            text,
            status: 'sent',
            authorName: 'Admin',
          },
        ],
      },
      { statuses: [{ messageId, timestamp: '2026-11-22T12:00:30.250Z', status: 'sent' }] },
      { statuses: [{ messageId, timestamp: '2026-11-22T12:00:30.250Z', status: 'delivered' }] },
    ])
  })

  it(`Telegram never posts the status delivered, all other transports do ${obeys('echo/telegram')}`, async () => {
    for (const transport of transports) {
      const { send, statuses } = await start()
      const chatType = { wapi: 'whatsapp', tgapi: 'telegram', maxbot: 'max' }[transport as string] ?? transport
      await send({ channelId: channelIds[transport], chatType, chatId: chatIds[transport], text: 'Hello' })
      const isTelegram = transport === 'tgapi' || transport === 'telegram'
      expect(statuses().map(({ status }) => status)).toEqual(isTelegram ? ['sent'] : ['sent', 'delivered'])
    }
  })

  it(`the echo on personal WhatsApp has a date of whole minutes, others have milliseconds ${obeys('echo/whatsapp-date')}`, async () => {
    const { emulator, send, echoes } = await start()
    await send(whatsapp)
    await send(whatsapp)
    await send({ ...whatsapp, channelId: channelIds.wapi })
    emulator.clock.advance(30_000)
    await send(whatsapp)
    expect(echoes().map(({ dateTime }) => dateTime)).toEqual([
      '2026-11-22T12:00:00.001Z',
      '2026-11-22T12:00:00.002Z',
      '2026-11-22T12:00:30.250Z',
      '2026-11-22T12:01:00.001Z',
    ])
  })

  it(`the echo names the uploaded user, the customer who wrote before, and the quoted message ${obeys('send/author', 'customer/quote')}`, async () => {
    const { emulator, send, echoes } = await start()
    const { messageId: refMessageId } = emulator.simulate.customer.send({ text: 'Question' })
    await send({ ...whatsapp, crmUserId: 'user-1', refMessageId })
    await send({ ...whatsapp, crmUserId: 'unknown-user' })
    const { channelId, chatType, chatId } = whatsapp
    expect(echoes()[1]).toMatchObject({
      authorName: 'Ann',
      authorId: 'user-1',
      contact: { name: 'Dora', phone: '79000000301' },
      quotedMessage: { messageId: refMessageId, channelId, chatType, chatId, type: 'text', text: 'Question' },
    })
    expect(echoes()[2]).toMatchObject({ authorName: 'Admin' })
    expect(echoes()[2]).not.toHaveProperty('authorId')
  })

  it.each([
    [{ contentUri: 'https://example.com/a.JPG?x=1' }, 'image'],
    [{ contentUri: 'https://example.com/sticker.was' }, 'image'],
    [{ contentUri: 'https://example.com/a.ogg' }, 'audio'],
    [{ contentUri: 'https://example.com/a.mp4' }, 'video'],
    [{ contentUri: 'https://example.com/a' }, 'document'],
    [{ templateId: templateIds.greeting, templateValues: ['1', 'Eva'] }, 'wapi_template'],
    [{ text: `@template: ${templateIds.greeting} { [[1]]; [[Eva]] }` }, 'wapi_template'],
  ])(
    `the echo of %j has the type %s ${obeys('echo/file-type', 'echo/file-link', 'echo/template', 'echo/template-text')}`,
    async (content, type) => {
      const { send, echoes } = await start()
      await send({ ...whatsapp, channelId: channelIds.wapi, text: undefined, ...content })
      const contentUri = 'contentUri' in content ? content.contentUri : undefined
      const told = echoes().map((echo) => ({ type: echo.type, text: echo.text, contentUri: echo.contentUri }))
      expect(told).toEqual([{ type, text: undefined, contentUri }])
    },
  )

  it.each([
    ['whatsapp', 'delivered', ['sent', 'delivered']],
    ['whatsapp', 'read', ['sent', 'delivered', 'read']],
    ['tgapi', 'read', ['sent', 'read']],
  ] as const)(
    `the echo on %s may already have the status %s ${obeys('echo/already-read', 'echo/already-delivered')}`,
    async (transport, status, after) => {
      const { emulator, send, echoes, statuses } = await start()
      emulator.simulate.message.echoNextAs(status)
      const chatType = transport === 'tgapi' ? 'telegram' : transport
      const body = { channelId: channelIds[transport], chatType, chatId: chatIds[transport], text: 'Hello' }
      const messageId = await send(body)
      expect(echoes()).toMatchObject([{ messageId, status }])
      expect(statuses().map((each) => each.status)).toEqual(after)
      expect(emulator.state.messages.get(messageId)).toMatchObject({ status })
      await send(body)
      expect(echoes()[1]).toMatchObject({ status: 'sent' })
    },
  )

  it('a status set for the echo does not make an unreachable message arrive', async () => {
    const { emulator, send, echoes, statuses } = await start({ unreachable: ['79000000301'] })
    emulator.simulate.message.echoNextAs('read', { times: 2 })
    await send(whatsapp)
    await send({ ...whatsapp, chatId: '79000000302' })
    expect(echoes().map(({ status }) => status)).toEqual(['sent', 'read'])
    expect(statuses()[0]).toMatchObject({ status: 'error', error: { error: 'BAD_CONTACT' } })
  })

  it(`a failure can have a description and data of your own ${obeys('echo/failure', 'echo/failure-words')}`, async () => {
    const { emulator, send, statuses } = await start()
    emulator.simulate.message.failNext('TOO_BIG_CONTENT')
    emulator.simulate.message.failNext('TOO_BIG_CONTENT', { description: 'Too big', data: { limit: 50 } })
    await send(whatsapp)
    await send(whatsapp)
    expect(statuses().map(({ error }) => error)).toEqual([
      { error: 'TOO_BIG_CONTENT', description: 'TOO_BIG_CONTENT' },
      { error: 'TOO_BIG_CONTENT', description: 'Too big', data: { limit: 50 } },
    ])
  })

  it.each(['BALANCE_IS_EMPTY', 'CHANNEL_NO_MONEY', 'TEMPLATE_REJECTED'] as const)(
    `a failure may have the code of a response: %s ${obeys('echo/failure-of-response')}`,
    async (code) => {
      const { emulator, send, statuses } = await start()
      emulator.simulate.message.failNext(code)
      const messageId = await send(whatsapp)
      expect(statuses()).toMatchObject([{ status: 'error', error: { error: code, description: code } }])
      expect(emulator.simulate.message.fail(messageId, code)).toMatchObject({ error: { error: code } })
    },
  )

  it.each([
    ['tgapi', 'a.ogg', 1, 'audio'],
    ['telegram', 'a.MP3?x=1', 1, 'audio'],
    ['tgapi', 'a.ogg', 2, 'document'],
    ['telegram', 'a.MP3?x=1', 2, 'document'],
    ['telegram', 'a.wav', 2, 'audio'],
    ['whatsapp', 'a.ogg', 2, 'audio'],
  ] as const)(
    `the echo on %s of %s with %i MB has the type %s ${obeys('echo/voice', 'echo/file-type')}`,
    async (transport, name, size, type) => {
      const bytes = new Uint8Array(size === 1 ? MEGABYTE : MEGABYTE + 1)
      const { send, echoes } = await start({ contentFetch: async () => new Response(bytes) })
      const chatType = { tgapi: 'telegram' }[transport as string] ?? transport
      const chat = { channelId: channelIds[transport], chatType, chatId: chatIds[transport] }
      await send({ ...chat, contentUri: `https://example.com/${name}` })
      expect(echoes()).toMatchObject([{ type }])
    },
  )

  it(`Wazzup posts nothing for a disabled channel that accepts sends, as observed in production ${obeys('channels/accepts-and-loses')}`, async () => {
    const { emulator, send, posts } = await start({ blockedChannels: 'accept' })
    emulator.state.channels.get(channelIds.whatsapp)!.state = 'blocked'
    await send(whatsapp)
    expect(emulator.ledger).toHaveLength(1)
    expect(posts).toEqual([])
  })

  it('Wazzup posts nothing for a rejected send', async () => {
    const { emulator, posts } = await start()
    await ask(emulator, 'POST', '/v3/message', { ...whatsapp, chatType: 'vk' })
    await emulator.settled()
    expect(posts).toEqual([])
  })
})

describe('after an edit and a deletion', () => {
  it(`Wazzup posts the same message with its previous content, then again as deleted ${obeys('echo/edited', 'echo/same-id', 'echo/own-changes')}`, async () => {
    const { call, send, echoes, statuses, emulator } = await start()
    const messageId = await send(whatsapp)
    emulator.clock.advance(60_000)
    await call('PATCH', `/v3/message/${messageId}`, { text: 'Bye', crmUserId: 'user-2' })
    await call('PATCH', `/v3/message/${messageId}`, { text: 'Bye!' })
    await call('DELETE', `/v3/message/${messageId}`)
    expect(echoes().slice(1)).toMatchObject([
      { text: 'Bye', authorId: 'user-2', isEdited: true, oldInfo: { oldText: 'Hello', oldAuthorName: 'Admin' } },
      { text: 'Bye!', isEdited: true, oldInfo: { oldText: 'Bye', oldAuthorId: 'user-2', oldAuthorName: 'Boris' } },
      { isDeleted: true },
    ])
    expect(echoes()[3]).not.toHaveProperty('isEdited')
    expect(echoes()[3]!.oldInfo).toEqual({ oldText: 'Bye!', oldAuthorId: 'user-2', oldAuthorName: 'Boris' })
    expect(new Set(echoes().map((echo) => echo.dateTime)).size).toBe(1)
    expect(new Set(echoes().map((echo) => echo.messageId))).toEqual(new Set([messageId]))
    expect(statuses()).toHaveLength(2)
    expect(emulator.state.messages.get(messageId)).toMatchObject({ text: 'Bye!', isDeleted: true })
  })

  it(`Wazzup posts the new type of the message, without its previous content ${obeys('edit/kind', 'echo/edited')}`, async () => {
    const { call, send, echoes } = await start()
    const contentUri = 'https://example.com/a.png'
    const messageId = await send(whatsapp)
    await call('PATCH', `/v3/message/${messageId}`, { contentUri })
    await call('PATCH', `/v3/message/${messageId}`, { text: 'Bye' })
    const [, file, text] = echoes()
    expect(file).toMatchObject({ type: 'image', contentUri, isEdited: true, oldInfo: { oldText: 'Hello' } })
    expect(file).not.toHaveProperty('text')
    expect(text).toMatchObject({ type: 'text', text: 'Bye', isEdited: true })
    expect(text).not.toHaveProperty('contentUri')
    expect(text?.oldInfo).not.toHaveProperty('oldText')
  })
})
