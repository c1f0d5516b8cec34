import { pauseKey } from '../handling/pauses.ts'
import { toChatKey } from '../port/chat-key.ts'
import type { StoreDriver } from '../port/driver.ts'
import { isAhead } from '../port/is-ahead.ts'
import type { AnyEvent, Takeover } from './inbox-parts.ts'
import { chatOf } from './place-events.ts'

interface TakeoverPlace {
  driver: StoreDriver
  account: string
  takeover: Takeover | undefined
  /** Milliseconds for which it is known which message of an employee was the last one. */
  remember: number
}

/** When an employee wrote a message, and when it came, in milliseconds since 1970. */
interface Written {
  at: number
  arrivedAt: number
}

/**
 * Pauses the chat of a message that an employee wrote, or ends the pause. An event may be observed several times, and may come
 * late, so an earlier message than the last one changes nothing.
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
  const isCommand = takeover.resumeCommand !== undefined && fold(event.text) === fold(takeover.resumeCommand)
  for (;;) {
    const [last, pause] = await driver.read(account, keys)
    const now = await driver.now()
    const written = last?.value as Written | undefined
    if (written && isBefore({ at: event.at, arrivedAt }, written) && !isAhead(written.at, now)) return
    const until = isCommand ? 0 : Math.max(event.at + takeover.pause, (pause?.value as number | undefined) ?? 0)
    // A late echo of a message that was written long ago.
    if (!isCommand && until <= now) return
    const write = [
      {
        key: keys[0],
        value: { at: event.at, arrivedAt } satisfies Written,
        version: last?.version,
        subject,
        expiresAt: now + remember,
      },
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

function isBefore(one: Written, other: Written): boolean {
  return one.at < other.at || (one.at === other.at && one.arrivedAt < other.arrivedAt)
}

/** Returns a text as a command is compared: case and spaces around it do not matter. */
function fold(text: string | null | undefined): string | undefined {
  return text?.trim().toLowerCase()
}
