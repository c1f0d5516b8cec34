import { checkOptions } from '../../errors/check-options.ts'
import { isAboveZero } from '../../schema/option-rules.ts'
import type { StoreDriver } from '../port/driver.ts'
import { toChatKey } from '../port/chat-key.ts'
import type { ChatAddress } from '../port/chat-address.ts'

/** A chat whose bot can be stopped for a time. */
export interface Chat {
  /**
   * Stops the bot for so many milliseconds. A later end of an earlier pause stays.
   *
   * @throws WazzupValidationError when `milliseconds` is not a finite number above 0.
   */
  pause(milliseconds: number): Promise<void>
  /** Ends the pause. */
  resume(): Promise<void>
  /** Returns whether the bot is stopped. */
  isPaused(): Promise<boolean>
}

const pauseRules = { milliseconds: isAboveZero }

/** Returns the key of the record of a pause. Its value is the end; `subject` is the key of the chat. */
export function pauseKey(subject: string): string {
  return `pause/${subject}`
}

/** Returns the chat of an account, to pause and to resume its bot. */
export function openChat(driver: StoreDriver, account: string, chat: ChatAddress): Chat {
  const subject = toChatKey(chat)
  const key = pauseKey(subject)
  const read = async () => (await driver.read(account, [key]))[0]

  async function write(change: (until: number) => number | undefined): Promise<void> {
    for (;;) {
      const before = await read()
      const until = change((before?.value as number | undefined) ?? 0)
      const step = { write: [{ key, value: until, version: before?.version, subject, expiresAt: until }] }
      if (await driver.commit(account, step)) return
    }
  }

  return {
    async pause(milliseconds) {
      checkOptions({ milliseconds }, pauseRules, ['milliseconds'], 'chat.pause')
      const end = (await driver.now()) + milliseconds
      await write((until) => Math.max(until, end))
    },
    resume: () => write(() => undefined),
    isPaused: async () => (await read()) !== undefined,
  }
}
