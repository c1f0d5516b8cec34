import type { Emulator } from '@wazzup-kit/emulator'
import type { ChatView } from '../conversation/chat-view.ts'
import { bubbleOf } from '../conversation/stage.ts'
import { tapWire } from '../conversation/wire.ts'
import { answerAbout, countAnswers, type AnswerCounts } from './count-answers.ts'

/** A customer who asks for orders. */
export interface Customer {
  asksFor(number: string): Promise<void>
  /** Prints the requests and the answers since the last call. The customer reads the answers; `settle` waits for what follows. */
  seeAnswers(settle: () => Promise<unknown>): Promise<void>
  count(): AnswerCounts
}

/** Creates a customer. Requests before that are not printed. */
export function createCustomer(emulator: Emulator, view: ChatView): Customer {
  const { ledger, simulate, state } = emulator
  const wire = tapWire(emulator)
  const due: string[] = []
  let shown = ledger.length
  return {
    async asksFor(number) {
      due.push(answerAbout(number))
      const { messageId } = simulate.customer.send({ text: `Where is ${number}?` })
      await view.bubble(bubbleOf(state.messages.get(messageId)!))
    },
    async seeAnswers(settle) {
      const sent = ledger.slice(shown).map(({ messageId }) => messageId)
      shown = ledger.length
      for (const messageId of sent) simulate.message.markRead(messageId)
      await settle()
      await view.wire(wire.take())
      for (const messageId of sent) await view.bubble(bubbleOf(state.messages.get(messageId)!))
    },
    count: () => countAnswers(due, ledger),
  }
}
