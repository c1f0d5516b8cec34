import { toChat } from '../../webhooks/events/chat.ts'
import type { Author } from '../../webhooks/events/author.ts'
import type { DeliveryError } from '../../webhooks/events/delivery-error.ts'
import { hasArrived } from '../../webhooks/events/has-arrived.ts'
import { isGroup } from '../../webhooks/events/message-kind.ts'
import * as defaults from '../handling/defaults.ts'
import { escapePart, toChatKey } from '../port/chat-key.ts'
import { checkDeliveryWatch } from './check-watch.ts'
import type {
  DeliveryNews,
  WatchContext,
  WatchDeliveryOptions,
  WatchedMessage,
  WatchHandler,
} from './watched-message.ts'

/** Milliseconds to wait for the echo of a message whose error has come first. Then it is reported without its author. */
const echoTime = 60_000

/** Milliseconds after which a message that was sent long ago is not late any more. A channel may report old messages at once. */
const longestLateness = 24 * 60 * 60 * 1_000

/** What is stored of an outgoing message. */
interface WatchRecord {
  v: 1
  at: number
  channelId?: string | undefined
  chatType?: string | undefined
  chatId?: string | undefined
  author: Author
  authorId?: string | undefined
  authorName?: string | undefined
  /** Whether it was deleted, or reported as late. */
  isOver?: boolean | undefined
}

/** What a timer keeps of an error. */
interface FailedData {
  at: number
  error: DeliveryError
}

/**
 * Watches all outgoing messages, also those of operators. The handler is called once for a message that has `failed`, wherever
 * Wazzup reports the error, or that is `late`: it was sent, and has not arrived in time. It survives a restart, and runs in one
 * process.
 *
 * A message that the outbox has replaced by its next route is not reported, and one that was reported as late does not fail
 * later. In Telegram, which never reports `delivered`, no message is late, and no message in a group is.
 *
 * @throws WazzupValidationError when an option is invalid, or when another watch has the name.
 * @example
 * watchDelivery({ webhooks, outbox, timers }, ({ authorName, entry, error }, { event }) =>
 *   alert(event, authorName ?? entry?.data, error?.meaning),
 * )
 */
export function watchDelivery(options: WatchDeliveryOptions, handler: WatchHandler): void {
  checkDeliveryWatch(options, handler)
  const { webhooks, outbox, timers, lateAfter = 600_000, name = 'delivery' } = options
  const { driver, account } = outbox.store
  const timerOf = (event: DeliveryNews): string => `watch ${name}: ${event}`
  const keyOf = (messageId: string): string => `watch/${escapePart(name)}/${messageId}`

  const read = async (messageId: string) => (await driver.read(account, [keyOf(messageId)]))[0]

  /** Changes what is stored of a message. */
  async function note(
    messageId: string,
    change: (before: WatchRecord | undefined) => WatchRecord | undefined,
  ): Promise<void> {
    for (;;) {
      const stored = await read(messageId)
      const value = change(stored?.value as WatchRecord | undefined)
      if (!value) return
      const chat = toChat(value)
      const expiresAt = (await driver.now()) + defaults.remember
      const subject = chat && toChatKey(chat)
      const write = [{ key: keyOf(messageId), value, version: stored?.version, subject, expiresAt }]
      if (await driver.commit(account, { write })) return
    }
  }

  const end = (messageId: string): Promise<void> =>
    note(messageId, (before) => (before && !before.isOver ? { ...before, isOver: true } : undefined))

  webhooks.on(
    'echo',
    async (echo) => {
      const { messageId, at, author, authorId, authorName, status, chatType, chatId } = echo
      const facts: WatchRecord = {
        v: 1,
        at,
        ...toChat(echo),
        author,
        ...(authorId && { authorId }),
        ...(authorName && { authorName }),
      }
      await note(messageId, (before) => ({ ...before, ...facts }))
      const now = await driver.now()
      if (!chatType || hasArrived(status, chatType) || isGroup({ chatType, chatId }) || now - at > longestLateness)
        return
      // A message that comes late is not late before its statuses could come.
      const due = Math.max(at + lateAfter, now + echoTime)
      await timers.set(timerOf('late'), messageId, { at: due })
    },
    { name: `watch ${name}` },
  )
  webhooks.on(
    'messageDeleted',
    async ({ messageId }) => {
      await end(messageId)
    },
    { name: `watch ${name}` },
  )
  webhooks.on(
    'status',
    async ({ messageId, error, at }) => {
      if (!error) return
      const data: FailedData = { at, error }
      const due = (await driver.now()) + ((await read(messageId)) ? 0 : echoTime)
      await timers.set(timerOf('failed'), messageId, { at: due, data, once: true })
    },
    { name: `watch ${name}` },
  )

  // The outbox need not report what the handler is called for.
  outbox.on('failed', () => {}, { name: `watch ${name}` })
  timers.on(timerOf('failed'), ({ key, data }, context) => tell('failed', key, context, data as FailedData))
  timers.on(timerOf('late'), ({ key }, context) => tell('late', key, context, undefined))

  async function tell(
    event: DeliveryNews,
    messageId: string,
    { attempt, signal }: Omit<WatchContext, 'event'>,
    failed: FailedData | undefined,
  ): Promise<void> {
    const [stored, sent, known] = await driver.read(account, [
      keyOf(messageId),
      `sent/${messageId}`,
      `status/${messageId}`,
    ])
    const facts = stored?.value as WatchRecord | undefined
    if (facts?.isOver) return
    if (event === 'late') {
      const { status } = (known?.value ?? {}) as { status?: string }
      if (!facts?.chatType || status === 'error' || hasArrived(status, facts.chatType)) return
    }
    const entry = sent && (await outbox.get(sent.value as string))
    // The outbox has sent it again, by the next route.
    if (entry && entry.messageId !== messageId) return
    const message: WatchedMessage = {
      messageId,
      ...(facts ? toFields(facts) : { at: failed!.at }),
      ...(failed && { error: failed.error }),
      ...(entry && { entry }),
    }
    await handler(message, { event, attempt, signal })
    if (event === 'late') await end(messageId)
  }
}

function toFields({ v: _, isOver: __, ...fields }: WatchRecord): Omit<WatchedMessage, 'messageId'> {
  return fields
}
