import { describe, expect, expectTypeOf, test } from 'vitest'
import { received } from '../../test/received.ts'
import { createWebhooks, eventKinds, type Message } from '../index.ts'
import { buildDelivery, buildEvent } from '../testing.ts'

describe.each(eventKinds)('%s', (kind) => {
  test('buildDelivery contains one event of this kind, and buildEvent returns the same event', async () => {
    const body = buildDelivery(kind)
    const { response, events, failures } = await received(body)
    expect([response.status, failures]).toEqual([200, []])
    expect(events).toEqual([{ ...buildEvent(kind), ...idsOf(events[0]!) }])
    expect(events[0]!.kind).toBe(kind)
  })
})

/** Returns the ids and the time of an event, which differ for each item that is built. */
function idsOf(event: object): object {
  const { messageId, templateGuid, id, at } = event as Record<'messageId' | 'templateGuid' | 'id' | 'at', unknown>
  return { id, at, ...(messageId !== undefined && { messageId }), ...(templateGuid !== undefined && { templateGuid }) }
}

test('buildEvent returns the given fields as they are read from a delivery', () => {
  const message = buildEvent('message', { text: 'Hi', chatType: 'TELEGRAM', dateTime: 1_746_540_960_002, future: 1 })
  expectTypeOf(message).toEqualTypeOf<Message>()
  expect(message).toMatchObject({ text: 'Hi', chatType: 'telegram', dateTime: '2025-05-06T14:16:00.002Z', future: 1 })
  expect(buildEvent('status', { status: 'error', error: { error: 'badContact' } })).toMatchObject({
    status: 'error',
    error: { code: 'BAD_CONTACT', actor: 'recipient' },
  })
  expect(buildEvent('unrecognized', { a: 1 })).toMatchObject({ value: { a: 1 } })
})

test('buildEvent throws when the fields make it an event of another kind', () => {
  expect(() => buildEvent('message', { isEcho: true })).toThrow('with these fields the event is "echo", not "message"')
  expect(() => buildEvent('message', { chatId: null })).toThrow(TypeError)
})

test('each built item has its own id, so that replies are not taken for repeated ones', () => {
  expect(buildEvent('message').messageId).not.toBe(buildEvent('message').messageId)
  expect(buildEvent('message', { messageId: 'mine' }).messageId).toBe('mine')
})

test('several results of buildDelivery can be merged into one body', async () => {
  const body = { ...buildDelivery('message'), ...buildDelivery('status'), ...buildDelivery('channel') }
  const kinds: string[] = []
  const webhooks = createWebhooks({ secret: 'secret' })
  for (const kind of ['message', 'status', 'channel'] as const) webhooks.on(kind, () => kinds.push(kind))
  expect(await webhooks.receive({ url: '/?key=secret', body })).toEqual({ status: 200 })
  expect(kinds).toEqual(['message', 'status', 'channel'])
})
