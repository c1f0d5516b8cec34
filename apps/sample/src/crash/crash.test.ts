import { stripVTControlCharacters } from 'node:util'
import { createEmulator } from '@wazzup-kit/emulator'
import { expect, test } from 'vitest'
import { createChatView } from '../conversation/chat-view.ts'
import { countAnswers } from '../processes/count-answers.ts'
import { playCrashes } from './play.ts'

test('a bot that is killed twice in a conversation answers each message once', async () => {
  const emulator = createEmulator()
  const printed: string[] = []
  const view = createChatView((line) => printed.push(stripVTControlCharacters(line).trim()))
  const counts = await playCrashes(emulator, view)

  expect(emulator.ledger.map(({ text }) => text)).toEqual([
    'Order 1001: with the courier, at your door before 14:00.',
    'Order 1002: packed, it leaves us tomorrow.',
    'Order 1003: delivered on Monday.',
    'There is no order 4242. Please check the number.',
  ])
  expect(counts).toEqual({ written: 4, arrived: 4, twice: 0, lost: 0 })
  expect(printed.filter((line) => line.startsWith('── the bot'))).toEqual([
    '── the bot is killed (SIGKILL) while it answers ──',
    '── the bot starts again ──',
    '── the bot is killed (SIGKILL) before it gets the 201 ──',
    '── the bot starts again ──',
  ])
  expect(printed.slice(-4)).toEqual([
    'messages that the customer wrote    4',
    'answers that arrived                4',
    'duplicates                          0',
    'lost                                0',
  ])

  // The second kill was between a request and its response, so one send was repeated under its id.
  const sends = emulator.requests.filter(({ method, path }) => method === 'POST' && path === '/v3/message')
  const ids = sends.map(({ body }) => (body as { crmMessageId: string }).crmMessageId)
  expect(sends.map(({ status }) => status)).toEqual([201, 201, 201, 400, 201])
  expect(ids[3]).toBe(ids[2])
  expect(new Set(ids).size).toBe(4)
  // Wazzup sent each message of the customer once: what the bot knows after a crash comes from its store.
  const bodies = emulator.deliveries.map(({ body }) => body as { messages?: { text?: string; isEcho?: boolean }[] })
  const asked = bodies.flatMap(({ messages = [] }) => messages.filter(({ isEcho }) => !isEcho).map(({ text }) => text))
  expect(asked).toEqual(['Where is 1001?', 'Where is 1002?', 'Where is 1003?', 'Where is 4242?'])
})

test('counts answers that were sent twice, and lost ones', () => {
  expect(countAnswers(['a', 'b', 'c'], [{ text: 'a\nb' }, { text: 'b' }, {}])).toEqual({
    written: 3,
    arrived: 2,
    twice: 1,
    lost: 1,
  })
})
