import { monotonicNow } from '../../client/timing/clock.ts'
import { REPEAT_WINDOW } from '../../client/timing/retry.ts'
import { contentOfItem, contentOfSend, isSameChat, type OutgoingItem } from './same-message.ts'

/** How the client knows that it sent a message. */
export type OwnEvidence = 'this client sent it' | 'a send of this client with this content is on its way'

/** The memory of the sends of one client, with which it recognizes their echoes. */
export interface OwnSends {
  /** Calls `send`, and remembers its `messageId` if Wazzup accepts it. */
  track<Result>(input: unknown, send: () => Promise<Result>): Promise<Result>
  /** Returns whether this client sent the message with this id. */
  has(messageId: string): boolean
  /**
   * Returns whether a send to this chat with this content has no known id yet. The echo of a send can arrive before Wazzup
   * responds to it.
   */
  isOnItsWay(item: OutgoingItem): boolean
}

const rememberedIds = 10_000
const rememberedOpenSends = 1_000

/** Maximum number of characters of an id, so that a faulty proxy cannot fill the memory. Wazzup's ids have 36. */
export const longestId = 200

/** A send whose `messageId` is not known. */
interface OpenSend {
  input: Readonly<Record<string, unknown>>
  /** Until when its echo is expected, in milliseconds of the monotonic clock; undefined while the call runs. */
  until: number | undefined
}

/** Creates the memory of one client. It has the last 10,000 ids, and the last 1,000 sends whose id is not known. */
function createOwnSends(): OwnSends {
  const ids = new Set<string>()
  const openSends = new Set<OpenSend>()

  function rememberId(id: string): void {
    if (id.length > longestId) return
    ids.delete(id)
    ids.add(id)
    if (ids.size > rememberedIds) ids.delete(ids.values().next().value!)
  }

  function settle(send: OpenSend, messageId: unknown): void {
    if (typeof messageId === 'string' && messageId !== '') {
      rememberId(messageId)
      openSends.delete(send)
      return
    }
    // Wazzup accepted it or may have accepted it, so its echo can still arrive.
    send.until = monotonicNow() + REPEAT_WINDOW
  }

  return {
    async track(input, makeCall) {
      const send: OpenSend = { input: isRecord(input) ? { ...input } : {}, until: undefined }
      openSends.add(send)
      if (openSends.size > rememberedOpenSends) openSends.delete(openSends.values().next().value!)
      try {
        // `await` instead of `then`, so that the stack of an error contains the line of the caller.
        const result = await makeCall()
        settle(send, isRecord(result) ? result.messageId : undefined)
        return result
      } catch (error) {
        if (isRecord(error) && error.effect === 'none') openSends.delete(send)
        else settle(send, undefined)
        throw error
      }
    },
    has: (messageId) => ids.has(messageId),
    isOnItsWay(item) {
      const now = monotonicNow()
      for (const send of openSends) {
        if (send.until !== undefined && send.until < now) openSends.delete(send)
        else if (isSameChat(send.input, item) && isSameContent(send.input, item)) return true
      }
      return false
    },
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isSameContent(input: OpenSend['input'], item: OutgoingItem): boolean {
  const [sent, found] = [contentOfSend(input), contentOfItem(item)]
  return sent.is === found.is && (sent.is !== 'text' || sent.text === (found as typeof sent).text)
}

// A registered symbol, so that the ES module and CommonJS copies of this package recognize each other's clients.
const key = Symbol.for('wazzup-kit.own-sends')

type SendCall = (input?: unknown, ...rest: never[]) => Promise<unknown>

/**
 * Creates the memory of a client, and returns the function that adds it to a method that sends. The memory is needed because
 * the author that Wazzup names in the echo of a send may be an operator, or missing. It is stored on the method itself,
 * because an app may pass only that method to a receiver.
 */
export function createOwnSendsWrap(): <Send extends SendCall>(send: Send) => Send {
  const ownSends = createOwnSends()
  return <Send extends SendCall>(send: Send) => {
    const tracked = (...parameters: Parameters<Send>) => ownSends.track(parameters[0], () => send(...parameters))
    return Object.defineProperty(tracked, key, { value: ownSends }) as unknown as Send
  }
}

/** Returns the memory of the client that has this `send`; undefined if the function is not a method of such a client. */
export function ownSendsOf(send: unknown): OwnSends | undefined {
  return typeof send === 'function' ? (send as { [key]?: OwnSends | undefined })[key] : undefined
}
