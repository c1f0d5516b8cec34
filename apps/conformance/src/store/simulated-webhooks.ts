import { buildEvent } from '@wazzup-kit/core/testing'
import type { Outbox } from '@wazzup-kit/core/store'
import type { Emulator, LedgerEntry } from '@wazzup-kit/emulator'
import type { SimulatedTime } from './simulated-time.ts'

type Observed = Parameters<Outbox['link']['observe']>[0]

/** Makes a call of the outbox in a process that lives; undefined when the process has died or has not answered. */
export type Ask = <Result>(call: (outbox: Outbox) => Promise<Result>) => Promise<{ result: Result } | undefined>

/** What webhooks said about the messages of the ledger. */
export interface Told {
  /** Messages of which an error was reported. */
  failed: Set<string>
  /** Ids of messages that another program wrote. */
  strangers: Set<string>
  /** Number of observations that were held. */
  holds: number
  /** Messages whose echo was taken for one of another program. */
  missed: Set<string>
  /** Echoes that were recognized, by message, with the entry they were said to belong to. */
  recognized: Map<string, string>
}

interface WebhookWorld {
  emulator: Emulator
  time: SimulatedTime
  random: () => number
  ask: Ask
}

/**
 * Delivers echoes and statuses of accepted messages: early, late, twice, reordered or never, and messages of others.
 * `look` reads the messages that the ledger has since the last look.
 */
export function startWebhooks({ emulator, time, random, ask }: WebhookWorld): { told: Told; look(): void } {
  const told: Told = { failed: new Set(), strangers: new Set(), holds: 0, missed: new Set(), recognized: new Map() }
  let seen = 0
  let others = 0

  async function deliver(event: Observed, delay: number): Promise<void> {
    await time.sleep(delay)
    const arrivedAt = time.now()
    for (;;) {
      const answer = await ask((outbox) => outbox.link.observe(event, arrivedAt))
      // The event is stored, so another process handles it when this one dies.
      if (!answer) continue
      const { holdUntil, entry } = answer.result
      if (event.kind === 'echo' && holdUntil === undefined) {
        if (entry === undefined) told.missed.add(event.messageId)
        else told.recognized.set(event.messageId, entry)
      }
      if (holdUntil === undefined) return
      told.holds++
      await time.sleep(Math.max(100, holdUntil - time.now()))
    }
  }

  /** Delivers an event once, twice or never. */
  function send(event: Observed, delay: number): void {
    const drawn = random()
    if (drawn < 0.15) return
    void deliver(event, delay)
    if (drawn > 0.8) void deliver(event, delay + random() * 60_000)
  }

  function echo(message: LedgerEntry): Observed {
    const { messageId, channelId, chatType, chatId, text, contentUri, crmUserId, acceptedAt } = message
    const isRounded = chatType === 'whatsapp'
    const at = isRounded ? Math.floor(acceptedAt / 60_000) * 60_000 : acceptedAt
    return buildEvent('echo', {
      messageId,
      channelId,
      chatType,
      chatId,
      dateTime: new Date(at).toISOString(),
      ...(contentUri === undefined ? { text } : { text: null, contentUri, type: 'document' }),
      contact: { name: 'Anna', phone: chatId },
      ...(crmUserId === undefined ? {} : { authorId: crmUserId }),
    })
  }

  function tellOf(message: LedgerEntry): void {
    const { messageId, chatType } = message
    const echoAfter = draw([0, random() * 1_000, random() * 20_000, random() * 120_000, 310_000])
    send(echo(message), echoAfter)
    const isFailed = random() < 0.12
    const best = chatType === 'telegram' ? ['sent', 'read'] : ['sent', 'delivered', 'read']
    const statuses = isFailed ? ['sent', 'error'] : best.slice(0, Math.ceil(random() * best.length))
    for (const status of statuses) {
      const error = status === 'error' ? { error: { error: 'BAD_CONTACT' } } : {}
      // Statuses may overtake each other, the echo and the response.
      send(buildEvent('status', { messageId, status, ...error }), draw([0, random() * 2_000, random() * 90_000]))
    }
    if (isFailed) told.failed.add(messageId)
    if (random() < 0.3) writeSame(message)
  }

  /** Lets another program write the same text in the same chat. Its author shows that it is not ours. */
  function writeSame(message: LedgerEntry): void {
    const messageId = `other-${++others}`
    const author = draw<object>([{ sentFromApp: true }, { authorId: 'operator-7' }, { authorName: null }])
    told.strangers.add(messageId)
    const fields = { ...message, messageId, crmUserId: undefined }
    const { text, channelId, chatType, chatId } = fields
    const dateTime = new Date(message.acceptedAt).toISOString()
    void deliver(
      buildEvent('echo', { messageId, channelId, chatType, chatId, text, dateTime, ...author }),
      draw([0, random() * 20_000]),
    )
  }

  function draw<Value>(values: readonly Value[]): Value {
    return values[Math.floor(random() * values.length)]!
  }

  return {
    told,
    look() {
      const added = emulator.ledger.slice(seen)
      seen = emulator.ledger.length
      for (const message of added) tellOf(message)
    },
  }
}
