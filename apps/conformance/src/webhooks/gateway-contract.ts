import { createWazzup } from '@wazzup-kit/core'
import type { Emulator } from '@wazzup-kit/emulator'
import { describe, expect, test } from 'vitest'
import { borderCases } from './gateway-borders.ts'
import { json, text, type FrontEnd, type GatewayCase } from './gateway-case.ts'
import { post, type Posting } from './post.ts'

/** What the gateway's cases need of a host. */
export interface GatewayStage {
  emulator: Emulator
  urlOf(): string
  /** Counts a case. */
  pass(): void
}

async function errorOf(call: PromiseLike<unknown>): Promise<unknown> {
  try {
    return await call
  } catch (error) {
    return error
  }
}

function refusedAs(operator: string | undefined, status: number): GatewayCase {
  return {
    title: `${operator ?? 'nobody'} is refused with ${status}`,
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
    title: `${title} gets ${status}`,
    async check(frontEnd, { ledger }) {
      const answer = await frontEnd.post('/v3/message', { headers: json, body })
      expect(answer.status).toBe(status)
      expect(ledger).toEqual([])
    },
  }
}

const cases: readonly GatewayCase[] = [
  {
    title: 'a front end lists',
    async check(frontEnd, { state }) {
      const channels = await frontEnd.as('ann').channels.list()
      expect(channels.map(({ channelId }) => channelId)).toEqual([...state.channels.keys()])
    },
  },
  {
    title: 'a front end sends',
    async check(frontEnd, { ledger }) {
      const sent = await frontEnd.as('ann').messages.send({ ...text, crmMessageId: 'from-the-page' })
      expect(ledger).toMatchObject([{ text: text.text, crmMessageId: 'from-the-page' }])
      expect(sent).toMatchObject({ messageId: ledger[0]!.messageId, repeated: false })
    },
  },
  {
    title: 'a list as body, an id in the path',
    async check(frontEnd) {
      const { users } = frontEnd.as('ann')
      await users.save({ users: [{ id: 'a b/ü', name: 'Ann' }] })
      expect(await users.get({ id: 'a b/ü' })).toMatchObject({ id: 'a b/ü', name: 'Ann' })
    },
  },
  {
    title: 'authorize narrows the input',
    async check(frontEnd, { ledger }) {
      await frontEnd.as('ann').users.save({ users: [{ id: 'ben', name: 'Ben' }] })
      await frontEnd.as('ben').messages.send({ ...text, crmUserId: 'somebody else' })
      expect(ledger).toMatchObject([{ crmUserId: 'ben' }])
    },
  },
  refusedAs(undefined, 401),
  refusedAs('eve', 403),
  refusedAs('tom', 403),
  {
    title: 'a call that is not served is not found',
    async check(frontEnd, { requests }) {
      expect(await errorOf(frontEnd.as('ann').templates.list())).toMatchObject({ status: 404 })
      expect(requests).toEqual([])
    },
  },
  {
    title: 'input that does not fit gets 400 with the reasons',
    async check(frontEnd, { requests }) {
      const { text: _text, ...nothing } = text
      const answer = await frontEnd.post('/v3/message', { headers: json, body: JSON.stringify(nothing) })
      expect(answer).toMatchObject({ status: 400, problem: { status: 400, effect: 'none', issues: expect.any(Array) } })
      expect(requests).toEqual([])
    },
  },
  {
    title: 'a refusal of Wazzup comes through',
    async check(frontEnd) {
      const error = await errorOf(frontEnd.as('ann').messages.send({ ...text, chatType: 'vk', chatId: '1' }))
      expect(error).toMatchObject({ name: 'WazzupApiError', code: 'WRONG_TRANSPORT', status: 400, effect: 'none' })
    },
  },
  {
    title: 'an effect that is unknown stays unknown, and nothing is sent twice',
    async check(frontEnd, { faults, ledger }) {
      faults.calls.next('server error after acceptance', { route: 'messages.send' })
      const answer = await frontEnd.post('/v3/message', { headers: json, body: JSON.stringify(text) })
      expect(answer).toMatchObject({ status: 502, problem: { effect: 'unknown' } })
      expect(ledger).toHaveLength(1)
    },
  },
  ...borderCases,
  badBody('no body', '', 400),
  badBody('no JSON', 'text=1', 400),
  badBody('an array', '[]', 400),
  badBody('depth', `{"text":${'['.repeat(100)}${']'.repeat(100)}}`, 400),
  badBody('twenty megabytes', Buffer.alloc(20_000_000, ' '), 413),
]

/** The gateway behaves the same on every host, against the emulator; its key never shows. */
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
