import { pauseKey } from '../handling/pauses.ts'
import { toChatKey } from '../port/chat-key.ts'
import type { StoreDriver } from '../port/driver.ts'
import type { AnyEvent, Takeover } from './inbox-parts.ts'
import { chatOf } from './place-events.ts'

interface TakeoverPlace {
  driver: StoreDriver
  account: string
  takeover: Takeover | undefined
  /** Milliseconds for which it is known which message of an employee was the last one. */
  remember: number
}

/**
 * Pauses the chat of a message that an employee wrote, or ends the pause. An event may be observed several times, also
 * after a later one, so an earlier message than the last one changes nothing.
 */
export async function applyTakeover(
  { driver, account, takeover, remember }: TakeoverPlace,
  event: AnyEvent,
  arrivedAt: number,
): Promise<void> {
  if (!takeover || event.kind !== 'echo') return
  const { is } = event.author
  const chat = chatOf(event)
  if (!chat || (is !== 'operator' && is !== 'phone')) return
  const subject = toChatKey(chat)
  const keys = [`takeover/${subject}`, pauseKey(subject)] as const
  const isCommand = takeover.resumeCommand !== undefined && event.text?.trim() === takeover.resumeCommand.trim()
  for (;;) {
    const [last, pause] = await driver.read(account, keys)
    if (last && (last.value as number) > arrivedAt) return
    const now = await driver.now()
    const until = isCommand ? 0 : Math.max(event.at + takeover.pause, (pause?.value as number | undefined) ?? 0)
    // A late echo of a message that was written long ago.
    if (!isCommand && until <= now) return
    const write = [
      { key: keys[0], value: arrivedAt, version: last?.version, subject, expiresAt: now + remember },
      {
        key: keys[1],
        value: isCommand ? undefined : until,
        version: pause?.version,
        subject,
        expiresAt: isCommand ? undefined : until,
      },
    ]
    if (await driver.commit(account, { write })) return
  }
}
