import { createWazzup } from '@wazzup-kit/core'
import type { Emulator } from '@wazzup-kit/emulator'
import { describe, expect, test } from 'vitest'
import { borderCases } from './gateway-borders.ts'
import { json, text, type FrontEnd, type GatewayCase } from './gateway-case.ts'
import { post, type Posting } from './post.ts'

/** The parts of a host that the tests of the gateway use. */
export interface GatewayStage {
  emulator: Emulator
  urlOf(): string
  /** Counts a passed case. */
  pass(): void
}

async function errorOf(call: PromiseLike<unknown>): Promise<unknown> {
  try {
    return await call
  } catch (error) {
    return error
  }
}

function rejectedAs(operator: string | undefined, status: number): GatewayCase {
  return {
    title: `rejects ${operator ?? 'a request without an operator'} with ${status}`,
    async check(frontEnd, { ledger }) {
      expect(await errorOf(frontEnd.as(operator).messages.send(text))).toMatchObject({
        status,
        effect: 'none',
        meaning: expect.stringContaining('behind the gateway'),
      })
      expect(ledger).toEqual([])
    },
  }
}

function badBody(title: string, body: Posting['body'], status: number): GatewayCase {
  return {
    title: `returns ${status} for ${title}`,
    async check(frontEnd, { ledger }) {
      const answer = await frontEnd.post('/v3/message', { headers: json, body })
      expect(answer.status).toBe(status)
      expect(ledger).toEqual([])
    },
  }
}

const cases: readonly GatewayCase[] = [
  {
    title: 'serves a list',
    async check(frontEnd, { state }) {
      const channels = await frontEnd.as('ann').channels.list()
      expect(channels.map(({ channelId }) => channelId)).toEqual([...state.channels.keys()])
    },
  },
  {
    title: 'serves a send',
    async check(frontEnd, { ledger }) {
      const sent = await frontEnd.as('ann').messages.send({ ...text, crmMessageId: 'from-the-page' })
      expect(ledger).toMatchObject([{ text: text.text, crmMessageId: 'from-the-page' }])
      expect(sent).toMatchObject({ messageId: ledger[0]!.messageId, repeated: false })
    },
  },
  {
    title: 'serves a call with a list as body and a call with an id in the path',
    async check(frontEnd) {
      const { users } = frontEnd.as('ann')
      await users.save({ users: [{ id: 'a b/ü', name: 'Ann' }] })
      expect(await users.get({ id: 'a b/ü' })).toMatchObject({ id: 'a b/ü', name: 'Ann' })
    },
  },
  {
    title: 'sends the input that authorize returns',
    async check(frontEnd, { ledger }) {
      await frontEnd.as('ann').users.save({ users: [{ id: 'ben', name: 'Ben' }] })
      await frontEnd.as('ben').messages.send({ ...text, crmUserId: 'another-operator' })
      expect(ledger).toMatchObject([{ crmUserId: 'ben' }])
    },
  },
  rejectedAs(undefined, 401),
  rejectedAs('eve', 403),
  {
    title: 'returns 500 when authorize fails, and sends nothing',
    async check(frontEnd, { ledger }) {
      expect(await errorOf(frontEnd.as('tom').messages.send(text))).toMatchObject({
        status: 500,
        effect: 'none',
        retry: 'later',
        meaning: 'The gateway could not decide',
      })
      expect(ledger).toEqual([])
    },
  },
  {
    title: 'returns 404 for an endpoint that is not allowed',
    async check(frontEnd, { requests }) {
      expect(await errorOf(frontEnd.as('ann').templates.list())).toMatchObject({ status: 404 })
      expect(requests).toEqual([])
    },
  },
  {
    title: 'returns 400 with the issues for invalid input',
    async check(frontEnd, { requests }) {
      const { text: _text, ...nothing } = text
      const answer = await frontEnd.post('/v3/message', { headers: json, body: JSON.stringify(nothing) })
      expect(answer).toMatchObject({ status: 400, problem: { status: 400, effect: 'none', issues: expect.any(Array) } })
      expect(requests).toEqual([])
    },
  },
  {
    title: 'passes a rejection by Wazzup on to the front end',
    async check(frontEnd) {
      const error = await errorOf(frontEnd.as('ann').messages.send({ ...text, chatType: 'vk', chatId: '1' }))
      expect(error).toMatchObject({ name: 'WazzupApiError', code: 'WRONG_TRANSPORT', status: 400, effect: 'none' })
    },
  },
  {
    title: 'reports the effect unknown and does not send again after an error that follows acceptance',
    async check(frontEnd, { faults, ledger }) {
      faults.calls.next('server error after acceptance', { route: 'messages.send' })
      const answer = await frontEnd.post('/v3/message', { headers: json, body: JSON.stringify(text) })
      expect(answer).toMatchObject({ status: 502, problem: { effect: 'unknown' } })
      expect(ledger).toHaveLength(1)
    },
  },
  ...borderCases,
  badBody('no body', '', 400),
  badBody('a body that is not JSON', 'text=1', 400),
  badBody('an array', '[]', 400),
  badBody('a deeply nested body', `{"text":${'['.repeat(100)}${']'.repeat(100)}}`, 400),
  badBody('twenty megabytes', Buffer.alloc(20_000_000, ' '), 413),
]

/** Registers the tests of the gateway, the same for every host. No response may contain the API key. */
export function describeGateway({ emulator, urlOf, pass }: GatewayStage): void {
  const frontEnd: FrontEnd = {
    as: (operator) =>
      createWazzup({
        baseUrl: urlOf(),
        maxRetries: 0,
        fetch(url, init) {
          const sent = new Headers(init.headers)
          if (operator) sent.set('x-operator', operator)
          return fetch(url, { ...init, headers: sent })
        },
      }),
    get origin() {
      return new URL(urlOf()).origin
    },
    async post(path, posting) {
      const { status, headers, text: answer } = await post(`${urlOf()}${path}`, posting)
      expect(answer).not.toContain(emulator.keys.apiKey)
      const isProblem = headers['content-type']?.startsWith('application/problem+json')
      return { status, headers, problem: isProblem ? (JSON.parse(answer) as unknown) : undefined }
    },
  }
  describe('the gateway', () => {
    test.each(cases)('$title', async ({ check }) => {
      await check(frontEnd, emulator)
      pass()
    })
  })
}
