import type { Emulator } from '@wazzup-kit/emulator'
import { describe, expect, test } from 'vitest'
import type { Sighting } from './bot-under-test.ts'
import { inbound } from './odd-deliveries/odd-delivery.ts'
import { post } from './post.ts'

/** What the cases of handlers after the response need of a host. */
export interface BackgroundStage {
  emulator: Emulator
  urlOf(): string
  takeSeen(): Promise<Sighting[]>
  /** Counts a case. */
  pass(): void
}

/** Handlers run after the response in the same way on every host that is told so. */
export function describeBackground({ emulator, urlOf, takeSeen, pass }: BackgroundStage): void {
  const deliver = (body: object) => post(urlOf(), { body: JSON.stringify(body) })

  /** What the bot has seen in all, once it is so much. */
  async function seen(count: number): Promise<string[]> {
    const all: string[] = []
    const look = async (): Promise<number> => {
      const more = await takeSeen()
      all.push(...more.map(({ by, event }) => `${by}: ${event.kind}`))
      return all.length
    }
    await expect.poll(look, { timeout: 20_000 }).toBe(count)
    return all
  }

  describe('with handlers after the response', () => {
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
      pass()
    })

    test('a handler that never ends does not keep the reply', async () => {
      expect(await deliver({ messages: [{ ...inbound, text: 'never end' }] })).toMatchObject({ status: 200 })
      expect(await seen(1)).toEqual(['first: message'])
      pass()
    })

    test('a handler answers in the chat after the reply', async () => {
      expect(await deliver({ messages: [{ ...inbound, text: 'reply' }] })).toMatchObject({ status: 200 })
      await expect.poll(() => emulator.ledger, { timeout: 20_000 }).toMatchObject([{ text: 'a reply' }])
      expect(await seen(2)).toEqual(['first: message', 'second: message'])
      pass()
    })

    test('a question is answered all the same', async () => {
      const answer = await deliver({
        createContact: { responsibleUserId: 'olga', name: 'late', contactData: [{ chatType: 'vk', chatId: '7' }] },
      })
      expect(answer.status).toBe(200)
      expect(JSON.parse(answer.text)).toMatchObject({ id: 'contact-1', name: 'late' })
      expect(await seen(1)).toEqual(['first: createContact'])
      pass()
    })
  })
}
