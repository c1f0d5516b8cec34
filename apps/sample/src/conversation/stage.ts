import type { Emulator, OperatorMessage, WebhookMessage } from '@wazzup-kit/emulator'
import type { RunningHost } from '../host.ts'
import type { Bubble, ChatView } from './chat-view.ts'
import type { Exchange } from './judge.ts'
import { settle } from './settle.ts'
import { tapWire } from './wire.ts'

/** The actions of a scene. Each advances the clock by one minute, then prints itself and everything that follows from it. */
export interface Stage {
  emulator: Emulator
  /** Sends a message of the customer, who then reads the replies. `expected` is how many replies the bot must send. */
  customerSends(text: string, expected: { replies: number }): Promise<void>
  /** Sends a message of an operator to the customer. The customer reads it unless `outcome` makes it fail. */
  operatorSends(message: Omit<OperatorMessage, 'chatId'>, outcome?: { failsBy: Failure }): Promise<void>
  /** Performs any other change of the account. Resolves with its result. */
  happens<Result>(act: () => Result | Promise<Result>): Promise<Result>
  /** Prints an explanation. */
  note(text: string): Promise<void>
}

type Failure = Parameters<Emulator['simulate']['message']['fail']>[1]

export interface StageParts {
  emulator: Emulator
  host: RunningHost
  view: ChatView
  /** Reports to the operators on duty. The stage prints and removes them. */
  reports: string[]
  /** The stage adds each message of the customer. */
  exchanges: Exchange[]
}

/** The customer that the emulator creates by default. */
export const customer = { name: 'Dora', chatType: 'whatsapp', chatId: '79000000301' } as const

export function createStage({ emulator, host, view, reports, exchanges }: StageParts): Stage {
  const { simulate, state, ledger } = emulator
  const wire = tapWire(emulator)

  async function showWhatFollows(): Promise<void> {
    await settle(emulator, host)
    await view.wire(wire.take())
    for (const report of reports.splice(0)) await view.duty(report)
  }

  const showMessage = (messageId: string): Promise<void> => view.bubble(bubbleOf(state.messages.get(messageId)!))

  return {
    emulator,
    note: view.note,

    async customerSends(text, { replies }) {
      emulator.clock.advance(60_000)
      const before = ledger.length
      await showMessage(simulate.customer.send({ text }).messageId)
      await settle(emulator, host)
      const sent = ledger.slice(before).map(({ messageId }) => messageId)
      exchanges.push({ text, due: replies, sent: sent.length })
      for (const messageId of sent) simulate.message.markRead(messageId)
      await showWhatFollows()
      for (const messageId of sent) await showMessage(messageId)
    },

    async operatorSends(message, outcome) {
      emulator.clock.advance(60_000)
      const { messageId } = simulate.operator.send({ ...message, chatId: customer.chatId })
      if (outcome) simulate.message.fail(messageId, outcome.failsBy)
      else for (const status of ['markDelivered', 'markRead'] as const) simulate.message[status](messageId)
      await showMessage(messageId)
      await showWhatFollows()
    },

    async happens(act) {
      emulator.clock.advance(60_000)
      const result = await act()
      await showWhatFollows()
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

function writerOf({ authorName, authorId, sentFromApp }: WebhookMessage): string {
  if (authorId) return `${authorName}, operator in ${sentFromApp ? 'Wazzup' : 'the CRM'}`
  return authorName ? 'the bot, by the API' : 'an operator on the phone'
}
