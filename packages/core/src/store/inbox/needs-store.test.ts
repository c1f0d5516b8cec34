import { describe, expect, test } from 'vitest'
import { deliver } from '../../../test/inbox-bench.ts'
import { createWebhooks, type ReceiverOptions } from '../../index.ts'

const needsStore = /needs a store: pass createWebhooks\(\{ outbox \}\) or \(\{ store \}\)/
const chat = { channelId: 'c', chatType: 'whatsapp', chatId: '1' }

describe('without a store', () => {
  test.each<[keyof ReceiverOptions, object]>([
    ['takeover', { takeover: { pause: 1 } }],
    ['remember', { remember: 1 }],
    ['keepDeliveries', { keepDeliveries: 0 }],
    ['caps', { caps: {} }],
  ])('the option %s is rejected', (path, options) => {
    expect(() => createWebhooks({ secret: false, ...options })).toThrow(needsStore)
    expect(() => createWebhooks({ secret: false, ...options })).toThrow(path)
  })

  test('functions of stored events throw or reject, and stop does nothing', async () => {
    const webhooks = createWebhooks({ secret: false })
    expect(() => webhooks.onQuiet({ quiet: 1 }, () => {})).toThrow(needsStore)
    expect(() => webhooks.start()).toThrow(needsStore)
    await expect(webhooks.deadLetters()).rejects.toThrow(needsStore)
    await expect(webhooks.replay([])).rejects.toThrow(needsStore)
    await expect(webhooks.drain({ deadline: 1 })).rejects.toThrow(needsStore)
    await expect(webhooks.chat(chat).pause(1)).rejects.toThrow(needsStore)
    await expect(webhooks.chat(chat).resume()).rejects.toThrow(needsStore)
    await expect(webhooks.chat(chat).isPaused()).rejects.toThrow(needsStore)
    await webhooks.stop()
  })

  test('handlers get the id of the event, the first attempt, and a chat and an outbox that say what they need', async () => {
    const seen: unknown[] = []
    const webhooks = createWebhooks({ secret: false }).on('message', async (event, context) => {
      seen.push(context.id === event.id, context.attempt, context.replayed)
      await expect(context.chat.pause(1)).rejects.toThrow(needsStore)
      expect(() => context.outbox).toThrow(needsStore)
    })
    expect(await deliver(webhooks, 'message')).toEqual({ status: 200 })
    expect(seen).toEqual([true, 1, false])
  })

  test('several handlers of a kind need no names', () => {
    expect(() =>
      createWebhooks({ secret: false })
        .on('message', () => {})
        .on('message', () => {}),
    ).not.toThrow()
  })
})
