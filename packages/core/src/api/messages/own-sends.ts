import { monotonicNow } from '../../client/timing/clock.ts'
import { REPEAT_WINDOW } from '../../client/timing/retry.ts'

/** Why a message is known to be one that this client sent. */
export type OwnEvidence = 'this client sent it' | 'a send of this client with this content is on its way'

/** What an outgoing message says about itself. */
interface OutgoingItem {
  messageId: string
  channelId?: string | null | undefined
  chatType?: string | null | undefined
  chatId?: string | null | undefined
  type?: string | null | undefined
  text?: string | null | undefined
  contentUri?: string | null | undefined
  contact?: { phone?: string | null | undefined; username?: string | null | undefined } | null | undefined
}

/** The sends of one client, as far as they are needed to recognise their echoes. */
export interface OwnSends {
  /** Makes a send, and notes its `messageId` when Wazzup accepts it. */
  track<Result>(input: unknown, send: () => Promise<Result>): Promise<Result>
  /** Whether this client sent the message with this id. */
  has(messageId: string): boolean
  /** Whether a send with this chat and content has left and its id is not known yet: an echo can precede the 201. */
  isOnItsWay(item: OutgoingItem): boolean
}

const rememberedIds = 10_000
const rememberedOpenSends = 1_000

/** Longer ids would let a faulty proxy fill the memory; Wazzup's have 36 characters. */
const longestId = 200

/** A send whose id is not known. */
interface OpenSend {
  input: Readonly<Record<string, unknown>>
  /** Milliseconds of the monotonic clock until which its echo is expected; undefined while the call runs. */
  until: number | undefined
}

/** Creates the memory of one client. It holds the last 10,000 ids and at most 1,000 sends whose id is not known. */
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
    // It was or may have been accepted, and only its echo will name its id.
    send.until = monotonicNow() + REPEAT_WINDOW
  }

  return {
    async track(input, makeCall) {
      const send: OpenSend = { input: isRecord(input) ? { ...input } : {}, until: undefined }
      openSends.add(send)
      if (openSends.size > rememberedOpenSends) openSends.delete(openSends.values().next().value!)
      try {
        // Awaited, not chained: the stack of an error then leads to the line that called.
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

function isSameChat(input: OpenSend['input'], item: OutgoingItem): boolean {
  if (item.channelId !== input.channelId) return false
  if (item.chatType?.toLowerCase() !== String(input.chatType).toLowerCase()) return false
  if (input.chatId !== undefined) return item.chatId === input.chatId
  // A send by phone or user name does not know its chat; its echo names the customer.
  const { phone, username } = item.contact ?? {}
  if (typeof input.phone === 'string') return typeof phone === 'string' && digitsOf(phone) === digitsOf(input.phone)
  return typeof username === 'string' && nameOf(username) === nameOf(String(input.username))
}

function digitsOf(phone: string): string {
  return phone.replaceAll(/\D/g, '')
}

function nameOf(username: string): string {
  return username.replace(/^@/, '').toLowerCase()
}

/** Links and rendered templates differ from what was sent, so only texts are compared; of the others the type is. */
function isSameContent(input: OpenSend['input'], { type, text, contentUri }: OutgoingItem): boolean {
  const { text: sent } = input
  if (typeof sent === 'string' && !sent.startsWith('@template:')) {
    return !contentUri && typeof text === 'string' && plainText(text) === plainText(sent)
  }
  const isTemplate = typeof sent === 'string' || input.templateId !== undefined
  const isFile = Boolean(contentUri) || Boolean(type && type !== 'text')
  return isTemplate ? type === 'wapi_template' : isFile && type !== 'wapi_template'
}

function plainText(text: string): string {
  return text.replaceAll('\r\n', '\n').normalize('NFC').trim()
}

// Registered, not local: the ES module and CommonJS copies of this package recognise each other's clients.
const key = Symbol.for('wazzup-kit.own-sends')

type SendCall = (input?: unknown, ...rest: never[]) => Promise<unknown>

/**
 * Creates the memory of a client, and returns the function that makes its methods use it: Wazzup may sign the echoes of a
 * send with an operator's name, or not at all. The memory is reachable through each method, also when an app passes on no
 * more than that.
 */
export function createOwnSendsWrap(): <Send extends SendCall>(send: Send) => Send {
  const ownSends = createOwnSends()
  return <Send extends SendCall>(send: Send) => {
    const tracked = (...parameters: Parameters<Send>) => ownSends.track(parameters[0], () => send(...parameters))
    return Object.defineProperty(tracked, key, { value: ownSends }) as unknown as Send
  }
}

/** Returns the memory of the client whose `send` this is; undefined when the function is not one of this package. */
export function ownSendsOf(send: unknown): OwnSends | undefined {
  return typeof send === 'function' ? (send as { [key]?: OwnSends | undefined })[key] : undefined
}
