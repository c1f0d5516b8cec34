import { createEmulator, type ListeningEmulator } from '@wazzup-kit/emulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunningHost } from './contract.ts'
import { edgeVm } from './hosts/edge-vm.ts'
import { workerd } from './hosts/workerd.ts'
import { inbound } from './odd-deliveries/odd-delivery.ts'
import { closeConnections, post } from './post.ts'

// What differs from the contract where the runtime keeps work alive after the reply.
describe.each([workerd, edgeVm])('with the context of $name', (host) => {
  const emulator = createEmulator()
  let wazzup: ListeningEmulator
  let running: RunningHost
  beforeAll(async () => {
    wazzup = await emulator.listen()
    running = await host.start({ baseUrl: wazzup.url, apiKey: emulator.keys.apiKey })
  })
  afterAll(async () => {
    closeConnections()
    await running?.stop()
    await wazzup.close()
  })
  const deliver = (body: object) =>
    post(new URL('/background/open', running.urlOf('open')).href, { body: JSON.stringify(body) })

  /** What the bot has seen in all, once it is so much. */
  async function seen(count: number): Promise<string[]> {
    const all: string[] = []
    const look = async (): Promise<number> => {
      const more = await running.takeSeen()
      all.push(...more.map(({ by, event }) => `${by}: ${event.kind}`))
      return all.length
    }
    await expect.poll(look, { timeout: 20_000 }).toBe(count)
    return all
  }

  test('a handler that fails does not change the reply, and the next one runs', async () => {
    const messages = [{ ...inbound, text: 'reject' }, inbound]
    expect(await deliver({ messages })).toMatchObject({ status: 200, text: '' })
    expect(await seen(5)).toEqual([
      'first: message',
      'onError: message',
      'second: message',
      'first: message',
      'second: message',
    ])
  })

  test('a handler that never ends does not keep the reply', async () => {
    expect(await deliver({ messages: [{ ...inbound, text: 'never end' }] })).toMatchObject({ status: 200 })
    expect(await seen(1)).toEqual(['first: message'])
  })

  test('a handler answers in the chat after the reply', async () => {
    expect(await deliver({ messages: [{ ...inbound, text: 'reply' }] })).toMatchObject({ status: 200 })
    await expect.poll(() => emulator.ledger, { timeout: 20_000 }).toMatchObject([{ text: 'a reply' }])
    expect(await seen(2)).toEqual(['first: message', 'second: message'])
  })

  test('a question is answered all the same', async () => {
    const answer = await deliver({
      createContact: { responsibleUserId: 'olga', name: 'late', contactData: [{ chatType: 'vk', chatId: '7' }] },
    })
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.text)).toMatchObject({ id: 'contact-1', name: 'late' })
    expect(await seen(1)).toEqual(['first: createContact'])
  })
})
