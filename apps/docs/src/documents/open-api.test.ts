import { apiErrors, type ApiErrorCode } from '@wazzup-kit/core/errors'
import { createEmulator, type ErrorShape } from '@wazzup-kit/emulator'
import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { fixtures } from '@wazzup-kit/conformance/fixtures'
import { createJudge, type Exchange } from './exchange.ts'
import { openApiDocument } from './open-api.ts'
import { recordExchanges } from './record-exchanges.ts'

const judge = createJudge(openApiDocument())
const operations = fixtures.map(({ endpoint }) => endpoint).toSorted()

test('the OpenAPI document is valid', async () => {
  const validator = new Validator()
  expect(await validator.validate({ ...openApiDocument() })).toEqual({ valid: true })
  expect(validator.version).toBe('3.1')
})

test('the OpenAPI document has the servers of both Wazzup services', () => {
  expect(JSON.stringify(openApiDocument()).match(/"servers":\[[^\]]+\]/g)).toEqual([
    '"servers":[{"url":"https://api.wazzup24.com"}]',
    '"servers":[{"url":"https://integrations.wazzup24.com"}]',
  ])
})

test('openApiDocument returns a new object each time', () => {
  const { components } = openApiDocument() as { components: { schemas: { ErrorCode: { examples: string[] } } } }
  components.schemas.ErrorCode.examples.push('MINE')
  expect(JSON.stringify(openApiDocument())).not.toContain('MINE')
})

/** Expected misfits where the documentation contradicts itself or the service. The document describes the service. */
const contradicted: Readonly<Record<string, string>> = {
  'deals.list': '/data/0/id must be string',
  'subscription.get': '/subscriptions/messagesAndStatuses must be boolean,null',
}

test.each(fixtures)(
  'the documented exchange of $endpoint fits the OpenAPI document',
  ({ endpoint, request, answer }) => {
    const query = new URLSearchParams(request.query).toString()
    const { operationId, misfits } = judge({
      method: request.method,
      path: `${request.path.replace('{apiKey}', 'key')}?${query}`,
      body: request.body,
      status: answer.status,
      answer: typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body),
    })
    expect(operationId).toBe(endpoint)
    const known = contradicted[endpoint]
    expect(misfits).toEqual(known === undefined ? [] : expect.arrayContaining([known]))
  },
)

test('the responses of the emulator, including rejections, fit the OpenAPI document', async () => {
  const exchanges = await recordExchanges()
  const judged = exchanges.map((exchange) => ({ ...exchange, ...judge(exchange) }))
  expect(judged.filter(({ misfits }) => misfits.length > 0)).toEqual([])
  const done = judged.filter(({ status }) => status < 400).map(({ operationId }) => operationId)
  expect([...new Set(done)].toSorted()).toEqual(operations)
  expect(judged.filter(({ status }) => status >= 400)).not.toEqual([])
})

test.each(['empty', 'bare', 'flat', 'full', 'nested'] satisfies ErrorShape[])(
  'rejections with every code in the form %s fit the OpenAPI document',
  async (shape) => {
    const emulator = createEmulator({ rateLimit: 'off' })
    for (const code of Object.keys(apiErrors) as ApiErrorCode[]) {
      emulator.faults.calls.respondWith(code, { shape })
      const response = await emulator.fetch('http://localhost/v3/message', { method: 'POST', body: '{}' })
      const exchange = { method: 'POST', path: '/v3/message', status: response.status, answer: await response.text() }
      expect([code, judge(exchange).misfits]).toEqual([code, []])
    }
  },
)

test('exchanges that do not fit the OpenAPI document are found', async () => {
  const sent = { channelId: 'c', chatType: 'whatsapp', chatId: '7', text: 'Hi' }
  const answer = '{"messageId":"m","chatId":"7"}'
  const send: Exchange = { method: 'POST', path: '/v3/message', body: sent, status: 201, answer }
  expect(judge(send).misfits).toEqual([])
  expect(judge({ ...send, body: { ...sent, subject: 'Hi' } }).misfits).toHaveLength(1)
  expect(judge({ ...send, status: 200 }).misfits).toHaveLength(1)
  expect(judge({ ...send, answer: '{"messageId":{}}' }).misfits).toHaveLength(1)
  expect(judge({ ...send, status: 400, answer: '{"code":"X"}' }).misfits).not.toEqual([])
  const list: Exchange = { method: 'GET', path: '/v3/contacts?offset=0', status: 200, answer: '{"data":[]}' }
  expect(judge(list).misfits).toEqual([])
  expect(judge({ ...list, path: '/v3/contacts?offset=-1' }).misfits).toHaveLength(1)
  expect(judge({ ...list, path: '/v3/contacts?page=1' }).misfits).toHaveLength(1)
})
