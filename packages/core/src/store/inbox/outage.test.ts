import { expect, test } from 'vitest'
import { createInboxBench, deliver } from '../../../test/inbox-bench.ts'

const minute = 60_000

test('a handler that fails in five chats is down: one event a minute is tried, and no event dies', async () => {
  const { open, settle, clock } = createInboxBench()
  let isDown = true
  let runs = 0
  const handled: unknown[] = []
  const webhooks = open().on('message', ({ chatId }) => {
    runs++
    if (isDown) throw new Error('the CRM is down')
    handled.push(chatId)
  })
  const chats = ['1', '2', '3', '4', '5', '6', '7']
  for (const chatId of chats) await deliver(webhooks, 'message', { chatId })
  for (let minutes = 0; minutes < 60; minutes++) {
    clock.advance(minute)
    await settle(webhooks)
  }
  expect(await webhooks.deadLetters()).toEqual([])
  expect(runs).toBeLessThan(100)
  isDown = false
  for (let minutes = 0; minutes < 3; minutes++) {
    clock.advance(minute)
    await settle(webhooks)
  }
  expect(handled.toSorted()).toEqual(chats)
})

test('after 24 hours of an outage failures count again', async () => {
  const { open, settle, clock } = createInboxBench()
  const webhooks = open().on('message', () => {
    throw new Error('the CRM is down')
  })
  for (const chatId of ['1', '2', '3', '4', '5', '6']) await deliver(webhooks, 'message', { chatId })
  for (let hours = 0; hours < 80; hours++) {
    clock.advance(60 * minute)
    await settle(webhooks)
  }
  expect(await webhooks.deadLetters()).toHaveLength(6)
})

test('a handler that fails in four chats is not down', async () => {
  const { open, settle, clock } = createInboxBench()
  const webhooks = open().on('message', () => {
    throw new Error('broken')
  })
  for (const chatId of ['1', '2', '3', '4']) await deliver(webhooks, 'message', { chatId })
  for (let minutes = 0; minutes < 15; minutes++) {
    await settle(webhooks)
    clock.advance(minute)
  }
  expect(await webhooks.deadLetters()).toHaveLength(4)
})
