import type { Emulator } from '@wazzup-kit/emulator'
import { describe, expect, test } from 'vitest'
import type { Sighting } from './bot-under-test.ts'
import { delivered, inbound } from './odd-deliveries/odd-delivery.ts'
import { post } from './post.ts'

/** The parts of a host that the tests of handlers after the response use. */
export interface BackgroundStage {
  emulator: Emulator
  urlOf(address: 'later' | 'unkept'): string
  takesNoWaitUntil: true | undefined
  takeSeen(): Promise<Sighting[]>
  /** Counts a passed case. */
  pass(): void
}

/** Registers the tests of handlers that run after the response, the same for every host. */
export function describeBackground({ emulator, urlOf, takesNoWaitUntil, takeSeen, pass }: BackgroundStage): void {
  const deliver = (body: object, address: 'later' | 'unkept' = 'later') =>
    post(urlOf(address), { body: JSON.stringify(body) })

  /** Waits until the bot has `count` calls of handlers and `onError`. Resolves with all of them. */
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
    test('returns 200 when a handler fails, and calls the next one', async () => {
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

    test('responds while a handler never ends', async () => {
      expect(await deliver({ messages: [{ ...inbound, text: 'never end' }] })).toMatchObject({ status: 200 })
      expect(await seen(1)).toEqual(['first: message'])
      pass()
    })

    test('lets a handler send a reply after the response', async () => {
      expect(await deliver({ messages: [{ ...inbound, text: 'reply' }] })).toMatchObject({ status: 200 })
      await expect.poll(() => emulator.ledger, { timeout: 20_000 }).toMatchObject([{ text: 'a reply' }])
      expect(await seen(2)).toEqual(['first: message', 'second: message'])
      pass()
    })

    test('waits for the handler of createContact and returns its entity', async () => {
      const answer = await deliver({
        createContact: { responsibleUserId: 'olga', name: 'late', contactData: [{ chatType: 'vk', chatId: '7' }] },
      })
      expect(answer.status).toBe(200)
      expect(JSON.parse(answer.text)).toMatchObject({ id: 'contact-1', name: 'late' })
      expect(await seen(1)).toEqual(['first: createContact'])
      pass()
    })
  })

  if (takesNoWaitUntil) return
  describe('when waitUntil of the host throws', () => {
    const saying = (text: string) => ({ messages: [{ ...inbound, text }] })

    test('runs handlers before the response, and calls onError once', async () => {
      expect(await deliver(saying('reply'), 'unkept')).toMatchObject({ status: 200, text: '' })
      expect(emulator.ledger).toMatchObject([{ text: 'a reply' }])
      const seen = await takeSeen()
      expect(seen.map(({ by, event }) => `${by}: ${event.kind}`)).toEqual([
        'first: message',
        'second: message',
        'onError: delivery',
      ])
      expect(seen[2]).toMatchObject({
        error: 'TypeError: Illegal invocation',
        event: { status: 200, reason: 'waitUntil of the host failed' },
      })
      pass()
    })

    test('returns 500 when a handler fails', async () => {
      const answer = await deliver(saying('reject'), 'unkept')
      expect([answer.status, JSON.parse(answer.text)]).toEqual([500, { error: '1 of the handlers failed' }])
      expect(await seen(4)).toEqual(['first: message', 'onError: message', 'second: message', 'onError: delivery'])
      pass()
    })

    test('does not need it for handlers that have ended', async () => {
      expect(await deliver({ statuses: [delivered] }, 'unkept')).toMatchObject({ status: 200, text: '' })
      expect(await seen(1)).toEqual(['first: status'])
      pass()
    })
  })
}
