import { setTimeout as pause } from 'node:timers/promises'
import type { Emulator } from '@wazzup-kit/emulator'
import { expect, vi } from 'vitest'
import type { TestProcess } from './test-process.ts'

const chats = Array.from({ length: 8 }, (_, index) => `7900000000${index}`)

/** Messages of several chats, one after the other in each chat. */
export interface Load {
  /** Waits until so many more messages were delivered. */
  more(count: number): Promise<void>
  /**
   * Stops writing, and waits until each message that was stored has its one answer, in the order of its chat. Returns how
   * many were stored.
   */
  finish(): Promise<number>
}

/** Writes messages to processes until `finish` is called. `processes` returns those that run. */
export function startLoad(emulator: Emulator, processes: () => readonly TestProcess[]): Load {
  const stored = new Map<string, string[]>(chats.map((chatId) => [chatId, []]))
  let isOver = false
  let turn = 0
  let delivered = 0

  async function write(chatId: string): Promise<void> {
    for (let number = 0; !isOver; number++) {
      const messageId = `${chatId}-${number}`
      const running = processes()
      const status = await running[turn++ % running.length]!.deliver({ chatId, messageId })
      delivered++
      // A response of 503 promises nothing: the message may be stored all the same.
      if (status === 200) stored.get(chatId)!.push(messageId)
      else expect(status).toBe(503)
      await pause(20)
    }
  }
  const writing = Promise.all(chats.map(write))

  return {
    async more(count) {
      const enough = delivered + count
      while (delivered < enough) await pause(10)
    },
    async finish() {
      isOver = true
      await writing
      const answered = (): string[] => emulator.ledger.map(({ text }) => text!.replace('answer to ', ''))
      const promised = [...stored.values()].flat()
      await vi.waitFor(() => expect(promised.filter((id) => !answered().includes(id))).toEqual([]), { timeout: 40_000 })
      expect(new Set(answered()).size).toBe(answered().length)
      for (const chatId of chats) {
        const numbers = answered()
          .filter((id) => id.startsWith(`${chatId}-`))
          .map((id) => Number(id.split('-')[1]))
        expect(numbers).toEqual(numbers.toSorted((one, other) => one - other))
      }
      return promised.length
    },
  }
}
