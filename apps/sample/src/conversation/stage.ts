import type { Emulator, OperatorMessage, WebhookMessage } from '@wazzup-kit/emulator'
import type { RunningHost } from '../hosts/host.ts'
import type { Bubble, ChatView } from './chat-view.ts'
import { announce } from '../shop.ts'
import type { Exchange, Reaction } from './judge.ts'
import { settle } from './settle.ts'
import { tapWire } from './wire.ts'

/** The actions of a scene. Each advances the clock by one minute, then prints itself and everything that follows from it. */
export interface Stage {
  emulator: Emulator
  /** Sends messages of the customer in a row, who then reads the answers. */
  customerSends(texts: string | readonly string[], due: Due): Promise<void>
  /** Sends a message of an operator to the customer. The customer reads it unless `outcome` makes it fail. */
  operatorSends(message: Omit<OperatorMessage, 'chatId'>, outcome?: { failsBy: Failure }): Promise<void>
  /** The shop tells the bot that an order is ready. */
  orderIsReady(number: string, due: Due): Promise<void>
  /** Performs any other change of the account, after which the bot must report something. Resolves with its result. */
  happens<Result>(about: string, act: () => Result | Promise<Result>): Promise<Result>
  /** Prints an explanation. */
  note(text: string): Promise<void>
}

/** What the bot must send: by default, nothing. */
type Due = Partial<Reaction>

type Failure = Parameters<Emulator['simulate']['message']['fail']>[1]

export interface StageParts {
  emulator: Emulator
  host: RunningHost
  view: ChatView
  /** Reports to the operators on duty. The stage prints and removes them. */
  reports: string[]
  /** The stage adds what it does. */
  exchanges: Exchange[]
}

/** The customer that the emulator creates by default. */
export const customer = { name: 'Dora', chatType: 'whatsapp', chatId: '79000000301' } as const

/** Milliseconds. */
const minute = 60_000

export function createStage({ emulator, host, view, reports, exchanges }: StageParts): Stage {
  const { simulate, state, ledger } = emulator
  const wire = tapWire(emulator)

  const showMessage = (messageId: string): Promise<void> => view.bubble(bubbleOf(state.messages.get(messageId)!))

  /** Prints what follows, and notes what the bot has sent. Customers read the messages that reach them. */
  async function showWhatFollows(about: string, { messages = 0, reports: reportsDue = 0 }: Due): Promise<void> {
    const before = ledger.length
    let read = before
    await settle(emulator, host)
    // A message that is read lets the next one leave, such as a file and its caption.
    while (read < ledger.length) {
      const { messageId } = ledger[read++]!
      if (state.messages.get(messageId)!.status !== 'error') simulate.message.markRead(messageId)
      await settle(emulator, host)
    }
    await view.wire(wire.take())
    for (const { messageId } of ledger.slice(before)) await showMessage(messageId)
    const made = reports.splice(0)
    for (const report of made) await view.duty(report)
    const done = { messages: ledger.length - before, reports: made.length }
    exchanges.push({ about, due: { messages, reports: reportsDue }, done })
  }

  return {
    emulator,
    note: view.note,

    async customerSends(texts, due) {
      emulator.clock.advance(minute)
      for (const text of [texts].flat()) await showMessage(simulate.customer.send({ text }).messageId)
      await showWhatFollows([texts].flat().join(' '), due)
    },

    async operatorSends(message, outcome) {
      emulator.clock.advance(minute)
      const { messageId } = simulate.operator.send({ ...message, chatId: customer.chatId })
      if (outcome) simulate.message.fail(messageId, outcome.failsBy)
      else for (const status of ['markDelivered', 'markRead'] as const) simulate.message[status](messageId)
      await showMessage(messageId)
      await showWhatFollows('a message of an operator', { reports: outcome ? 1 : 0 })
    },

    async orderIsReady(number, due) {
      emulator.clock.advance(minute)
      await view.shop(`Order ${number} is ready.`)
      await announce(number, emulator, host)
      await showWhatFollows(`order ${number} is ready`, due)
    },

    async happens(about, act) {
      emulator.clock.advance(minute)
      const result = await act()
      await showWhatFollows(about, { reports: 1 })
      return result
    },
  }
}

/** Returns a message as it is printed in the chat. */
export function bubbleOf(message: WebhookMessage): Bubble {
  const { isEcho, text, contentUri, dateTime, status } = message
  const shown = { text: text ?? `[${contentUri?.split('/').at(-1)}]`, at: Date.parse(dateTime) }
  if (!isEcho || status === 'inbound') return { ...shown, side: 'customer', by: customer.name }
  return { ...shown, side: 'house', by: writerOf(message), mark: status }
}

function writerOf({ authorName, authorId, sentFromApp, chatType }: WebhookMessage): string {
  if (authorId) return `${authorName}, operator in ${sentFromApp ? 'Wazzup' : 'the CRM'}`
  if (!authorName) return 'an operator on the phone'
  return chatType === 'telegram' ? 'the bot, in Telegram' : 'the bot, by the API'
}
