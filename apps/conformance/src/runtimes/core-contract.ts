import { channelIds, createEmulator, type Emulator, type ListeningEmulator } from '@wazzup-kit/emulator'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ActName } from './acts.ts'

/** Runs an act in one runtime. Resolves with its result. */
export type RunAct = (
  name: ActName,
  options: { apiKey: string; baseUrl: string },
  channelId: string,
) => Promise<unknown>

interface Case {
  title: string
  act: ActName
  prepare?(emulator: Emulator): void
  check(result: unknown, emulator: Emulator): void
}

const asked = (emulator: Emulator) => emulator.requests.map(({ route, status }) => [route, status])

const cases: Case[] = [
  {
    title: 'lists channels',
    act: 'list',
    check: (result, emulator) => expect(result).toHaveLength(emulator.state.channels.size),
  },
  {
    title: 'sends text with any characters unchanged',
    act: 'send',
    check(result, { ledger }) {
      expect(ledger).toHaveLength(1)
      expect(ledger[0]).toMatchObject({ text: 'Привет, 世界 👋🏽 "quoted"\n\u0000' })
      expect(result).toEqual({
        messageId: ledger[0]!.messageId,
        chatId: '79011112233',
        crmMessageId: ledger[0]!.crmMessageId,
        repeated: false,
      })
    },
  },
  {
    title: 'reports a send with a repeated crmMessageId as repeated',
    act: 'repeatWithinWindow',
    check(result, { ledger }) {
      expect(result).toEqual({ messageId: null, chatId: null, crmMessageId: 'order-1', repeated: true })
      expect(ledger).toHaveLength(1)
    },
  },
  {
    title: 'throws a WazzupApiError with code, data, request id and docUrl when Wazzup rejects a send',
    act: 'wrongTransport',
    check: (result) =>
      expect(result).toMatchObject({
        name: 'WazzupApiError',
        code: 'WRONG_TRANSPORT',
        status: 400,
        effect: 'none',
        data: { transport: 'whatsapp', chatType: 'vk' },
        requestId: expect.stringMatching(/^[0-9a-f]{32}$/),
        docUrl: expect.stringMatching(/#wrong_transport$/),
      }),
  },
  ...(
    ['response lost', 'broken body', 'truncated json', 'empty response', 'server error after acceptance'] as const
  ).map((fault): Case => ({
    title: `sends the message once and reports it as repeated after the fault: ${fault}`,
    act: 'askAgain',
    prepare: ({ faults }) => void faults.calls.next(fault, { route: 'messages.send' }),
    check(result, { ledger }) {
      expect(result).toMatchObject({
        ended: { repeated: true, messageId: null, crmMessageId: ledger[0]?.crmMessageId },
      })
      expect(ledger).toHaveLength(1)
    },
  })),
  ...(['connection reset', 'server error'] as const).map((fault): Case => ({
    title: `sends the message with the second attempt after the fault: ${fault}`,
    act: 'askAgain',
    prepare: ({ faults }) => void faults.calls.next(fault, { route: 'messages.send' }),
    check(result, { ledger }) {
      expect(result).toMatchObject({ ended: { repeated: false, messageId: ledger[0]?.messageId } })
      expect(ledger).toHaveLength(1)
    },
  })),
  {
    title: 'waits as long as Retry-After of a 429 says',
    act: 'askAgain',
    prepare: ({ faults }) => void faults.calls.next('too many requests', { retryAfter: 'seconds', ms: 1_000 }),
    check(result, emulator) {
      expect(result).toMatchObject({ ended: { repeated: false } })
      const [first, second] = emulator.requests
      expect(second!.at - first!.at).toBeGreaterThanOrEqual(995)
    },
  },
  {
    title: 'does not follow a redirect',
    act: 'askAgain',
    prepare: ({ faults }) => void faults.calls.next('redirect'),
    check: (result, emulator) => {
      expect(result).toMatchObject({ name: 'WazzupNetworkError', reason: 'redirect', effect: 'unknown' })
      expect(emulator.requests).toHaveLength(1)
    },
  },
  ...(['slow headers', 'slow body', 'stalled body'] as const).map((fault): Case => ({
    title: `throws with effect unknown when the timeout ends (${fault})`,
    act: 'giveUp',
    prepare: ({ faults }) => void faults.calls.next(fault),
    check: (result, { ledger }) => {
      expect(result).toMatchObject({ reason: 'timeout', effect: 'unknown', attempts: 1 })
      expect(ledger).toHaveLength(1)
    },
  })),
  {
    title: 'throws with effect unknown when the caller aborts',
    act: 'callOff',
    prepare: ({ faults }) => void faults.calls.next('slow headers'),
    check: (result) => expect(result).toMatchObject({ reason: 'aborted', effect: 'unknown' }),
  },
  {
    title: 'saves long lists in batches and iterates over pages',
    act: 'iterate',
    check: (result) => expect(result).toEqual({ batches: 3, count: 230 }),
  },
  {
    title: 'rejects an id that would change the path, without a request',
    act: 'createInputError',
    check: (result, emulator) => {
      expect(result).toMatchObject({ name: 'WazzupValidationError', direction: 'input', effect: 'none' })
      expect(emulator.requests).toHaveLength(0)
    },
  },
  {
    title: 'throws an error for the account owner when the API key is wrong, without the key',
    act: 'wrongKey',
    check: (result) => {
      expect(result).toMatchObject({ status: 401, effect: 'none', actor: 'account owner', retry: 'never' })
      expect(JSON.stringify(result)).not.toContain('not-the-key')
    },
  },
  {
    title: 'creates a client with a single endpoint',
    act: 'pickOneEndpoint',
    check: (result) => expect(result).toMatchObject({ ended: { repeated: false } }),
  },
  {
    title: 'sends 40 messages at once',
    act: 'manyAtOnce',
    check: (result, { ledger }) => expect([result, ledger.length]).toEqual([40, 40]),
  },
  {
    title: 'calls the hooks for every attempt, without the API key',
    act: 'hooks',
    prepare: ({ faults }) => void faults.calls.next('server error', { route: 'messages.send' }),
    check(result, emulator) {
      const info = { endpoint: 'messages.send', method: 'POST', path: '/v3/message', crmMessageId: 'hooked' }
      expect(result).toEqual([
        { onRequest: { ...info, attempt: 1 } },
        { onResponse: { ...info, attempt: 1, status: 500, milliseconds: 0 } },
        { onRequest: { ...info, attempt: 2 } },
        { onResponse: { ...info, attempt: 2, status: 201, milliseconds: 0 } },
      ])
      expect(asked(emulator)).toEqual([
        ['messages.send', 500],
        ['messages.send', 201],
      ])
    },
  },
]

/** Registers the tests of the client for one runtime, against the emulator over a real socket. */
export function describeCoreContract(runtime: string, runAct: RunAct): void {
  describe(`the client in ${runtime}`, () => {
    const emulator = createEmulator({ seed: runtime })
    let server: ListeningEmulator
    beforeAll(async () => {
      server = await emulator.listen()
    })
    beforeEach(() => emulator.reset())
    afterAll(() => server.close())

    test.each(cases)('$title', async ({ act, prepare, check }) => {
      prepare?.(emulator)
      const options = { apiKey: emulator.keys.apiKey, baseUrl: server.url }
      check(await runAct(act, options, channelIds.whatsapp), emulator)
    })
  })
}
