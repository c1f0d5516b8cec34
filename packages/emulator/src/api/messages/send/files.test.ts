import { MEGABYTE } from '@wazzup-kit/core/messengers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { channelIds, chatIds } from '../../../account/entities/default-seed.ts'
import { createEmulator } from '../../../emulator/create-emulator.ts'
import type { EmulatorOptions } from '../../../emulator/emulator.ts'
import type { Transport } from '../../../account/entities/entities.ts'
import { ask } from '../../../testing/test-client.ts'
import { obeys } from '../../../testing/test-rules.ts'

// Sizes and types: the error table of Wazzup's page on messages, https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/

const chatTypes: Partial<Record<Transport, string>> = { wapi: 'whatsapp', tgapi: 'telegram' }

async function send(transport: Transport, contentUri: string, options: EmulatorOptions = {}) {
  const emulator = createEmulator(options)
  const chatType = chatTypes[transport] ?? transport
  const body = { channelId: channelIds[transport], chatType, chatId: chatIds[transport], contentUri }
  const { status, json } = await ask(emulator, 'POST', '/v3/message', body)
  return { status, error: (json as { error?: string }).error, accepted: emulator.ledger.length }
}

async function sentText(transport: Transport, options: EmulatorOptions) {
  const emulator = createEmulator(options)
  const chatType = chatTypes[transport] ?? transport
  const body = { channelId: channelIds[transport], chatType, chatId: chatIds[transport], text: 'Hello' }
  const { json } = await ask(emulator, 'POST', '/v3/message', body)
  return { emulator, path: `/v3/message/${(json as { messageId: string }).messageId}` }
}

/** Returns the options of an emulator that finds a file of this size behind each link. */
function host(bytes: number, type = 'application/pdf', status = 200): EmulatorOptions {
  return {
    contentFetch: async () => new Response(new Uint8Array(bytes), { status, headers: { 'content-type': type } }),
  }
}

afterEach(() => void vi.useRealTimers())

const link = 'https://example.com/file'
const accepted = { status: 201, error: undefined, accepted: 1 }
const refused = (error: string) => ({ status: 400, error, accepted: 0 })

describe('a file of a send', () => {
  it(`is not fetched by default ${obeys('send/file-trusted')}`, async () => {
    expect(await send('whatsapp', 'https://nowhere.invalid/a.pdf')).toEqual(accepted)
  })

  it.each([
    ['a redirect', 302],
    ['an error', 404],
  ])(`behind %s cannot be fetched ${obeys('send/file-link')}`, async (_, status) => {
    const moved = async () => new Response(null, { status, headers: { location: 'https://example.com/elsewhere' } })
    expect(await send('whatsapp', link, { contentFetch: moved })).toEqual(refused('MESSAGE_DOWNLOAD_CONTENT_ERROR'))
  })

  it(`on an unreachable host cannot be fetched ${obeys('send/file-link')}`, async () => {
    const contentFetch = () => Promise.reject(new TypeError('fetch failed'))
    expect(await send('whatsapp', link, { contentFetch })).toEqual(refused('MESSAGE_DOWNLOAD_CONTENT_ERROR'))
  })

  it(`over all limits is rejected without being read completely, so none is too big for webhooks ${obeys('send/file-too-big-later')}`, async () => {
    let pulled = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1
        controller.enqueue(new Uint8Array(MEGABYTE))
      },
    })
    const contentFetch = async () => new Response(endless)
    expect(await send('whatsapp', link, { contentFetch })).toEqual(refused('MESSAGES_CONTENT_SIZE_EXCEEDED'))
    expect(pulled).toBeLessThan(100)
  })

  it(`that is empty is rejected ${obeys('send/empty-file')}`, async () => {
    expect(await send('whatsapp', link, host(0))).toEqual(refused('MESSAGES_CONTENT_CAN_NOT_BE_BLANK'))
  })

  it.each([
    ['whatsapp', 10, 'application/pdf', 'MESSAGES_CONTENT_SIZE_EXCEEDED'],
    ['viber', 10, 'image/png', 'MESSAGES_CONTENT_SIZE_EXCEEDED'],
    ['wapi', 5, 'image/png', 'MESSAGES_CONTENT_SIZE_EXCEEDED_WABA'],
    ['wapi', 5, 'image/jpeg', 'MESSAGES_CONTENT_SIZE_EXCEEDED_WABA'],
    ['wapi', 16, 'video/mp4', 'MESSAGES_CONTENT_SIZE_EXCEEDED_WABA'],
    ['tgapi', 5, 'image/png', 'MESSAGES_CONTENT_SIZE_EXCEEDED_TELEGRAM'],
    ['telegram', 20, 'application/pdf', 'MESSAGES_CONTENT_SIZE_EXCEEDED_TELEGRAM'],
  ] as const)(
    `on %s may have %i MB of %s and not one byte more ${obeys('send/file-size', 'send/file-size-order', 'send/file-size-read')}`,
    async (transport, megabytes, type, error) => {
      expect(await send(transport, link, host(megabytes * MEGABYTE, type))).toEqual(accepted)
      expect(await send(transport, link, host(megabytes * MEGABYTE + 1, type))).toEqual(refused(error))
    },
  )

  it.each([
    ['https://example.com/file', '', refused('MESSAGE_WRONG_CONTENT_TYPE')],
    ['https://example.com/a.b/file?name=a.pdf', '', refused('MESSAGE_WRONG_CONTENT_TYPE')],
    ['https://example.com/file.pdf', '', accepted],
    ['https://example.com/file', 'application/octet-stream', accepted],
  ])(
    `%s with the Content-Type "%s" is accepted or rejected by its type ${obeys('send/file-type', 'send/file-type-read')}`,
    async (contentUri, type, expected) => {
      const headers: Record<string, string> = type === '' ? {} : { 'content-type': type }
      const contentFetch = async () => new Response(new Uint8Array(1), { headers })
      expect(await send('whatsapp', contentUri, { contentFetch })).toEqual(expected)
    },
  )

  it(`must arrive within 30 seconds ${obeys('send/file-time')}`, async () => {
    vi.useFakeTimers()
    const never = new ReadableStream<Uint8Array>()
    const contentFetch: typeof fetch = async (_, init) => {
      const stalled = new TransformStream<Uint8Array, Uint8Array>()
      void never.pipeTo(stalled.writable, init?.signal ? { signal: init.signal } : {}).catch(() => {})
      return new Response(stalled.readable, { headers: { 'content-type': 'application/pdf' } })
    }
    let answer: object | undefined
    void send('whatsapp', link, { contentFetch }).then((said) => (answer = said))
    await vi.advanceTimersByTimeAsync(29_999)
    expect(answer).toBeUndefined()
    await vi.advanceTimersByTimeAsync(1)
    vi.useRealTimers()
    await expect.poll(() => answer, { timeout: 10_000 }).toEqual(refused('MESSAGE_DOWNLOAD_CONTENT_ERROR'))
  })

  it.each([
    ['a.jpg', accepted],
    ['a.JPEG?x=1', accepted],
    ['a.gif', accepted],
    ['a.ico', accepted],
    ['a.bmp', accepted],
    ['a.png', accepted],
    ['without-an-ending', accepted],
    ['a.pdf', refused('MESSAGES_UNSUPPORTED_CONTENT_TYPE_INSTAPI')],
    ['a.mp4', refused('MESSAGES_UNSUPPORTED_CONTENT_TYPE_INSTAPI')],
  ])(`named %s is accepted or rejected by Instagram ${obeys('send/file-instagram')}`, async (name, expected) => {
    expect(await send('instagram', `https://example.com/${name}`)).toEqual(expected)
  })

  it(`that arrives late does not change a message that was deleted in the meantime ${obeys('edit/file', 'edit/unknown')}`, async () => {
    const deleted: number[] = []
    const contentFetch = async () => {
      deleted.push((await ask(emulator, 'DELETE', path)).status)
      return new Response('a')
    }
    const { emulator, path } = await sentText('whatsapp', { contentFetch })
    expect((await ask(emulator, 'PATCH', path, { contentUri: link })).json).toMatchObject({
      error: 'MESSAGES_NOT_FOUND',
    })
    expect(deleted).toEqual([200])
    expect(emulator.ledger).toMatchObject([{ text: 'Hello', state: 'deleted' }])
  })

  it(`that arrives late does not let two sends with the same id through ${obeys('send/repeat')}`, async () => {
    const emulator = createEmulator(host(1))
    const chat = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: chatIds.whatsapp }
    const body = { ...chat, contentUri: link, crmMessageId: 'once' }
    const answers = await Promise.all([1, 2].map(() => ask(emulator, 'POST', '/v3/message', body)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400])
    expect(emulator.ledger).toHaveLength(1)
  })
})

describe('a file of an edit', () => {
  it.each([
    ['whatsapp', host(10 * MEGABYTE + 1), 'MESSAGES_CONTENT_SIZE_EXCEEDED'],
    ['tgapi', host(5 * MEGABYTE + 1, 'image/png'), 'MESSAGES_CONTENT_SIZE_EXCEEDED_TELEGRAM'],
    ['whatsapp', host(0), 'MESSAGES_CONTENT_CAN_NOT_BE_BLANK'],
    ['whatsapp', host(1, 'image/png', 404), 'MESSAGE_DOWNLOAD_CONTENT_ERROR'],
    ['instagram', {}, 'MESSAGES_UNSUPPORTED_CONTENT_TYPE_INSTAPI'],
  ] as const)(
    `on %s is checked like the file of a send: %# ${obeys('edit/file')}`,
    async (transport, options, error) => {
      const { emulator, path } = await sentText(transport, options)
      const edit = await ask(emulator, 'PATCH', path, { contentUri: `${link}.pdf` })
      expect(edit).toMatchObject({ status: 400, json: { error } })
      expect(emulator.ledger).toMatchObject([{ text: 'Hello', state: 'accepted' }])
    },
  )

  it(`is accepted when it is valid, and its size is recorded ${obeys('edit/file')}`, async () => {
    const { emulator, path } = await sentText('instagram', host(7, 'image/png'))
    const contentUri = `${link}.png`
    expect((await ask(emulator, 'PATCH', path, { contentUri })).status).toBe(200)
    expect(emulator.ledger).toMatchObject([{ contentUri, contentBytes: 7, state: 'edited' }])
    expect((await ask(emulator, 'PATCH', path, { text: 'Hello again' })).status).toBe(200)
    expect(emulator.ledger[0]).not.toHaveProperty('contentBytes')
  })
})
