import { expect, test } from 'vitest'
import { json, scriptedFetch } from '../../../test/scripted-fetch.ts'
import { createWazzup, createWebhooks } from '../../index.ts'
import { buildDelivery } from '../../testing.ts'

const minute = 60_000

/** A message that was written so many milliseconds ago. */
const writtenAgo = (milliseconds: number) =>
  buildDelivery('message', { dateTime: new Date(Date.now() - milliseconds).toISOString() })

test('a handler with maxAge is not called for older messages, also without a store, and the others are', async () => {
  const seen: string[] = []
  const webhooks = createWebhooks({ secret: false })
    .on('message', () => void seen.push('bot'), { maxAge: minute })
    .on('message', () => void seen.push('archive'))
  expect(await webhooks.receive({ body: writtenAgo(2 * minute) })).toEqual({ status: 200 })
  expect(seen).toEqual(['archive'])
  await webhooks.receive({ body: writtenAgo(minute / 2) })
  expect(seen).toEqual(['archive', 'bot', 'archive'])
})

test('a reply with maxAge to an older message is not sent, and has the state expired', async () => {
  const { fetch, requests } = scriptedFetch(json(201, { messageId: 'm1', chatId: '7' }))
  const wazzup = createWazzup({ apiKey: 'c8cf90444023482f909520d454368d27', fetch })
  const states: unknown[] = []
  const webhooks = createWebhooks({ secret: false, wazzup }).on('message', async (_, { reply }) => {
    const { state, messageId } = await reply({ text: 'Hello' }, { maxAge: minute })
    states.push([state, messageId])
  })
  await webhooks.receive({ body: writtenAgo(2 * minute) })
  expect(requests).toHaveLength(0)
  await webhooks.receive({ body: writtenAgo(minute / 2) })
  expect(requests).toHaveLength(1)
  expect(states).toEqual([
    ['expired', null],
    ['accepted', 'm1'],
  ])
})
