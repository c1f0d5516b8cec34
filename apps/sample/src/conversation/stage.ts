import type { Emulator, OperatorMessage, WebhookMessage } from '@wazzup-kit/emulator'
import type { Bubble, ChatView } from './chat-view.ts'
import type { Exchange } from './judge.ts'
import { tapWire } from './wire.ts'

/** What a scene can do. Each action is shown, then everything that follows from it. Each takes one minute. */
export interface Stage {
  emulator: Emulator
  /** The customer writes, and reads the replies of the bot. `owed` is how many replies the bot must send. */
  customerSends(text: string, owed: { answers: number }): Promise<void>
  /** An operator writes to the customer. The customer reads it, unless it fails. */
  operatorSends(message: Omit<OperatorMessage, 'chatId'>, fate?: { failsBy: Failure }): Promise<void>
  /** Any other change of the account. */
  happens<Result>(act: () => Result | Promise<Result>): Promise<Result>
  note(text: string): Promise<void>
}

type Failure = Parameters<Emulator['simulate']['message']['fail']>[1]

export interface StageParts {
  emulator: Emulator
  view: ChatView
  /** What the operators on duty were told. Shown, then removed. */
  reports: string[]
  /** Each message of the customer is added. */
  exchanges: Exchange[]
}

/** The customer whom the emulator creates by default. */
export const customer = { name: 'Dora', chatType: 'whatsapp', chatId: '79000000301' } as const

export function createStage({ emulator, view, reports, exchanges }: StageParts): Stage {
  const { simulate, state, ledger } = emulator
  const wire = tapWire(emulator)

  async function showWhatFollows(): Promise<void> {
    await emulator.settled()
    await view.wire(wire.take())
    for (const report of reports.splice(0)) await view.duty(report)
  }

  const showMessage = (messageId: string): Promise<void> => view.bubble(bubbleOf(state.messages.get(messageId)!))

  return {
    emulator,
    note: view.note,

    async customerSends(text, { answers }) {
      emulator.clock.advance(60_000)
      const before = ledger.length
      await showMessage(simulate.customer.send({ text }).messageId)
      await emulator.settled()
      const sent = ledger.slice(before).map(({ messageId }) => messageId)
      exchanges.push({ text, due: answers, sent: sent.length })
      for (const messageId of sent) simulate.message.markRead(messageId)
      await showWhatFollows()
      for (const messageId of sent) await showMessage(messageId)
    },

    async operatorSends(message, fate) {
      emulator.clock.advance(60_000)
      const { messageId } = simulate.operator.send({ ...message, chatId: customer.chatId })
      if (fate) simulate.message.fail(messageId, fate.failsBy)
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

function bubbleOf(message: WebhookMessage): Bubble {
  const { isEcho, text, contentUri, dateTime, status } = message
  const shown = { text: text ?? `[${contentUri?.split('/').at(-1)}]`, at: Date.parse(dateTime) }
  if (!isEcho || status === 'inbound') return { ...shown, side: 'customer', by: customer.name }
  return { ...shown, side: 'house', by: writerOf(message), mark: status }
}

function writerOf({ authorName, authorId, sentFromApp }: WebhookMessage): string {
  if (authorId) return `${authorName}, operator in ${sentFromApp ? 'Wazzup' : 'the CRM'}`
  return authorName ? 'the bot, by the API' : 'an operator on the phone'
}
